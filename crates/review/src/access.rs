use serde::{Deserialize, Serialize};

use crate::{PersonId, Visibility};

/// As what a person belongs to a guideline; each may do what those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads.
    Reader,
    /// Comments, replies, supports.
    Participant,
    /// Speaks for an organisation.
    FocalPoint,
    /// Publishes revisions, manages members, moderates.
    Editor,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody we know.
    Anonymous,
    /// A signed-in person.
    Person {
        /// Who.
        id: PersonId,
        /// Whether the account is an administrator's.
        admin: bool,
    },
    /// Whoever sits at the console of the machine; may do everything, is nobody's author.
    Operator,
}

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Create a guideline.
    CreateGuideline,
    /// See and change the own profile.
    HoldProfile,
    /// Read a guideline, its revisions and its comments.
    Read,
    /// Add a comment or a reply, support a comment.
    TakePart,
    /// Propose wording, or bring a file back that somebody marked up.
    Suggest,
    /// Change the words of a comment or a reply.
    Reword,
    /// Take a comment or a reply back, or remove it as an editor.
    Withdraw,
    /// Confirm or correct where a comment stands.
    Place,
    /// Decide on comments and suggestions, assign, tag and group them, see the draft and change it.
    Decide,
    /// Say whether a decision on the own words satisfies.
    Answer,
    /// Publish a revision.
    Publish,
    /// Change the title, visibility, language or glossary of a guideline.
    ChangeGuideline,
    /// See and change who belongs to a guideline.
    ManageMembers,
}

/// To what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// To the system as a whole.
    System,
    /// To a guideline.
    Guideline {
        /// Who may read it without being a member.
        visibility: Visibility,
        /// The actor's membership.
        role: Option<Role>,
    },
    /// To something that a person wrote in a guideline.
    Contribution {
        /// Who may read the guideline without being a member.
        visibility: Visibility,
        /// The actor's membership in the guideline.
        role: Option<Role>,
        /// Whether the actor wrote it.
        mine: bool,
    },
}

/// What the answer to the wish is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Allowed,
    /// No, and the actor may know that the thing exists.
    Forbidden,
    /// Not without signing in.
    SignIn,
    /// The thing does not exist as far as the actor is concerned.
    Hidden,
}

/// Whether the actor may do this to that. The only place that decides it.
pub fn may(actor: &Actor, action: Action, subject: Subject) -> Verdict {
    match actor {
        Actor::Operator => Verdict::Allowed,
        Actor::Anonymous => anonymous_may(action, subject),
        Actor::Person { admin, .. } => person_may(actor, *admin, action, subject),
    }
}

/// As what an actor is in a guideline, by membership or by its openness.
pub fn role_in(actor: &Actor, visibility: Visibility, membership: Option<Role>) -> Option<Role> {
    let by_openness = match (actor, visibility) {
        (Actor::Operator, _) => Some(Role::Editor),
        (Actor::Person { .. }, Visibility::Open) => Some(Role::Participant),
        (Actor::Person { .. }, Visibility::Public) => Some(Role::Reader),
        (Actor::Person { admin: true, .. }, Visibility::Members) => Some(Role::Reader),
        _ => None,
    };
    membership.max(by_openness)
}

impl Actor {
    /// The person, if it is one.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Person { id, .. } => Some(id),
            Self::Anonymous | Self::Operator => None,
        }
    }
}

fn anonymous_may(action: Action, subject: Subject) -> Verdict {
    match subject {
        Subject::System => Verdict::SignIn,
        Subject::Guideline { visibility, .. } | Subject::Contribution { visibility, .. } => {
            match (visibility, action) {
                (Visibility::Members, _) => Verdict::Hidden,
                (_, Action::Read) => Verdict::Allowed,
                _ => Verdict::SignIn,
            }
        }
    }
}

fn person_may(actor: &Actor, admin: bool, action: Action, subject: Subject) -> Verdict {
    let (visibility, membership, mine) = match subject {
        Subject::System => return system_may(admin, action),
        Subject::Guideline { visibility, role } => (visibility, role, false),
        Subject::Contribution {
            visibility,
            role,
            mine,
        } => (visibility, role, mine),
    };
    let Some(role) = role_in(actor, visibility, membership) else {
        return Verdict::Hidden;
    };
    if in_guideline(admin, action, role, mine) {
        Verdict::Allowed
    } else {
        Verdict::Forbidden
    }
}

fn system_may(admin: bool, action: Action) -> Verdict {
    match action {
        Action::HoldProfile => Verdict::Allowed,
        Action::CreateGuideline if admin => Verdict::Allowed,
        _ => Verdict::Forbidden,
    }
}

