//! Damage that leaves markup well formed, mostly: what a reader of bytes would never reach.

use std::ops::Range;

use super::SEEDS;
use crate::Dice;

/// Damages elements, attributes or texts.
pub(super) fn damage(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
    let Ok(source) = std::str::from_utf8(bytes) else {
        return super::damage(dice, bytes);
    };
    let mut pieces = pieces(source);
    for _ in 0..=dice.roll(4) {
        change(dice, &mut pieces);
    }
    pieces.concat().into_bytes()
}

/// Tags and what is between them, in turn.
fn pieces(source: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = source;
    while let Some(start) = rest.find('<') {
        let end = rest[start..]
            .find('>')
            .map_or(rest.len(), |end| start + end + 1);
        if start > 0 {
            pieces.push(rest[..start].to_owned());
        }
        pieces.push(rest[start..end].to_owned());
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        pieces.push(rest.to_owned());
    }
    pieces
}

fn change(dice: &mut Dice, pieces: &mut Vec<String>) {
    let at = dice.roll(pieces.len());
    let Some(element) = element(pieces, at) else {
        return text(dice, pieces, at);
    };
    match dice.roll(8) {
        0 => drop(pieces.drain(element)),
        1 => {
            let copy = pieces[element.clone()].to_vec();
            pieces.splice(element.end..element.end, copy);
        }
        2 => {
            let moved: Vec<String> = pieces.drain(element).collect();
            let to = dice.roll(pieces.len() + 1);
            pieces.splice(to..to, moved);
        }
        3 => nest(dice, pieces, &element),
        4 => unwrap(pieces, &element),
        5 => {
            let name = dice.roll(pieces.len());
            rename(pieces, &element, name);
        }
        _ => attribute(dice, &mut pieces[at]),
    }
}

/// From a start tag to its end tag; nothing at a text or an end tag.
fn element(pieces: &[String], at: usize) -> Option<Range<usize>> {
    let first = pieces.get(at)?;
    let opens = |piece: &str| piece.starts_with('<') && !piece.starts_with(['/', '?', '!']);
    if !opens(first) || first.starts_with("</") {
        return None;
    }
    let mut depth = 0_usize;
    for (index, piece) in pieces.iter().enumerate().skip(at) {
        if piece.starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if piece.starts_with('<') && !piece.ends_with("/>") && !piece.starts_with("<?") {
            depth += 1;
        }
        if depth == 0 {
            return Some(at..index + 1);
        }
    }
    None
}

fn text(dice: &mut Dice, pieces: &mut [String], at: usize) {
    let Some(piece) = pieces.get_mut(at).filter(|piece| !piece.starts_with('<')) else {
        return;
    };
    let seed = dice.pick(&SEEDS).copied().unwrap_or_default();
    match dice.roll(4) {
        0 => piece.clear(),
        1 => *piece = piece.repeat(1 + dice.roll(50)),
        2 => *piece = seed.to_owned(),
        _ => piece.push_str(seed),
    }
}

/// An element in itself, a few or very many times.
fn nest(dice: &mut Dice, pieces: &mut Vec<String>, element: &Range<usize>) {
    let depth = [1, 2, 10, 300, 3000][dice.roll(5)];
    let (first, last) = (
        pieces[element.start].clone(),
        pieces[element.end - 1].clone(),
    );
    if element.len() < 2 {
        return;
    }
    let inner = pieces[element.clone()].to_vec();
    let nested = [vec![first; depth], inner, vec![last; depth]].concat();
    pieces.splice(element.clone(), nested);
}

fn unwrap(pieces: &mut Vec<String>, element: &Range<usize>) {
    pieces.remove(element.end - 1);
    if element.len() > 1 {
        pieces.remove(element.start);
    }
}

/// Gives an element the name of another tag.
fn rename(pieces: &mut [String], element: &Range<usize>, other: usize) {
    let name = |tag: &str| -> String {
        let inner = tag.trim_start_matches(['<', '/', '?']);
        let letter = |character: &char| !character.is_whitespace() && !"/>".contains(*character);
        inner.chars().take_while(letter).collect()
    };
    let (old, new) = (name(&pieces[element.start]), name(&pieces[other]));
    if !pieces[other].starts_with('<') {
        return;
    }
    for at in [element.start, element.end - 1] {
        pieces[at] = pieces[at].replacen(&old, &new, 1);
    }
}

/// Changes, drops or doubles an attribute.
fn attribute(dice: &mut Dice, tag: &mut String) {
    let found: Vec<Range<usize>> = attributes(tag);
    let Some(place) = dice.pick(&found).cloned() else {
        return;
    };
    let seed = dice.pick(&SEEDS).copied().unwrap_or_default();
    let quote = tag[place.clone()].find('"').map(|at| place.start + at + 1);
    match (dice.roll(4), quote) {
        (0, _) => tag.replace_range(place, ""),
        (1, _) => {
            let copy = tag[place.clone()].to_owned();
            tag.insert_str(place.end, &copy);
        }
        (_, Some(value)) => tag.replace_range(value..place.end - 1, seed),
        _ => {}
    }
}

/// Where the attributes of a tag stand, each with the space before it.
fn attributes(tag: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = tag[at..].find(' ').map(|start| at + start) {
        let Some(open) = tag[start..].find("=\"").map(|open| start + open + 2) else {
            break;
        };
        let Some(end) = tag[open..].find('"').map(|end| open + end + 1) else {
            break;
        };
        found.push(start..end);
        at = end;
    }
    found
}
