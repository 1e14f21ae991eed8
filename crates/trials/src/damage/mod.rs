//! Ways in which files come out damaged: by accident, and by people who try.

mod markup;

use formats::Format;

use crate::{Dice, Sample, archive};

/// What readers stumble over: ends of numbers, signs of every format, letters that join.
const SEEDS: [&str; 28] = [
    "0",
    "-1",
    "1",
    "255",
    "256",
    "65535",
    "4294967295",
    "4294967296",
    "9223372036854775808",
    "99999999999999999999999",
    "NaN",
    "1e308",
    "\0",
    "\u{FEFF}",
    "\u{FFFC}",
    "e\u{301}",
    "\u{200D}",
    "\u{202E}",
    "👩‍👩‍👧",
    "尾矿库",
    "&#x10FFFF;",
    "&amp;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "\r",
    "\n\n",
    "\u{1F}",
];
const SIGNS: &[u8] = b"*_`[]()<>|#-\n \t&!\\~{}\"'=:;.0\xFF\0";

/// Flips, cuts, doubles, swaps or overwrites a few pieces.
pub fn damage(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
    let mut damaged = bytes.to_vec();
    for _ in 0..=dice.roll(4) {
        damage_once(dice, &mut damaged);
    }
    damaged
}

fn damage_once(dice: &mut Dice, damaged: &mut Vec<u8>) {
    let place = dice.stretch(damaged.len(), 200);
    match dice.roll(8) {
        0 => {
            if let Some(byte) = damaged.get_mut(place.start) {
                *byte ^= 1 << dice.roll(8);
            }
        }
        1 => drop(damaged.drain(place)),
        2 => {
            let piece = damaged[place.clone()].to_vec();
            damaged.splice(place.start..place.start, piece);
        }
        3 => damaged.truncate(place.end.max(1)),
        4 => {
            let piece: Vec<u8> = damaged.drain(place).collect();
            let to = dice.roll(damaged.len() + 1);
            damaged.splice(to..to, piece);
        }
        5 => {
            let seed = dice.pick(&SEEDS).copied().unwrap_or_default();
            damaged.splice(place.start..place.start, seed.bytes());
        }
        6 => {
            let piece = damaged[place.clone()].to_vec();
            let again = piece.repeat(1 + dice.roll(300));
            damaged.splice(place, again);
        }
        _ => {
            let sign = dice.pick(SIGNS).copied().unwrap_or(b' ');
            damaged.splice(place.start..place.start, [sign]);
        }
    }
}

/// A sample and what became of it: damaged as bytes, inside where it is an archive, or with the end
/// of another.
pub fn mutate<'a>(dice: &mut Dice, samples: &'a [Sample]) -> (&'a Sample, Vec<u8>) {
    let sample = &samples[dice.roll(samples.len())];
    let other = &samples[dice.roll(samples.len())];
    let bytes = match dice.roll(10) {
        0 => splice(dice, &sample.bytes, &other.bytes),
        1..8 if sample.format == Format::Docx => damage_package(dice, &sample.bytes),
        1..5 if sample.format == Format::Html => markup::damage(dice, &sample.bytes),
        _ => damage(dice, &sample.bytes),
    };
    (sample, bytes)
}

/// The start of one file and the end of another.
pub fn splice(dice: &mut Dice, one: &[u8], other: &[u8]) -> Vec<u8> {
    let start = dice.roll(one.len() + 1);
    let end = dice.roll(other.len() + 1);
    [&one[..start], &other[end..]].concat()
}

/// Damages what is inside an archive: the markup of a part, a part's bytes, or the list of parts.
pub fn damage_package(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
    let mut parts = archive::unpack(bytes);
    for _ in 0..=dice.roll(3) {
        damage_part(dice, &mut parts);
    }
    archive::pack(&parts)
}

fn damage_part(dice: &mut Dice, parts: &mut Vec<(String, Vec<u8>)>) {
    let main = |part: &(String, Vec<u8>)| part.0 == "word/document.xml";
    let main = parts.iter().position(main);
    // Most of what can go wrong goes wrong in the main part.
    let chosen = match main {
        Some(main) if dice.roll(3) > 0 => main,
        _ => dice.roll(parts.len()),
    };
    let Some((_, content)) = parts.get_mut(chosen) else {
        return;
    };
    match dice.roll(16) {
        0 => *content = damage(dice, content),
        1 => drop(parts.remove(chosen)),
        2 => {
            let other = dice.roll(parts.len());
            parts[chosen].1 = parts[other].1.clone();
        }
        3 => parts.swap(chosen, 0),
        _ => *content = markup::damage(dice, content),
    }
}
