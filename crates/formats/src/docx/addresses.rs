//! Where links lead, as a file may hold it: characters that no URI may hold (RFC 3986, 2; Word refuses
//! the whole file for them) are encoded. The id of the relationship tells which, so that we read what was written.

use std::fmt::Write as _;

use crate::html::is_safe_link;

/// Before the numbers of the signs of encoding that are ours.
const OURS: &str = "_e";

/// How bookmarks begin that name an address which is not linked.
const UNLINKED: &str = "_l_";

/// Whether a file of ours links to this address: whatever a page of ours links to.
pub(super) fn is_linked(href: &str) -> bool {
    // a page passes over white space before an address, a relationship has none
    is_safe_link(href) && !href.starts_with(char::is_whitespace)
}

/// The bookmark that names an unlinked address by its number; its own id keeps it unique.
pub(super) fn bookmark(number: usize, id: u32) -> String {
    format!("{UNLINKED}{number}_{id}")
}

/// The number of the address that a bookmark names.
pub(super) fn named(bookmark: &str) -> Option<&str> {
    let (number, _) = bookmark.strip_prefix(UNLINKED)?.split_once('_')?;
    Some(number)
}

/// An address as the target of a relationship, and what is to follow in the id of that.
pub(super) fn encode(href: &str) -> (String, String) {
    let mut target = String::with_capacity(href.len());
    let mut ours = String::new();
    let mut signs = 0;
    for character in href.chars() {
        if is_unfit(character) {
            let lead = if ours.is_empty() { OURS } else { "." };
            let _ = write!(ours, "{lead}{signs}");
            let _ = write!(target, "%{:02X}", u32::from(character));
        } else {
            target.push(character);
        }
        signs += usize::from(is_unfit(character) || character == '%');
    }
    (target, ours)
}

fn is_unfit(character: char) -> bool {
    let unfit = [' ', '<', '>', '"', '{', '}', '|', '\\', '^', '`'];
    unfit.contains(&character) || character < ' '
}

/// The address behind a target, as the relationship of this id has it.
pub(super) fn decode(id: &str, target: &str) -> String {
    let Some((_, ours)) = id.split_once(OURS) else {
        return target.to_owned();
    };
    let mut ours = ours.split('.').map(str::parse::<usize>).peekable();
    let mut pieces = target.split('%');
    let mut href = pieces.next().unwrap_or_default().to_owned();
    for (sign, piece) in pieces.enumerate() {
        let is_ours = ours.next_if(|next| *next == Ok(sign)).is_some();
        let code = piece.get(..2).filter(|_| is_ours);
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        match code.map(char::from).filter(|it| is_unfit(*it)) {
            Some(character) => {
                href.push(character);
                href.push_str(&piece[2..]);
            }
            None => {
                href.push('%');
                href.push_str(piece);
            }
        }
    }
    href
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_is_decoded_and_nothing_else() {
        let check = |href: &str, expect: &str| {
            let (target, ours) = encode(href);
            assert_eq!(target, expect);
            assert_eq!(decode(&format!("rId7{ours}"), &target), href);
        };
        check("https://a.org/b?c=d#e", "https://a.org/b?c=d#e");
        check("{{page.url}}", "%7B%7Bpage.url%7D%7D");
        check("a b%20c%7B d%", "a%20b%20c%7B%20d%");
        check("尾矿库 é.html", "尾矿库%20é.html");
        check("\t100%", "%09100%");
        assert_eq!(decode("rId3_e0.x.9", "%7Ba%"), "{a%");
        assert_eq!(decode("rId3_e0", "%尾矿"), "%尾矿");
        assert_eq!(decode("rId3", "%7Ba"), "%7Ba");
    }
}
