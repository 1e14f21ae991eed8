use std::{collections::HashMap, sync::Arc};

use document::{Block, Document};
use formats::{Format, Limits};
use server::{
    auth::{AccountId, Email, NewPassword, Registration},
    review::{
        Actor, Clock, ContributionId, GuidelinePatch, Invitee, NewComment, NewGuideline, PersonId,
        Place, ProfilePatch, Review, ReviewError, Tag, Visibility,
    },
};
use store::SystemClock;

use super::{
    Answer, GLOSSARY, NOTES, PASSWORD, Person, Remark, SLUG, TAGS, TEXTS, TITLE, broken, people,
    remarks, story::Story,
};
use crate::{failure::Failure, house::House, publication::publication};

/// Tells the sample's story through the use cases that the HTTP interface calls, unless it was told
/// to this database before.
pub(crate) async fn load(house: &House) -> Result<(), Failure> {
    match house.review.guideline(&Actor::Operator, SLUG).await {
        Ok(_) => return Ok(()),
        Err(ReviewError::NotFound) => {}
        Err(error) => return Err(broken(error)),
    }
    let story = Arc::new(Story::until(SystemClock.now()));
    let review = House::review(&house.database, Arc::clone(&story) as _);
    let actors = register(house, &review, &story).await?;
    let teller = Teller {
        review,
        story,
        actors,
    };
    teller.tell().await
}

/// Makes the accounts; the first of the people may create guidelines.
async fn register(
    house: &House,
    review: &Review,
    story: &Story,
) -> Result<HashMap<String, Actor>, Failure> {
    let door = house.door()?;
    let mut actors = HashMap::new();
    for person in people()? {
        let email = Email::parse(&person.email).map_err(broken)?;
        let who = Registration {
            password: NewPassword::choose(PASSWORD, &email).map_err(broken)?,
            email: email.clone(),
            display_name: person.display_name.clone(),
        };
        door.register(who, story.now().0).await.map_err(broken)?;
        let account = house.accounts().account_by_email(&email).await;
        let account = account
            .map_err(broken)?
            .ok_or_else(|| broken(&person.email))?;
        let admin = actors.is_empty();
        if admin {
            let set = house.accounts().set_admin(&account.id, admin).await;
            set.map_err(broken)?;
        }
        let actor = actor(&account.id, admin);
        let profile = ProfilePatch {
            organisation: Some(person.organisation),
            language: Some(person.language),
            ..ProfilePatch::default()
        };
        review.change_me(&actor, profile).await.map_err(broken)?;
        actors.insert(person.email, actor);
    }
    Ok(actors)
}

fn actor(id: &AccountId, admin: bool) -> Actor {
    Actor::Person {
        id: PersonId::from(id.as_str()),
        admin,
    }
}

struct Teller {
    review: Review,
    story: Arc<Story>,
    /// By address.
    actors: HashMap<String, Actor>,
}

impl Teller {
    async fn tell(&self) -> Result<(), Failure> {
        let people = people()?;
        let remarks = remarks()?;
        let editor = self.actor(&people.first().ok_or_else(|| broken("nobody"))?.email)?;
        self.open_guideline(editor, &people).await?;
        for number in (1..).take(NOTES.len()) {
            self.story.turn_to_revision(number);
            self.publish(editor, number).await?;
            for remark in remarks.iter().filter(|remark| remark.revision == number) {
                self.story.pass(7);
                self.remark(editor, remark).await?;
            }
        }
        Ok(())
    }

    async fn open_guideline(&self, editor: &Actor, people: &[Person]) -> Result<(), Failure> {
        let new = NewGuideline {
            slug: SLUG.to_owned(),
            title: TITLE.to_owned(),
            language: TEXTS[0].0.to_owned(),
            visibility: Visibility::Open,
        };
        let created = self.review.create_guideline(editor, new, None).await;
        created.map_err(broken)?;
        let glossary = GuidelinePatch {
            glossary: Some(GLOSSARY.map(str::to_owned).to_vec()),
            ..GuidelinePatch::default()
        };
        let changed = self.review.change_guideline(editor, SLUG, glossary).await;
        changed.map_err(broken)?;
        for person in people {
            let who = Invitee::Email(person.email.clone());
            let set = self
                .review
                .set_member(editor, SLUG, &who, person.role)
                .await;
            set.map_err(broken)?;
        }
        let tags = self.review.set_tags(editor, SLUG, tags()).await;
        tags.map(drop).map_err(broken)
    }

