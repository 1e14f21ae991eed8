use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::{AccessTokens, Email, Millis, ShortKey, fresh_id};

/// Recognises browsers from which somebody has signed in to an account before, so that guesses
/// from elsewhere can be slowed down without slowing down the owner (OWASP's device cookies).
pub struct Devices {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    aud: String,
    sub: String,
    jti: String,
    exp: i64,
}

impl Devices {
    /// How long a browser is remembered, in seconds.
    pub const LIFETIME: i64 = 365 * 24 * 60 * 60;
    const AUDIENCE: &str = "understory-device";

    /// Signs by this key.
    ///
    /// # Errors
    /// [`ShortKey`] below [`AccessTokens::SHORTEST_KEY`] bytes.
    pub fn new(key: &[u8]) -> Result<Self, ShortKey> {
        if key.len() < AccessTokens::SHORTEST_KEY {
            return Err(ShortKey);
        }
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[Self::AUDIENCE]);
        validation.set_required_spec_claims(&["aud", "sub", "exp"]);
        validation.validate_exp = false;
        Ok(Self {
            encoding: EncodingKey::from_secret(key),
            decoding: DecodingKey::from_secret(key),
            validation,
        })
    }

    /// What to leave with a browser from which somebody has just signed in to this account.
    ///
    /// # Errors
    /// What the signer says; it has no reason to with a key it has accepted.
    pub fn remember(
        &self,
        email: &Email,
        now: Millis,
    ) -> Result<String, jsonwebtoken::errors::Error> {
        let claims = Claims {
            aud: Self::AUDIENCE.to_owned(),
            sub: email.as_str().to_owned(),
            jti: fresh_id(),
            exp: now.div_euclid(1000) + Self::LIFETIME,
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
    }

    /// Names the browser, if somebody has signed in to this account from it.
    pub fn recognise(&self, token: &str, email: &Email, now: Millis) -> Option<String> {
        let claims: Claims = jsonwebtoken::decode(token, &self.decoding, &self.validation)
            .ok()?
            .claims;
        let known = claims.sub == email.as_str() && now.div_euclid(1000) < claims.exp;
        known.then_some(claims.jti)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Purpose;

    const NOW: Millis = 1_790_000_000_000;

    #[test]
    fn a_browser_is_known_to_one_account_for_a_year() {
        let devices = Devices::new(&[7; 32]).unwrap();
        let ana = Email::parse("ana@example.org").unwrap();
        let bo = Email::parse("bo@example.org").unwrap();
        let token = devices.remember(&ana, NOW).unwrap();
        assert!(devices.recognise(&token, &ana, NOW).is_some());
        assert_eq!(devices.recognise(&token, &bo, NOW), None);
        let later = NOW + 1000 * Devices::LIFETIME;
        assert_eq!(devices.recognise(&token, &ana, later), None);
        let other = Devices::new(&[8; 32]).unwrap();
        assert_eq!(other.recognise(&token, &ana, NOW), None);
        assert_eq!(devices.recognise("made up", &ana, NOW), None);
    }

    #[test]
    fn it_lets_nobody_in() {
        let devices = Devices::new(&[7; 32]).unwrap();
        let tokens = AccessTokens::new(&[7; 32], "https://review.example.org").unwrap();
        let ana = Email::parse("ana@example.org").unwrap();
        let token = devices.remember(&ana, NOW).unwrap();
        for purpose in [Purpose::Interface, Purpose::Pages] {
            assert_eq!(tokens.read(&token, purpose, NOW), None);
        }
    }
}
