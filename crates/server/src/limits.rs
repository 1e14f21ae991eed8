//! How often people may try to get in.

use std::net::IpAddr;

use crate::{client::Client, config::Bounds, problem::Problem, rate::Limiter};

/// The limits on signing in and registering.
pub(crate) struct Limits {
    sign_in_by_address: Limiter<IpAddr>,
    sign_in_by_account: Limiter<(String, Option<String>)>,
    register_by_address: Limiter<IpAddr>,
}

impl Limits {
    /// As the bounds say.
    pub(crate) fn new(bounds: &Bounds) -> Self {
        Self {
            sign_in_by_address: Limiter::new(bounds.sign_in_by_address),
            sign_in_by_account: Limiter::new(bounds.sign_in_by_account),
            register_by_address: Limiter::new(bounds.register_by_address),
        }
    }

    /// Counts a try to sign in to the account of this address. All browsers that never signed in to
    /// it share its tries; one that did has its own, so that strangers cannot lock the owner out.
    pub(crate) fn sign_in(
        &self,
        client: &Client,
        email: &str,
        device: Option<String>,
    ) -> Result<(), Problem> {
        const LONGEST: usize = auth::Email::LONGEST;
        self.sign_in_by_address.admit(&client.0)?;
        let account = email.trim().to_lowercase().chars().take(LONGEST).collect();
        self.sign_in_by_account.admit(&(account, device))
    }

    /// Counts a try to register.
    pub(crate) fn register(&self, client: &Client) -> Result<(), Problem> {
        self.register_by_address.admit(&client.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Rate;

    #[test]
    fn strangers_cannot_lock_the_owner_out() {
        let limits = Limits::new(&Bounds {
            sign_in_by_account: Rate::new(3, 1),
            ..Bounds::default()
        });
        let try_from = |last: u8, device: Option<&str>| {
            let client = Client(IpAddr::from([198, 51, 100, last]));
            limits.sign_in(&client, " Ana@example.org", device.map(Into::into))
        };
        let strangers = (0..50).filter(|last| try_from(*last, None).is_ok());
        assert_eq!(strangers.count(), 3, "however many addresses guess");
        assert!(try_from(200, Some("her laptop")).is_ok());
    }
}
