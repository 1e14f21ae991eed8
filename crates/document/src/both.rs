use std::{panic::resume_unwind, thread};

/// Does two pieces of work, the second on another thread while the first is done, or after it where
/// the system has no thread to give. For work that takes longer than the start of a thread, which is
/// a tenth of a millisecond.
pub fn both<A, B: Send>(first: impl FnOnce() -> A, second: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let helper = thread::Builder::new().spawn_scoped(scope, &second);
        let first = first();
        let second = match helper {
            Ok(helper) => helper.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => second(),
        };
        (first, second)
    })
}
