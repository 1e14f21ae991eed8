//! Several comments in one cell: `1) ... 2) ...`.

use super::row::Row;

/// Several comments as rows of their own, where their numbers leave no doubt: each begins a line, they
/// count from 1, and a proposed change is numbered alike or not there.
pub(super) fn split(row: &Row) -> Option<Vec<Row>> {
    let bodies = numbered(&row.body)?;
    let proposals = match row.proposed.is_empty() {
        true => vec![String::new(); bodies.len()],
        false => numbered(&row.proposed).filter(|it| it.len() == bodies.len())?,
    };
    let responses = numbered(&row.response).filter(|it| it.len() == bodies.len());
    let rows = bodies.into_iter().zip(proposals).enumerate();
    let rows = rows.map(|(at, (body, proposed))| {
        let response = responses.as_ref().map(|it| it[at].clone());
        Row {
            body,
            proposed,
            response: response.unwrap_or_else(|| row.response.clone()),
            ..row.clone()
        }
    });
    Some(rows.collect())
}

fn numbered(text: &str) -> Option<Vec<String>> {
    let mut items: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        match item(line) {
            Some((number, rest)) if number == items.len() + 1 => items.push(rest.to_owned()),
            _ => {
                let last = items.last_mut()?;
                last.extend(["\n", line]);
            }
        }
    }
    let items: Vec<String> = items.iter().map(|item| item.trim().to_owned()).collect();
    let whole = items.len() > 1 && items.iter().all(|item| item.chars().count() > 1);
    whole.then_some(items)
}

/// `1) text`, `(1) text`, `1. text`, `1、text`, `①text`.
fn item(line: &str) -> Option<(usize, &str)> {
    let first = line.chars().next()?;
    if let Some(at) = "①②③④⑤⑥⑦⑧⑨⑩".chars().position(|it| it == first) {
        return Some((at + 1, line[first.len_utf8()..].trim_start()));
    }
    let open = line.starts_with(['(', '（']);
    let digits = line.trim_start_matches(['(', '（']);
    let end = digits.find(|it: char| !it.is_ascii_digit())?;
    let number = digits[..end].parse().ok()?;
    let rest = &digits[end..];
    let rest = match open {
        true => rest.strip_prefix([')', '）']),
        false => rest
            .strip_prefix([')', '）', '、', '．'])
            .or_else(|| rest.strip_prefix(". ")),
    }?;
    Some((number, rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_clearly_numbered_is_split() {
        let check = |text: &str, expect: Option<&[&str]>| {
            let expect = expect.map(|it| it.iter().map(|it| (*it).to_owned()).collect());
            assert_eq!(numbered(text), expect, "{text}");
        };
        check("1) One\n2) Two\nmore", Some(&["One", "Two\nmore"]));
        check("（1）尾矿库\n（2）栖息地", Some(&["尾矿库", "栖息地"]));
        check("①一条\n②两条", Some(&["一条", "两条"]));
        check("1. One\n3. Three", None);
        check("Two things:\n1) One\n2) Two", None);
        check("1) alone", None);
        check("4.2 is wrong\n4.3 is right", None);
        check("", None);
    }
}
