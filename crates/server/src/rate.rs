//! How often somebody may try: by network address and by account.

use std::{
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    time::Duration,
};

use governor::{DefaultKeyedRateLimiter, Quota, clock::Clock as _, clock::DefaultClock};

use crate::{config::Rate, problem::Problem};

/// One rate, for each key by itself.
pub(crate) struct Limiter<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    clock: DefaultClock,
}

impl<K: Hash + Eq + Clone> Limiter<K> {
    /// Holds each key to this rate.
    pub(crate) fn new(rate: Rate) -> Self {
        const AN_HOUR: Duration = Duration::from_secs(3600);
        let every = AN_HOUR / rate.an_hour.get();
        let quota = Quota::with_period(every)
            .unwrap_or(Quota::per_hour(NonZeroU32::MIN))
            .allow_burst(rate.burst);
        Self {
            limiter: DefaultKeyedRateLimiter::keyed(quota),
            clock: DefaultClock::default(),
        }
    }

    /// Counts one try.
    ///
    /// # Errors
    /// 429 with when to come again.
    pub(crate) fn admit(&self, key: &K) -> Result<(), Problem> {
        self.forget_the_rested();
        self.limiter.check_key(key).map_err(|refusal| {
            let wait = refusal.wait_time_from(self.clock.now());
            Problem::too_many(wait.as_secs() + 1)
        })
    }

    /// Keys that have all their tries again need no memory; an attacker can invent any number.
    fn forget_the_rested(&self) {
        const MANY: usize = 10_000;
        if self.limiter.len() > MANY {
            self.limiter.retain_recent();
        }
    }
}

/// The part of an address that one subscriber holds: all of IPv4, the first half of IPv6.
pub(crate) fn subscriber(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        four => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_own_tries() {
        let limiter = Limiter::new(Rate::new(2, 60));
        assert!(limiter.admit(&"ana").is_ok());
        assert!(limiter.admit(&"ana").is_ok());
        assert_eq!(limiter.admit(&"ana").unwrap_err().status(), 429);
        assert!(limiter.admit(&"bo").is_ok());
    }

    #[test]
    fn a_subscriber_is_an_ipv4_address_or_half_an_ipv6_one() {
        #[track_caller]
        fn check(address: &str, expect: &str) {
            let address: IpAddr = address.parse().unwrap();
            assert_eq!(subscriber(address).to_string(), expect);
        }
        check("192.0.2.7", "192.0.2.7");
        check("::ffff:192.0.2.7", "192.0.2.7");
        check("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::");
    }
}