fn in_guideline(admin: bool, action: Action, role: Role, mine: bool) -> bool {
    match action {
        Action::Read => true,
        Action::TakePart | Action::Suggest => role >= Role::Participant,
        Action::Reword | Action::Answer => mine && role >= Role::Participant,
        Action::Withdraw | Action::Place => mine || role == Role::Editor,
        Action::Decide | Action::Publish => role == Role::Editor,
        Action::ChangeGuideline | Action::ManageMembers => admin || role == Role::Editor,
        Action::CreateGuideline | Action::HoldProfile => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Action::{
        Answer, ChangeGuideline, CreateGuideline, Decide, HoldProfile, ManageMembers, Place,
        Publish, Read, Reword, Suggest, TakePart, Withdraw,
    };
    use Role::{Editor, FocalPoint, Participant, Reader};
    use Visibility::{Members, Open, Public};

    const ALL: [Action; 13] = [
        CreateGuideline,
        HoldProfile,
        Read,
        TakePart,
        Suggest,
        Reword,
        Withdraw,
        Place,
        Decide,
        Answer,
        Publish,
        ChangeGuideline,
        ManageMembers,
    ];
    const ROLES: [Option<Role>; 5] = [
        None,
        Some(Reader),
        Some(Participant),
        Some(FocalPoint),
        Some(Editor),
    ];

    fn person(admin: bool) -> Actor {
        let id = PersonId::from("ana");
        Actor::Person { id, admin }
    }

    /// Exactly these actions are allowed on a guideline, or on what oneself or another wrote there;
    /// the others get the `otherwise`.
    #[track_caller]
    fn check(actor: &Actor, subject: Subject, allowed: &[Action], otherwise: Verdict) {
        for action in ALL {
            let expect = if allowed.contains(&action) {
                Verdict::Allowed
            } else {
                otherwise
            };
            assert_eq!(
                may(actor, action, subject),
                expect,
                "{actor:?} {action:?} {subject:?}"
            );
        }
    }

    fn guideline(visibility: Visibility, role: Option<Role>) -> Subject {
        Subject::Guideline { visibility, role }
    }

    fn mine(visibility: Visibility, role: Option<Role>) -> Subject {
        let mine = true;
        Subject::Contribution {
            visibility,
            role,
            mine,
        }
    }

    fn theirs(visibility: Visibility, role: Option<Role>) -> Subject {
        let mine = false;
        Subject::Contribution {
            visibility,
            role,
            mine,
        }
    }

    #[test]
    fn the_system() {
        use Verdict::{Forbidden, SignIn};
        check(&Actor::Anonymous, Subject::System, &[], SignIn);
        check(&person(false), Subject::System, &[HoldProfile], Forbidden);
        let admins = [HoldProfile, CreateGuideline];
        check(&person(true), Subject::System, &admins, Forbidden);
    }

    #[test]
    fn a_guideline() {
        use Verdict::{Forbidden, Hidden, SignIn};
        let nobody = &Actor::Anonymous;
        let ana = &person(false);
        let admin = &person(true);
        let edits = [
            Read,
            TakePart,
            Suggest,
            Publish,
            ChangeGuideline,
            ManageMembers,
        ]
        .into_iter()
        .chain([Withdraw, Place, Decide])
        .collect::<Vec<_>>();
        check(nobody, guideline(Members, None), &[], Hidden);
        check(nobody, guideline(Public, None), &[Read], SignIn);
        check(nobody, guideline(Open, None), &[Read], SignIn);
        check(ana, guideline(Members, None), &[], Hidden);
        check(ana, guideline(Public, None), &[Read], Forbidden);
        check(
            ana,
            guideline(Open, None),
            &[Read, TakePart, Suggest],
            Forbidden,
        );
        check(ana, guideline(Members, Some(Reader)), &[Read], Forbidden);
        for role in [Participant, FocalPoint] {
            let allowed = [Read, TakePart, Suggest];
            check(ana, guideline(Members, Some(role)), &allowed, Forbidden);
        }
        check(
            ana,
            guideline(Open, Some(Reader)),
            &[Read, TakePart, Suggest],
            Forbidden,
        );
        check(ana, guideline(Members, Some(Editor)), &edits, Forbidden);
        let manages = [Read, ChangeGuideline, ManageMembers];
        check(admin, guideline(Members, None), &manages, Forbidden);
    }

    #[test]
    fn what_people_wrote() {
        use Verdict::{Forbidden, Hidden, SignIn};
        let ana = &person(false);
        check(&Actor::Anonymous, theirs(Members, None), &[], Hidden);
        check(&Actor::Anonymous, theirs(Open, None), &[Read], SignIn);
        check(ana, mine(Members, None), &[], Hidden);
        let own = [Read, TakePart, Suggest, Reword, Withdraw, Place, Answer];
        check(ana, mine(Members, Some(Participant)), &own, Forbidden);
        check(ana, mine(Open, None), &own, Forbidden);
        check(
            ana,
            theirs(Open, None),
            &[Read, TakePart, Suggest],
            Forbidden,
        );
        let without_words = [Read, Withdraw, Place];
        check(ana, mine(Members, Some(Reader)), &without_words, Forbidden);
        let moderates = [Read, TakePart, Suggest, Withdraw, Place, Decide, Publish]
            .into_iter()
            .chain([ChangeGuideline, ManageMembers])
            .collect::<Vec<_>>();
        check(ana, theirs(Members, Some(Editor)), &moderates, Forbidden);
    }

    #[test]
    fn a_higher_role_never_loses_a_right() {
        for visibility in [Members, Public, Open] {
            for action in ALL {
                let allowed = ROLES.map(|role| {
                    may(&person(false), action, guideline(visibility, role)) == Verdict::Allowed
                });
                assert!(allowed.is_sorted(), "{visibility:?} {action:?}");
            }
        }
    }

    #[test]
    fn the_console_may_do_everything() {
        for action in ALL {
            assert_eq!(
                may(&Actor::Operator, action, guideline(Members, None)),
                Verdict::Allowed
            );
        }
    }
}
