//! People at work on a review.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use auth::{Account, AccountId, Accounts, Created, Email};
use review::{
    Actor, Clock, Comment, CommentFilter, CommentKind, Guideline, Idempotency, Invitee, NewComment,
    NewGuideline, PageRequest, Place, Publish, Published, Review, ReviewError, Role, Timestamp,
    Visibility,
    document::{Digest, Document, Offsets},
};
use store::{Database, RandomIds};

/// A database with its use cases, and a clock that ticks at each look.
#[derive(Clone)]
pub struct House {
    pub database: Database,
    pub review: Review,
}

struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

pub const SLUG: &str = "mining";

impl House {
    pub fn new(database: Database) -> Self {
        let clock = Arc::new(Ticking(AtomicI64::new(1_790_000_000_000)));
        let review = Review::new(Arc::new(database.clone()), clock, Arc::new(RandomIds));
        Self { database, review }
    }

    /// Somebody with an account.
    pub async fn person(&self, name: &str) -> Actor {
        self.account(name, false).await
    }

    /// Somebody who may create guidelines.
    pub async fn admin(&self, name: &str) -> Actor {
        self.account(name, true).await
    }

    async fn account(&self, name: &str, admin: bool) -> Actor {
        let account = Account {
            id: AccountId::fresh(),
            email: Email::parse(&email(name)).unwrap(),
            display_name: name.to_owned(),
            password: None,
            admin,
            disabled: false,
            created_at: 1_790_000_000_000,
        };
        let created = self.database.create_account(&account).await.unwrap();
        assert_eq!(created, Created::New);
        self.review
            .actor(&account.id.as_str().into())
            .await
            .unwrap()
    }

    /// A guideline in English, with its first editor.
    pub async fn guideline(&self, visibility: Visibility) -> (Actor, Guideline) {
        let editor = self.admin("Editor").await;
        let new = NewGuideline {
            slug: SLUG.to_owned(),
            title: "Mining and biodiversity".to_owned(),
            language: "en".to_owned(),
            visibility,
        };
        let view = self
            .review
            .create_guideline(&editor, new, None)
            .await
            .unwrap();
        assert_eq!(view.my_role, Some(Role::Editor));
        (editor, view.guideline)
    }

    /// Somebody who takes part in the guideline.
    pub async fn participant(&self, editor: &Actor, name: &str) -> Actor {
        let person = self.person(name).await;
        let who = Invitee::Email(email(name));
        self.review
            .set_member(editor, SLUG, &who, Role::Participant)
            .await
            .unwrap();
        person
    }

    pub async fn publish(
        &self,
        editor: &Actor,
        documents: Vec<Document>,
        expected: Option<u32>,
    ) -> Result<Published, ReviewError> {
        self.review
            .publish(editor, SLUG, publication(documents, expected), None)
            .await
    }

    pub async fn text(&self, actor: &Actor, number: u32, language: &str) -> Arc<Document> {
        let text = self
            .review
            .revision(actor, SLUG, number, Some(language))
            .await
            .unwrap();
        assert_eq!(text.language, language);
        text.document
    }

    /// Comments on the first place where these words stand.
    pub async fn comment_on(
        &self,
        actor: &Actor,
        revision: u32,
        language: &str,
        words: &str,
    ) -> Comment {
        let document = self.text(actor, revision, language).await;
        let new = NewComment {
            language: Some(language.to_owned()),
            ..on(&document, revision, words)
        };
        self.review
            .add_comment(actor, SLUG, new, None)
            .await
            .unwrap()
    }

    /// All comments with their places in a revision.
    pub async fn comments(&self, actor: &Actor, revision: u32) -> Vec<Comment> {
        let filter = CommentFilter {
            revision: Some(revision),
            ..CommentFilter::default()
        };
        let all = PageRequest {
            limit: PageRequest::MOST,
            cursor: None,
        };
        let page = self
            .review
            .comments(actor, SLUG, &filter, &all)
            .await
            .unwrap();
        assert_eq!(page.next_cursor, None);
        page.items
    }
}

pub fn email(name: &str) -> String {
    format!("{}@example.org", name.to_lowercase())
}

pub fn publication(documents: Vec<Document>, expected: Option<u32>) -> Publish {
    Publish {
        documents,
        problems: Vec::new(),
        note: "as discussed".to_owned(),
        expected,
        check: false,
    }
}

/// A comment on the first place where these words stand.
pub fn on(document: &Document, revision: u32, words: &str) -> NewComment {
    let mut blocks = document.blocks.iter();
    let block = blocks
        .find(|block| block.text.contains(words))
        .expect("the words stand there");
    let offsets = Offsets::new(&block.text);
    let start = offsets.scalar(block.text.find(words).unwrap());
    NewComment {
        revision,
        language: None,
        place: Place {
            block_id: Some(block.id.clone()),
            start: Some(start),
            end: Some(start + words.chars().count()),
        },
        quote: Some(words.to_owned()),
        kind: CommentKind::Technical,
        body: format!("On \"{words}\""),
    }
}

pub fn once(key: &str, request: &str) -> Idempotency {
    Idempotency {
        key: key.to_owned(),
        request: Digest::of_bytes(request.as_bytes()),
    }
}
