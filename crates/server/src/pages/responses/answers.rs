//! What was decided, in words.

use std::fmt::Write as _;

use formats::tables::{Outcome, Row, State};

use super::list::Responses;
use crate::pages::{
    escape,
    words::{ResponseWords, Words, fill},
};

/// All that can become of something, in the order in which it is counted.
const OUTCOMES: [Outcome; 10] = [
    Outcome::Accepted,
    Outcome::AcceptedWithModification,
    Outcome::PartlyAccepted,
    Outcome::Noted,
    Outcome::Rejected,
    Outcome::Duplicate,
    Outcome::OutOfScope,
    Outcome::Deferred,
    Outcome::Withdrawn,
    Outcome::Superseded,
];

/// How many of what came to what.
pub(super) fn summary(list: &Responses, words: &ResponseWords) -> String {
    let open = [
        (State::Open, &words.open),
        (State::Proposed, &words.proposed),
    ];
    let open = open.map(|(state, name)| (name.as_str(), list.count(Some(state), None)));
    let decided = OUTCOMES.map(|outcome| {
        let counts = list.count(Some(State::Decided), Some(outcome));
        (words.outcome(outcome), counts)
    });
    let mut rows = String::new();
    for (name, counts) in decided.into_iter().chain(open) {
        if counts != [0, 0] {
            rows.push_str(&line("td", name, counts));
        }
    }
    format!(
        "<table class=\"outcomes\"><caption>{}</caption><thead><tr><td></td><th scope=\"col\">{}</th>\
         <th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>{rows}</tbody>\
         <tfoot>{}</tfoot></table>\n",
        escape(&words.summary),
        escape(&words.comments),
        escape(&words.suggestions),
        escape(&words.total),
        line("td", &words.total, list.count(None, None)),
    )
}

fn line(cell: &str, name: &str, [comments, suggestions]: [usize; 2]) -> String {
    let mut line = format!("<tr><th scope=\"row\">{}</th>", escape(name));
    for count in [comments, suggestions, comments + suggestions] {
        let _ = write!(line, "<{cell}>{count}</{cell}>");
    }
    line + "</tr>"
}

/// What was decided on a row; what is only proposed is not told, since it may still change.
pub(super) fn answer(list: &Responses, row: &Row, words: &Words) -> String {
    let own = &words.responses;
    let (class, mut said) = match (row.state, row.outcome) {
        (Some(State::Decided), Some(outcome)) => ("decided", decided(list, row, outcome, words)),
        (Some(State::Proposed), _) => ("open", strong(&own.proposed)),
        _ => ("open", strong(&own.open)),
    };
    if class == "decided" && !row.response.is_empty() {
        said.push_str(&paragraphs(&row.response));
    }
    format!(
        "<div class=\"answer {class}\"><h4>{}</h4>{said}</div>\n",
        escape(&own.response)
    )
}

fn decided(list: &Responses, row: &Row, outcome: Outcome, words: &Words) -> String {
    let own = &words.responses;
    let mut said = format!("<strong>{}</strong>", escape(own.outcome(outcome)));
    let refers = row.refers_to.as_str();
    match (list.places.get(refers), outcome) {
        (Some(at), Outcome::Duplicate | Outcome::Superseded) => {
            let number = (at + 1).to_string();
            let see = escape(&fill(&own.see, &[("n", &number)]));
            let page = list.page_of(*at) + 1;
            let address = escape(&list.address(page));
            let _ = write!(said, " <a href=\"{address}#r{number}\">{see}</a>");
        }
        (None, Outcome::Deferred) if !refers.is_empty() => {
            let _ = write!(said, ": {}", escape(refers));
        }
        _ => {}
    }
    if let Some(day) = row.decided.get(..10) {
        let _ = write!(said, " <time datetime=\"{0}\">{0}</time>", escape(day));
    }
    format!("<p lang=\"{}\">{said}</p>", words.tag)
}

fn strong(text: &str) -> String {
    format!("<p><strong>{}</strong></p>", escape(text))
}

/// Text as people wrote it: an empty line ends a paragraph, others stay lines.
pub(super) fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let paragraphs = text.split("\n\n").map(str::trim);
    paragraphs
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| {
            format!(
                "<p dir=\"auto\">{}</p>",
                escape(paragraph).replace('\n', "<br>")
            )
        })
        .collect()
}
