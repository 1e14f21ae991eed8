use std::fmt;

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;

use crate::{AccountId, Millis, fresh_id, random::fresh_secret};

/// Names a session: one signing-in and every refresh token that came of it. Unguessable, since a
/// wrong secret under a right session id ends the session.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SessionId(String);

impl SessionId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for SessionId {
    fn from(id: T) -> Self {
        Self(id.into())
    }
}

/// SHA-256 of a refresh token's secret; all that is ever kept of it. Slow hashing would gain
/// nothing over 256 random bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecretDigest([u8; 32]);

impl SecretDigest {
    /// The bytes, for whoever keeps them.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }

    fn is_of(&self, presented: &Self) -> bool {
        self.0.ct_eq(&presented.0).into()
    }
}

impl From<[u8; 32]> for SecretDigest {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// A family of refresh tokens, of which one is current.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Names it.
    pub id: SessionId,
    /// Whose it is.
    pub account: AccountId,
    /// Counts the changes of this value, from 0; the compare-and-swap of the port is on it.
    pub turn: u64,
    /// The token that was handed out last.
    pub current: SecretDigest,
    /// The token that was exchanged for the current one.
    pub previous: Option<SecretDigest>,
    /// When the person signed in.
    pub created_at: Millis,
    /// When the current token was handed out.
    pub refreshed_at: Millis,
    /// When it ends whatever happens (ASVS 10.4.8).
    pub expires_at: Millis,
    /// When it was ended: by signing out, by a new password, by a replayed token.
    pub ended_at: Option<Millis>,
}

/// How long sessions last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// From signing in to the end, however busy, in milliseconds.
    pub absolute: Millis,
    /// From one refresh to the next at most, in milliseconds.
    pub idle: Millis,
}

impl Default for Terms {
    /// 90 days, of which at most 30 without a refresh.
    fn default() -> Self {
        const DAY: Millis = 24 * 60 * 60 * 1000;
        Self {
            absolute: 90 * DAY,
            idle: 30 * DAY,
        }
    }
}

/// What the person's browser holds: the session's id and the secret. Its `Debug` hides the secret.
pub struct RefreshToken {
    session: SessionId,
    secret: String,
}

/// A refresh token as a request brought it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    /// The session it claims to be of.
    pub session: SessionId,
    digest: SecretDigest,
}

/// What a presented token leads to.
#[derive(Debug)]
pub enum Verdict {
    /// Keep this session in the place of the one seen, and hand out the token.
    Rotated(Session, RefreshToken),
    /// A token that had been exchanged long ago, or never was: somebody has a copy. Keep this
    /// ended session; refuse the request.
    Replayed(Session),
    /// Nothing to keep.
    Refused(Refusal),
}

/// Why a token of a known session is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The session was ended.
    Ended,
    /// Too old, or unused for too long.
    Expired,
}

impl RefreshToken {
    /// The token as the browser keeps it.
    pub fn reveal(&self) -> String {
        format!("{}.{}", self.session.as_str(), self.secret)
    }

    fn fresh(session: SessionId) -> Self {
        let secret = fresh_secret();
        Self { session, secret }
    }

    fn digest(&self) -> SecretDigest {
        SecretDigest::of(&self.secret)
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RefreshToken(hidden)")
    }
}

impl Presented {
    /// Reads a token; none if it does not have the shape of one.
    pub fn parse(token: &str) -> Option<Self> {
        let (session, secret) = token.split_once('.')?;
        let shaped = session.len() == 32 && secret.len() == 43;
        shaped.then(|| Self {
            session: session.into(),
            digest: SecretDigest::of(secret),
        })
    }
}

