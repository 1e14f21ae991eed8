//! Accounts, profiles, members and strangers.

use auth::{
    Account, AccountId, Accounts, Created, Email, PasswordHash, Presented, Replaced, Session,
    Terms, Verdict,
};
use review::{
    Actor, CommentFilter, Conflict, GuidelinePatch, Invitee, NewGuideline, NewOrganisation,
    PageRequest, ProfilePatch, ReviewError, Role, StakeholderGroup, Visibility, document::Digest,
};

use crate::support::{
    house::{House, SLUG, email, on},
    text::first_en,
};

const NOW: i64 = 1_790_000_000_000;

fn account(email: &str) -> Account {
    Account {
        id: AccountId::fresh(),
        email: Email::parse(email).unwrap(),
        display_name: "Ana".to_owned(),
        password: Some(PasswordHash::from("$argon2id$not-a-real-one")),
        admin: false,
        disabled: false,
        created_at: NOW,
    }
}

/// The port of `auth`.
pub async fn accounts_are_kept(house: House) {
    let accounts: &dyn Accounts = &house.database;
    let ana = account("ana@example.org");
    assert_eq!(accounts.create_account(&ana).await.unwrap(), Created::New);
    let second = account("Ana@Example.org");
    assert_eq!(
        accounts.create_account(&second).await.unwrap(),
        Created::Taken
    );
    assert_eq!(accounts.account(&second.id).await.unwrap(), None);
    assert_eq!(
        accounts.account_by_email(&ana.email).await.unwrap(),
        Some(ana.clone())
    );
    assert_eq!(accounts.account(&"x\0".into()).await.unwrap(), None);
    assert_eq!(accounts.accounts().await.unwrap().len(), 1);
    accounts.set_admin(&ana.id, true).await.unwrap();
    accounts.set_disabled(&ana.id, true, NOW).await.unwrap();
    let found = accounts.account(&ana.id).await.unwrap().unwrap();
    assert_eq!((found.admin, found.disabled), (true, true));
    let shut = house.review.actor(&ana.id.as_str().into()).await;
    assert_eq!(shut, Err(ReviewError::SignInNeeded));
}

/// Sessions turn by compare-and-swap, and end with the password they were begun with.
pub async fn sessions_turn_and_end(house: House) {
    let accounts: &dyn Accounts = &house.database;
    let ana = account("ana@example.org");
    accounts.create_account(&ana).await.unwrap();
    let terms = Terms::default();
    let (session, token) = Session::begin(ana.id.clone(), &terms, NOW);
    accounts.create_session(&session).await.unwrap();
    assert_eq!(
        accounts.session(&session.id).await.unwrap(),
        Some(session.clone())
    );
    let presented = Presented::parse(&token.reveal()).unwrap();
    let Verdict::Rotated(next, _) = session.judge(&presented, &terms, NOW + 1) else {
        panic!("the first token is good");
    };
    let turns = (session.turn, next.turn);
    assert_eq!(
        accounts.replace_session(turns.0, &next).await.unwrap(),
        Replaced::Done
    );
    assert_eq!(
        accounts.replace_session(turns.0, &next).await.unwrap(),
        Replaced::Stale
    );
    assert_eq!(
        accounts.session(&session.id).await.unwrap(),
        Some(next.clone())
    );

    let password = PasswordHash::from("$argon2id$another");
    accounts
        .set_password(&ana.id, &password, NOW + 2)
        .await
        .unwrap();
    let ended = accounts.session(&session.id).await.unwrap().unwrap();
    assert_eq!(
        ended.ended_at,
        Some(NOW + 2),
        "a new password ends all sessions"
    );
    let late = accounts.replace_session(turns.1, &next).await.unwrap();
    assert_eq!(
        late,
        Replaced::Stale,
        "a refresh decided before does not revive one"
    );
    let found = accounts.account(&ana.id).await.unwrap().unwrap();
    assert_eq!(found.password, Some(password));
    accounts.forget_sessions(i64::MAX).await.unwrap();
    assert_eq!(accounts.session(&session.id).await.unwrap(), None);
}

/// Two spellings of one organisation are one.
pub async fn profiles_and_organisations(house: House) {
    let ana = house.person("Ana").await;
    let li = house.person("Li").await;
    let join = |name: &str, stakeholder_group| ProfilePatch {
        organisation: Some(NewOrganisation {
            name: name.to_owned(),
            stakeholder_group,
        }),
        ..ProfilePatch::default()
    };
    let hers = join("Mining  Watch ", StakeholderGroup::Ngo);
    let hers = house
        .review
        .change_me(&ana, hers)
        .await
        .unwrap()
        .organisation
        .unwrap();
    let his = join("mining watch", StakeholderGroup::Company);
    let his = house
        .review
        .change_me(&li, his)
        .await
        .unwrap()
        .organisation
        .unwrap();
    assert_eq!(hers, his);
    assert_eq!(
        his.stakeholder_group,
        StakeholderGroup::Ngo,
        "as its first member said"
    );
    let patch = ProfilePatch {
        display_name: Some(" Li Lei ".to_owned()),
        language: Some("zh".to_owned()),
        organisation: None,
    };
    let li = house.review.change_me(&li, patch).await.unwrap();
    assert_eq!(
        (&*li.display_name, li.language.as_deref()),
        ("Li Lei", Some("zh"))
    );
    assert_eq!(li.organisation, Some(his));
    let bad = ProfilePatch {
        display_name: Some("\u{202E}".to_owned()),
        ..ProfilePatch::default()
    };
    assert!(matches!(
        house.review.change_me(&ana, bad).await,
        Err(ReviewError::Invalid { .. })
    ));
    assert_eq!(
        house.review.me(&Actor::Anonymous).await,
        Err(ReviewError::SignInNeeded)
    );
}

