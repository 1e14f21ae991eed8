//! Guidelines and their settings.

use std::collections::HashMap;

use crate::{
    Action, Actor, Change, Commit, Conflict, Guideline, GuidelineId, GuidelinePatch, GuidelineView,
    Happening, Head, Idempotency, ListedGuideline, NewGuideline, Page, PageRequest, Review,
    ReviewError, Role, Subject, Viewer,
    check::Check,
    may,
    review::{Access, Setback, insist, permit},
    role_in,
};

impl Review {
    /// The guidelines that the actor may read, by slug.
    pub async fn guidelines(
        &self,
        actor: &Actor,
        page: &PageRequest,
    ) -> Result<Page<ListedGuideline>, ReviewError> {
        let viewer = match actor {
            Actor::Anonymous => Viewer::Anyone,
            Actor::Person { id, admin: false } => Viewer::Person(id),
            Actor::Person { .. } | Actor::Operator => Viewer::All(actor.person()),
        };
        let after = page.cursor.as_deref();
        let found = self.store.guidelines(viewer, after, page.size() + 1);
        let found = Page::cut(found.await?, page.size(), |(guideline, _)| {
            guideline.slug.clone()
        });
        let read = self.last_read_of(actor, &found.items).await?;
        Ok(found.map(|(guideline, membership)| ListedGuideline {
            last_read: read.get(&guideline.id).copied(),
            view: view(actor, guideline, membership),
        }))
    }

    /// The revisions of these guidelines that the actor last read, asked for all at once.
    async fn last_read_of(
        &self,
        actor: &Actor,
        guidelines: &[(Guideline, Option<Role>)],
    ) -> Result<HashMap<GuidelineId, u32>, ReviewError> {
        let Some(person) = actor.person() else {
            return Ok(HashMap::new());
        };
        let ids = guidelines.iter().map(|(guideline, _)| guideline.id.clone());
        let ids: Vec<GuidelineId> = ids.collect();
        let read = self.store.readings(person, &ids).await?;
        Ok(read.into_iter().collect())
    }

    /// One guideline.
    pub async fn guideline(&self, actor: &Actor, slug: &str) -> Result<GuidelineView, ReviewError> {
        let access = self.access(actor, slug, Action::Read).await?;
        Ok(view(actor, access.guideline, access.membership))
    }

    /// Creates a guideline; its creator becomes its first editor.
    pub async fn create_guideline(
        &self,
        actor: &Actor,
        new: NewGuideline,
        once: Option<&Idempotency>,
    ) -> Result<GuidelineView, ReviewError> {
        permit(may(actor, Action::CreateGuideline, Subject::System))?;
        check_new(&new)?;
        insist(|| self.try_create_guideline(actor, &new, once)).await
    }

    async fn try_create_guideline(
        &self,
        actor: &Actor,
        new: &NewGuideline,
        once: Option<&Idempotency>,
    ) -> Result<GuidelineView, Setback> {
        if let Some(answer) = self.repeated(actor, once).await? {
            return Ok(answer);
        }
        if self.store.guideline(&new.slug, None).await?.is_some() {
            return Err(ReviewError::Conflict(Conflict::SlugTaken).into());
        }
        let guideline = self.guideline_of(new);
        let membership = actor.person().map(|_| Role::Editor);
        let answer = view(actor, guideline.clone(), membership);
        let mut changes = vec![Change::CreateGuideline(guideline.clone())];
        changes.extend(actor.person().map(|person| Change::SetRole {
            guideline: guideline.id.clone(),
            person: person.clone(),
            role: membership,
        }));
        let head = Head {
            guideline: guideline.id,
            seen: 0,
            moves: false,
        };
        let created = self.event(actor, Happening::GuidelineCreated);
        let mut commit = Commit::to(head, changes, vec![created]);
        commit.receipt = self.receipt(actor, once, &answer)?;
        self.store.commit(commit).await?;
        Ok(answer)
    }

    fn guideline_of(&self, new: &NewGuideline) -> Guideline {
        Guideline {
            id: self.ids.fresh().into(),
            slug: new.slug.clone(),
            title: new.title.trim().to_owned(),
            language: new.language.clone(),
            languages: vec![new.language.clone()],
            visibility: new.visibility,
            glossary: Vec::new(),
            two_step: false,
            latest_revision: None,
            created_at: self.clock.now(),
            head: 0,
            block_counter: 0,
        }
    }

    /// Changes the settings of a guideline.
    pub async fn change_guideline(
        &self,
        actor: &Actor,
        slug: &str,
        patch: GuidelinePatch,
    ) -> Result<GuidelineView, ReviewError> {
        insist(|| self.try_change_guideline(actor, slug, &patch)).await
    }

    async fn try_change_guideline(
        &self,
        actor: &Actor,
        slug: &str,
        patch: &GuidelinePatch,
    ) -> Result<GuidelineView, Setback> {
        let access = self.access(actor, slug, Action::ChangeGuideline).await?;
        let changed = patched(&access, patch)?;
        let event = self.event(actor, Happening::GuidelineChanged);
        let change = Change::SetGuideline(changed.clone());
        let commit = Commit::to(access.moving_head(), vec![change], vec![event]);
        self.store.commit(commit).await?;
        Ok(view(actor, changed, access.membership))
    }
}

/// The guideline as the patch wants it.
fn patched(access: &Access, patch: &GuidelinePatch) -> Result<Guideline, ReviewError> {
    let guideline = &access.guideline;
    check_patch(guideline, patch)?;
    let mut changed = guideline.clone();
    changed.head += 1;
    if let Some(title) = &patch.title {
        title.trim().clone_into(&mut changed.title);
    }
    if let Some(visibility) = patch.visibility {
        changed.visibility = visibility;
    }
    if let Some(glossary) = &patch.glossary {
        changed.glossary = tidy(glossary);
    }
    changed.two_step = patch.two_step.unwrap_or(changed.two_step);
    if let Some(language) = &patch.language {
        changed.language.clone_from(language);
        match guideline.latest_revision {
            None => changed.languages = vec![language.clone()],
            Some(_) => changed.languages.sort_by_key(|other| other != language),
        }
    }
    Ok(changed)
}

fn tidy(glossary: &[String]) -> Vec<String> {
    let mut terms: Vec<String> = glossary.iter().map(|term| term.trim().to_owned()).collect();
    terms.sort();
    terms.dedup();
    terms
}

fn check_new(new: &NewGuideline) -> Result<(), ReviewError> {
    Check::default()
        .slug("slug", &new.slug)
        .name("title", &new.title, 300)
        .language("language", &new.language)
        .done()
}

fn check_patch(guideline: &Guideline, patch: &GuidelinePatch) -> Result<(), ReviewError> {
    let mut check = Check::default();
    if let Some(title) = &patch.title {
        check.name("title", title, 300);
    }
    if let Some(language) = &patch.language {
        check.language("language", language);
        if guideline.latest_revision.is_some() && !guideline.languages.contains(language) {
            check.refuse(
                "language",
                "is none of the languages of the latest revision",
            );
        }
    }
    for term in patch.glossary.iter().flatten() {
        check.name("glossary", term, 100);
    }
    if patch
        .glossary
        .as_ref()
        .is_some_and(|terms| terms.len() > 2_000)
    {
        check.refuse("glossary", "has more than 2000 terms");
    }
    check.done()
}

fn view(actor: &Actor, guideline: Guideline, membership: Option<Role>) -> GuidelineView {
    GuidelineView {
        my_role: role_in(actor, guideline.visibility, membership),
        guideline,
    }
}
