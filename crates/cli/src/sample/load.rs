use std::{collections::HashMap, sync::Arc};

use formats::{Format, Limits};
use server::{
    auth::{AccountId, Email, NewPassword, Registration},
    review::{
        Actor, Clock, GuidelinePatch, Invitee, NewGuideline, PersonId, ProfilePatch, Review,
        ReviewError, Tag, Visibility,
    },
};
use store::SystemClock;

use super::{
    GLOSSARY, NOTES, PASSWORD, Person, SLUG, TAGS, TEXTS, TITLE, broken,
    contribution::{Remark, proposals, remarks},
    people,
    story::Story,
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

/// Who tells the story, by the use cases.
pub(super) struct Teller {
    pub(super) review: Review,
    pub(super) story: Arc<Story>,
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
            let of_it = remarks.iter().filter(|remark| remark.revision == number);
            self.hear(editor, of_it.collect()).await?;
        }
        self.propose(proposals()?).await
    }

    /// What was said on a revision, and what the editors decided on it before the next one.
    async fn hear(&self, editor: &Actor, remarks: Vec<&Remark>) -> Result<(), Failure> {
        let mut comments = Vec::new();
        for remark in &remarks {
            let latest = remark.revision as usize == NOTES.len();
            self.story.pass(if latest { 1 } else { 7 });
            comments.push(self.remark(editor, remark).await?);
        }
        if let Some(first) = remarks.first().filter(|it| it.decision.is_some()) {
            self.story.turn_to_meeting(first.revision + 1);
        }
        for (remark, comment) in remarks.into_iter().zip(&comments) {
            self.decide(remark, comment).await?;
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

    pub(super) fn actor(&self, email: &str) -> Result<&Actor, Failure> {
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
