//! How the program that ships is linked.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).as_deref() == Ok(value);
    if is("PROFILE", "release")
        && is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
    {
        // 40,000 addresses need not be adjusted at each start then
        println!("cargo::rustc-link-arg-bin=understory=-no-pie");
    }
}