/// What is hidden from a stranger answers like what is not there.
pub async fn strangers_meet_nothing(house: House) {
    let (editor, _) = house.guideline(Visibility::Members).await;
    let ana = house.participant(&editor, "Ana").await;
    let stranger = house.person("Stranger").await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let comment = house.comment_on(&ana, 1, "en", "critical habitat").await.id;
    let review = &house.review;
    for actor in [&stranger, &Actor::Anonymous] {
        let all = (CommentFilter::default(), PageRequest::default());
        let nothing = Digest::of_bytes(b"");
        let change = GuidelinePatch::default();
        let answers = [
            review.guideline(actor, SLUG).await.err(),
            review.revision(actor, SLUG, 1, None).await.err(),
            review.comments(actor, SLUG, &all.0, &all.1).await.err(),
            review.comment(actor, &comment, None).await.err(),
            review
                .reply(actor, &comment, "hello".to_owned(), None)
                .await
                .err(),
            review.delete_comment(actor, &comment).await.err(),
            review.resource(actor, SLUG, &nothing).await.err(),
            review.change_guideline(actor, SLUG, change).await.err(),
            house.publish(actor, vec![first_en()], None).await.err(),
            review.guideline(actor, "missing").await.err(),
            review.guideline(actor, "a\0b").await.err(),
            review.comment(actor, &"missing".into(), None).await.err(),
            review.comment(actor, &"\0".into(), None).await.err(),
        ];
        assert!(
            answers
                .iter()
                .all(|answer| *answer == Some(ReviewError::NotFound)),
            "{answers:?}"
        );
        let list = review
            .guidelines(actor, &PageRequest::default())
            .await
            .unwrap();
        assert_eq!(list.items, []);
    }
    let publishes = house.publish(&ana, vec![first_en()], None).await;
    assert_eq!(
        publishes,
        Err(ReviewError::Forbidden),
        "a member may know what there is"
    );
}

/// An open guideline is read by anyone, and anyone who signs in takes part.
pub async fn an_open_door(house: House) {
    let (editor, _) = house.guideline(Visibility::Members).await;
    house
        .publish(&editor, vec![first_en()], None)
        .await
        .unwrap();
    let stranger = house.person("Stranger").await;
    let review = &house.review;
    let open = GuidelinePatch {
        visibility: Some(Visibility::Open),
        ..GuidelinePatch::default()
    };
    review.change_guideline(&editor, SLUG, open).await.unwrap();
    let view = review.guideline(&Actor::Anonymous, SLUG).await.unwrap();
    assert_eq!(
        (view.guideline.visibility, view.my_role),
        (Visibility::Open, None)
    );
    let text = house.text(&stranger, 1, "en").await;
    let new = on(&text, 1, "every month");
    let asked = review
        .add_comment(&Actor::Anonymous, SLUG, new.clone(), None)
        .await;
    assert_eq!(asked, Err(ReviewError::SignInNeeded));
    review
        .add_comment(&stranger, SLUG, new, None)
        .await
        .unwrap();
    let list = review
        .guidelines(&Actor::Anonymous, &PageRequest::default())
        .await
        .unwrap();
    assert_eq!(list.items.len(), 1);

    let admin = house.admin("Second").await;
    let new = NewGuideline {
        slug: SLUG.to_owned(),
        title: "Again".to_owned(),
        language: "en".to_owned(),
        visibility: Visibility::Members,
    };
    let taken = review.create_guideline(&admin, new.clone(), None).await;
    assert_eq!(taken, Err(ReviewError::Conflict(Conflict::SlugTaken)));
    let not_admin = review.create_guideline(&stranger, new, None).await;
    assert_eq!(not_admin, Err(ReviewError::Forbidden));
}

/// A guideline always keeps an editor.
pub async fn members_come_and_go(house: House) {
    let (editor, _) = house.guideline(Visibility::Members).await;
    let ana = house.participant(&editor, "Ana").await;
    let review = &house.review;
    let me = editor.person().unwrap();
    let last = Err(ReviewError::Conflict(Conflict::LastEditor));
    assert_eq!(review.remove_member(&editor, SLUG, me).await, last);
    let promoted = Invitee::Email(format!(" {} ", email("ANA")));
    review
        .set_member(&editor, SLUG, &promoted, Role::Editor)
        .await
        .unwrap();
    review.remove_member(&ana, SLUG, me).await.unwrap();
    let page = review
        .members(&ana, SLUG, &PageRequest::default())
        .await
        .unwrap();
    let names: Vec<_> = page
        .items
        .iter()
        .map(|member| &*member.person.display_name)
        .collect();
    assert_eq!(names, ["Ana"]);
    for nobody in [
        Invitee::Email(email("nobody")),
        Invitee::Person("\0".into()),
    ] {
        let unknown = review.set_member(&ana, SLUG, &nobody, Role::Reader).await;
        assert_eq!(unknown, Err(ReviewError::NotFound));
    }
}
