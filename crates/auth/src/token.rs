use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::{AccountId, Millis, SessionId};

/// Makes and reads access tokens: signed, short-lived, for this server alone (RFC 7519, ASVS 9).
pub struct AccessTokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    issuer: String,
}

/// What a token is good for; one for the one thing is none for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Everything that the person may do.
    Interface,
    /// Reading the pages that need no script.
    Pages,
}

/// A key is too short to sign with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a token key needs at least {} bytes", AccessTokens::SHORTEST_KEY)]
pub struct ShortKey;

/// What a valid token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Who.
    pub account: AccountId,
    /// Under which session.
    pub session: SessionId,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    sid: String,
    iat: i64,
    exp: i64,
}

impl AccessTokens {
    /// How long a token for the interface is good for, in seconds.
    pub const LIFETIME: u32 = 5 * 60;
    /// The same for the pages, whose token only shows what the person may read, and only while the
    /// session lives.
    pub const PAGES_LIFETIME: u32 = 12 * 60 * 60;
    /// In bytes: as long as the hash (RFC 7518, section 3.2).
    pub const SHORTEST_KEY: usize = 32;

    /// Signs with HMAC-SHA-256 by this key, in the name of this issuer (the server's public URL).
    ///
    /// # Errors
    /// [`ShortKey`] below [`AccessTokens::SHORTEST_KEY`] bytes.
    pub fn new(key: &[u8], issuer: impl Into<String>) -> Result<Self, ShortKey> {
        if key.len() < Self::SHORTEST_KEY {
            return Err(ShortKey);
        }
        Ok(Self {
            encoding: EncodingKey::from_secret(key),
            decoding: DecodingKey::from_secret(key),
            issuer: issuer.into(),
        })
    }

    /// A token that says this for as long as its purpose allows from now.
    ///
    /// # Errors
    /// What the signer says; it has no reason to with a key it has accepted.
    pub fn issue(
        &self,
        claim: &Claim,
        purpose: Purpose,
        now: Millis,
    ) -> Result<String, jsonwebtoken::errors::Error> {
        let iat = now.div_euclid(1000);
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: purpose.audience().to_owned(),
            sub: claim.account.to_string(),
            sid: claim.session.as_str().to_owned(),
            iat,
            exp: iat + i64::from(purpose.lifetime()),
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
    }

    /// What the token says; none if it is forged, foreign, too old, from the future or for another
    /// purpose.
    pub fn read(&self, token: &str, purpose: Purpose, now: Millis) -> Option<Claim> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[purpose.audience()]);
        validation.set_issuer(&[&self.issuer]);
        validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        // The time is compared below, by the clock that the caller passes.
        validation.validate_exp = false;
        let claims: Claims = jsonwebtoken::decode(token, &self.decoding, &validation)
            .ok()?
            .claims;
        let seconds = now.div_euclid(1000);
        let current = claims.iat <= seconds.saturating_add(Self::CLOCK_SKEW)
            && seconds < claims.exp
            && claims.exp.saturating_sub(claims.iat) <= i64::from(purpose.lifetime());
        current.then(|| Claim {
            account: claims.sub.into(),
            session: claims.sid.into(),
        })
    }

    /// In seconds; several nodes may sign.
    const CLOCK_SKEW: i64 = 5;
}

