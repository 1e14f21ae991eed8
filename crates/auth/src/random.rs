use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// An id that nobody can guess and nobody has: 128 random bits as 32 hexadecimal digits.
pub fn fresh_id() -> String {
    bytes::<16>()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A secret of 256 random bits as 43 characters of base64url.
pub(crate) fn fresh_secret() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<32>())
}

/// From the operating system's generator by way of the thread's.
fn bytes<const N: usize>() -> [u8; N] {
    rand::random()
}