impl Session {
    /// A new session of a person who has just signed in, with its first token (ASVS 7.2.4).
    pub fn begin(account: AccountId, terms: &Terms, now: Millis) -> (Self, RefreshToken) {
        let id = SessionId(fresh_id());
        let token = RefreshToken::fresh(id.clone());
        let session = Self {
            id,
            account,
            turn: 0,
            current: token.digest(),
            previous: None,
            created_at: now,
            refreshed_at: now,
            expires_at: now.saturating_add(terms.absolute),
            ended_at: None,
        };
        (session, token)
    }

    /// Whether access under this session is over.
    pub fn is_over(&self, now: Millis) -> bool {
        self.ended_at.is_some() || now >= self.expires_at
    }

    /// This session, ended.
    #[must_use]
    pub fn ended(&self, now: Millis) -> Self {
        Self {
            turn: self.turn + 1,
            ended_at: Some(self.ended_at.unwrap_or(now)),
            ..self.clone()
        }
    }

    /// Judges a presented token of this session. The previous token is accepted too as long as the
    /// current one was never used: then the answer that carried it was lost on the way. Any other
    /// token ends the session (ASVS 10.4.5).
    pub fn judge(&self, presented: &Presented, terms: &Terms, now: Millis) -> Verdict {
        if self.ended_at.is_some() {
            return Verdict::Refused(Refusal::Ended);
        }
        if now >= self.expires_at || now >= self.refreshed_at.saturating_add(terms.idle) {
            return Verdict::Refused(Refusal::Expired);
        }
        if self.current.is_of(&presented.digest) {
            return self.rotated(self.current, now);
        }
        match self.previous {
            Some(previous) if previous.is_of(&presented.digest) => self.rotated(previous, now),
            _ => Verdict::Replayed(self.ended(now)),
        }
    }

    fn rotated(&self, consumed: SecretDigest, now: Millis) -> Verdict {
        let token = RefreshToken::fresh(self.id.clone());
        let next = Self {
            turn: self.turn + 1,
            current: token.digest(),
            previous: Some(consumed),
            refreshed_at: now,
            ..self.clone()
        };
        Verdict::Rotated(next, token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Millis = 1_790_000_000_000;

    fn presented(token: &str) -> Presented {
        Presented::parse(token).unwrap()
    }

    #[test]
    fn only_what_is_shaped_like_a_token_is_read() {
        let (session, token) = Session::begin("ana".into(), &Terms::default(), NOW);
        assert_eq!(presented(&token.reveal()).session, session.id);
        for text in ["", ".", "a.b", "no dot", &"x".repeat(76)] {
            assert_eq!(Presented::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn what_is_kept_does_not_reveal_the_token() {
        let (session, token) = Session::begin("ana".into(), &Terms::default(), NOW);
        let revealed = token.reveal();
        let secret = revealed.split_once('.').unwrap().1;
        assert!(!format!("{session:?} {token:?}").contains(secret));
    }

    proptest! {
        /// Whatever order tokens come in, they are accepted exactly while they are the current one
        /// or the one it came from; the first other one ends the session for good.
        #[test]
        fn a_session_follows_its_tokens(picks in prop::collection::vec(0usize..12, 0..40)) {
            let terms = Terms::default();
            let (mut session, first) = Session::begin("ana".into(), &terms, NOW);
            let mut handed_out = vec![first.reveal()];
            let (mut current, mut parent) = (0, None);
            let mut over = false;
            for pick in picks {
                let pick = pick % handed_out.len();
                let welcome = !over && (pick == current || Some(pick) == parent);
                match session.judge(&presented(&handed_out[pick]), &terms, NOW) {
                    Verdict::Rotated(next, token) => {
                        prop_assert!(welcome);
                        parent = Some(pick);
                        current = handed_out.len();
                        handed_out.push(token.reveal());
                        session = next;
                    }
                    Verdict::Replayed(ended) => {
                        prop_assert!(!welcome && !over && ended.is_over(NOW));
                        over = true;
                        session = ended;
                    }
                    Verdict::Refused(why) => prop_assert!(over && why == Refusal::Ended),
                }
            }
        }
    }
}