impl Purpose {
    fn audience(self) -> &'static str {
        match self {
            Self::Interface => "understory",
            Self::Pages => "understory-pages",
        }
    }

    fn lifetime(self) -> u32 {
        match self {
            Self::Interface => AccessTokens::LIFETIME,
            Self::Pages => AccessTokens::PAGES_LIFETIME,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Purpose::Interface, *};
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    const NOW: Millis = 1_790_000_000_000;
    const KEY: &[u8] = b"thirty-two bytes are the least!!";

    fn tokens() -> AccessTokens {
        AccessTokens::new(KEY, "https://review.example.org").unwrap()
    }

    fn claim() -> Claim {
        Claim {
            account: "person".into(),
            session: "session".into(),
        }
    }

    fn signed(algorithm: Algorithm, key: &[u8], claims: &serde_json::Value) -> String {
        let key = EncodingKey::from_secret(key);
        jsonwebtoken::encode(&Header::new(algorithm), claims, &key).unwrap()
    }

    fn claims(change: impl FnOnce(&mut serde_json::Value)) -> serde_json::Value {
        let second = NOW / 1000;
        let mut claims = serde_json::json!({
            "iss": "https://review.example.org", "aud": "understory", "sub": "person",
            "sid": "session", "iat": second, "exp": second + 300,
        });
        change(&mut claims);
        claims
    }

    #[track_caller]
    fn refused(what: &str, token: &str) {
        assert_eq!(tokens().read(token, Interface, NOW), None, "{what}");
    }

    #[test]
    fn a_token_is_good_for_five_minutes() {
        let token = tokens().issue(&claim(), Interface, NOW).unwrap();
        assert_eq!(tokens().read(&token, Interface, NOW), Some(claim()));
        assert_eq!(
            tokens().read(&token, Interface, NOW + 299_000),
            Some(claim())
        );
        assert_eq!(tokens().read(&token, Interface, NOW + 300_000), None);
        assert_eq!(tokens().read(&token, Interface, NOW - 60_000), None);
    }

    #[test]
    fn a_token_is_good_for_one_purpose() {
        let tokens = tokens();
        let pages = tokens.issue(&claim(), Purpose::Pages, NOW).unwrap();
        assert_eq!(tokens.read(&pages, Interface, NOW), None);
        let read = |seconds: i64| tokens.read(&pages, Purpose::Pages, NOW + seconds * 1000);
        assert_eq!(read(0), Some(claim()));
        let lifetime = i64::from(AccessTokens::PAGES_LIFETIME);
        assert_eq!(read(lifetime - 1), Some(claim()));
        assert_eq!(read(lifetime), None);
        let interface = tokens.issue(&claim(), Interface, NOW).unwrap();
        assert_eq!(tokens.read(&interface, Purpose::Pages, NOW), None);
    }

    #[test]
    fn forged_and_foreign_tokens_are_refused() {
        let good = signed(Algorithm::HS256, KEY, &claims(|_| ()));
        assert_eq!(tokens().read(&good, Interface, NOW), Some(claim()));
        let other_key = b"another key of thirty-two bytes!";
        refused("key", &signed(Algorithm::HS256, other_key, &claims(|_| ())));
        refused("algorithm", &signed(Algorithm::HS384, KEY, &claims(|_| ())));
        let of =
            |change: fn(&mut serde_json::Value)| signed(Algorithm::HS256, KEY, &claims(change));
        refused("audience", &of(|claims| claims["aud"] = "other".into()));
        refused(
            "issuer",
            &of(|claims| claims["iss"] = "https://evil.example".into()),
        );
        refused(
            "no expiry",
            &of(|claims| claims["exp"] = serde_json::Value::Null),
        );
        refused(
            "long life",
            &of(|claims| claims["exp"] = (NOW / 1000 + 86_400).into()),
        );
        refused(
            "no session",
            &of(|claims| claims["sid"] = serde_json::Value::Null),
        );
        let body = good.split('.').nth(1).unwrap();
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
        refused("algorithm none", &format!("{none}.{body}."));
        refused("nothing", "");
        refused("noise", "a.b.c");
    }

    #[test]
    fn a_short_key_is_refused() {
        assert_eq!(AccessTokens::new(b"short", "x").err(), Some(ShortKey));
    }

    proptest! {
        #[test]
        fn a_token_with_any_other_byte_is_refused(at in 0usize..200, byte in 33u8..127) {
            let token = tokens().issue(&claim(), Interface, NOW).unwrap();
            let at = at % (token.len() - 1);
            let mut changed = token.into_bytes();
            prop_assume!(changed[at] != byte);
            changed[at] = byte;
            let changed = String::from_utf8(changed).unwrap();
            prop_assert_eq!(tokens().read(&changed, Interface, NOW), None);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            prop_assert_eq!(tokens().read(&text, Interface, NOW), None);
        }
    }
}
