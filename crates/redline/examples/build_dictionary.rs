//! Makes `data/chinese-words.bin` from a dictionary in the format of jieba: a word, its frequency
//! and a tag on each line. See `data/README.md`.

use std::{
    collections::BTreeMap,
    env, fs,
    io::{Error, ErrorKind},
};

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

/// Words of one first character: by number of further characters, those characters with a weight.
type Group = BTreeMap<u8, BTreeMap<Vec<u16>, u16>>;

fn main() -> Result<(), Error> {
    let arguments: Vec<String> = env::args().collect();
    let [_, from, to] = arguments.as_slice() else {
        return Err(Error::new(
            ErrorKind::InvalidInput,
            "usage: build_dictionary FROM TO",
        ));
    };
    let text = fs::read_to_string(from)?;
    let mut total = 0;
    let mut groups: BTreeMap<u32, Group> = BTreeMap::new();
    for line in text.lines() {
        let mut fields = line.split_whitespace();
        let (Some(word), Some(Ok(frequency))) =
            (fields.next(), fields.next().map(str::parse::<u32>))
        else {
            continue;
        };
        total += u64::from(frequency);
        add(&mut groups, word, frequency);
    }
    fs::write(to, bytes(&groups, total))
}

fn add(groups: &mut BTreeMap<u32, Group>, word: &str, frequency: u32) {
    let characters: Vec<u32> = word.chars().map(u32::from).collect();
    if frequency == 0 || characters.iter().any(|c| !(FIRST..=LAST).contains(c)) {
        return;
    }
    let rest: Vec<u16> = characters[1..].iter().map(|&c| c as u16).collect();
    let weight = (f64::from(frequency).ln() * 2048.0).round() as u16;
    let group = groups.entry(characters[0]).or_default();
    group
        .entry(rest.len() as u8)
        .or_default()
        .insert(rest, weight);
}

fn bytes(groups: &BTreeMap<u32, Group>, total: u64) -> Vec<u8> {
    let (mut index, mut words) = (Vec::new(), Vec::new());
    for first in FIRST..=LAST + 1 {
        index.extend((words.len() as u32).to_be_bytes());
        for (length, rests) in groups.get(&first).into_iter().flatten() {
            words.push(*length);
            words.extend((rests.len() as u16).to_be_bytes());
            for (rest, weight) in rests {
                rest.iter()
                    .chain([weight])
                    .for_each(|unit| words.extend(unit.to_be_bytes()));
            }
        }
    }
    [&total.to_be_bytes()[..], &index, &words].concat()
}
