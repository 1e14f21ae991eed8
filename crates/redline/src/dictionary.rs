//! The words of Chinese, searched in the bytes of `data/chinese-words.bin` as they lie in the
//! program; `data/README.md` describes them.

static BYTES: &[u8] = include_bytes!("../data/chinese-words.bin");

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;
const INDEX: usize = 8;
const WORDS: usize = INDEX + 4 * (LAST + 2 - FIRST) as usize;

/// The natural logarithm of the sum of all frequencies.
pub(crate) fn log_total() -> f64 {
    let total = BYTES[..INDEX]
        .iter()
        .fold(0u64, |total, &byte| total << 8 | u64::from(byte));
    (total as f64).ln()
}

/// Hands over each word that a text begins with: how many characters it has, and the natural
/// logarithm of its frequency.
pub(crate) fn words_at(text: &[char], take: &mut dyn FnMut(usize, f64)) {
    let first = u32::from(text[0]);
    if !(FIRST..=LAST).contains(&first) {
        return;
    }
    let mut words = group(first - FIRST);
    while let [length, high, low, rest @ ..] = words {
        let length = usize::from(*length);
        let count = usize::from(u16::from_be_bytes([*high, *low]));
        let (records, others) = rest.split_at(count * (length + 1) * 2);
        if length >= text.len() {
            return;
        }
        if let Some(weight) = find(records, &text[1..=length]) {
            take(length + 1, f64::from(weight) / 2048.0);
        }
        words = others;
    }
}

fn group(at: u32) -> &'static [u8] {
    let place = |at: usize| {
        let start = INDEX + at * 4;
        WORDS
            + BYTES[start..start + 4]
                .iter()
                .fold(0, |place, &byte| place << 8 | usize::from(byte))
    };
    &BYTES[place(at as usize)..place(at as usize + 1)]
}

/// The weight of a word among records of its length.
fn find(records: &[u8], rest: &[char]) -> Option<u16> {
    let width = (rest.len() + 1) * 2;
    let unit = |at: usize| u16::from_be_bytes([records[at], records[at + 1]]);
    let order = |record: usize| {
        let record = &records[record * width..][..width];
        let (units, _) = record.as_chunks::<2>();
        let units = units
            .iter()
            .map(|unit| u32::from(u16::from_be_bytes(*unit)));
        units
            .take(rest.len())
            .cmp(rest.iter().map(|&character| u32::from(character)))
    };
    let (mut low, mut high) = (0, records.len() / width);
    while low < high {
        let middle = low.midpoint(high);
        match order(middle) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(unit(middle * width + rest.len() * 2)),
        }
    }
    None
}