    async fn publish(&self, editor: &Actor, number: u32) -> Result<(), Failure> {
        let index = number as usize - 1;
        let read = |(language, texts): (&str, [&str; 3])| {
            let text = texts[index].as_bytes();
            let reading = formats::read(Format::Markdown, text, &Limits::default());
            reading.map(|reading| (language.to_owned(), reading))
        };
        let readings: Result<Vec<_>, _> = TEXTS.into_iter().map(read).collect();
        let publish = publication(readings.map_err(broken)?, NOTES[index], Some(number - 1));
        let published = self.review.publish(editor, SLUG, publish, None).await;
        published.map(drop).map_err(broken)
    }

    async fn remark(&self, editor: &Actor, remark: &Remark) -> Result<(), Failure> {
        let author = self.actor(&remark.author)?;
        let language = Some(remark.language.as_str());
        let text = self
            .review
            .revision(author, SLUG, remark.revision, language)
            .await;
        let document = text.map_err(broken)?.document;
        let new = NewComment {
            revision: remark.revision,
            language: Some(remark.language.clone()),
            place: place(&document, remark)?,
            quote: remark.quote.clone(),
            kind: remark.kind,
            body: remark.body.clone(),
        };
        let comment = self.review.add_comment(author, SLUG, new, None).await;
        let comment = comment.map_err(|error| on(remark, error))?;
        if !remark.tags.is_empty() {
            let id = ContributionId::Comment(comment.id.clone());
            let tagged = self.review.tag(editor, &id, &remark.tags).await;
            tagged.map_err(|error| on(remark, error))?;
        }
        for Answer { author, body } in &remark.replies {
            self.story.pass(3);
            let author = self.actor(author)?;
            let added = self
                .review
                .reply(author, &comment.id, body.clone(), None)
                .await;
            added.map_err(|error| on(remark, error))?;
        }
        Ok(())
    }

    fn actor(&self, email: &str) -> Result<&Actor, Failure> {
        self.actors.get(email).ok_or_else(|| broken(email))
    }
}

/// The guideline's tags.
fn tags() -> Vec<Tag> {
    let tag = |(tag, labels): (&str, [(&str, &str); 3])| {
        let labels = labels.map(|(language, label)| (language.to_owned(), label.to_owned()));
        Tag {
            tag: tag.to_owned(),
            labels: labels.into(),
        }
    };
    TAGS.map(tag).into()
}

/// Where a remark stands: its words, its block, or the guideline.
fn place(document: &Document, remark: &Remark) -> Result<Place, Failure> {
    if remark.quote.is_none() && remark.in_block.is_none() {
        return Ok(Place::default());
    }
    let start = remark.in_block.as_deref().unwrap_or_default();
    let quote = remark.quote.as_deref().unwrap_or_default();
    let fits = |block: &&Block| block.text.starts_with(start) && block.text.contains(quote);
    let block = document.blocks.iter().find(fits);
    let block = block.ok_or_else(|| on(remark, "its words are not in the text"))?;
    let range = remark.quote.as_deref().and_then(|quote| {
        let start = block.text[..block.text.find(quote)?].chars().count();
        Some((start, start + quote.chars().count()))
    });
    Ok(Place {
        block_id: Some(block.id.clone()),
        start: range.map(|(start, _)| start),
        end: range.map(|(_, end)| end),
    })
}

fn on(remark: &Remark, reason: impl std::fmt::Display) -> Failure {
    broken(format!("the comment \"{:.40}\": {reason}", remark.body))
}
