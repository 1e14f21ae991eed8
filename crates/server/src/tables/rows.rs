//! Comments and suggestions as the rows of a table.

use std::{cmp::Ordering, collections::HashMap, sync::Arc};

use formats::{
    placing::{Places, Printed},
    tables::{self, Form, Kind, Outcome, Row, State},
};
use review::{
    Comment, CommentKind, Decision, Handling, Operation, PersonRef, RevisionText, StakeholderGroup,
    Status, SuggestionInText, WrittenBy,
    document::{Block, Document},
};

use super::Gathered;

/// The texts of a revision, with where they are printed.
pub(crate) struct Texts<'a> {
    by_language: HashMap<&'a str, Text<'a>>,
    language: &'a str,
}

struct Text<'a> {
    document: &'a Document,
    places: Places<'a>,
    index: HashMap<&'a str, usize>,
}

/// A row and where it stands: language, block, offset, comments before suggestions.
type Standing = (String, usize, usize, u8);

impl<'a> Texts<'a> {
    /// Prepares the texts of a revision; names of paragraphs are in the reader's language.
    pub(crate) fn new(
        texts: &'a HashMap<String, RevisionText>,
        printed: &HashMap<String, Arc<[Printed]>>,
        language: &'a str,
    ) -> Self {
        let by_language = texts.iter().map(|(tag, text)| {
            let document: &Document = &text.document;
            let printed = printed.get(tag).map(|it| it.to_vec());
            let blocks = document.blocks.iter().enumerate();
            let text = Text {
                document,
                places: Places::new(document, printed.unwrap_or_default()),
                index: blocks.map(|(at, block)| (block.id.as_str(), at)).collect(),
            };
            (tag.as_str(), text)
        });
        Self {
            by_language: by_language.collect(),
            language,
        }
    }

    /// Puts into a row where a block is; answers its index.
    fn locate(&self, row: &mut Row, language: &str, block: Option<&str>) -> usize {
        let found = self.by_language.get(language).and_then(|text| {
            let index = *text.index.get(block?)?;
            Some((text, index))
        });
        let Some((text, index)) = found else {
            return usize::MAX;
        };
        // a remark on a whole block is on its words
        if row.quote.is_empty() {
            row.quote = lines([&text.document.blocks[index]].into_iter());
        }
        row.clause = text.places.clause_of(index);
        row.place = text.places.name_of(index, self.language);
        row.span = text.places.printed(index);
        index
    }
}

/// The rows in the order of the text; what has no place in it comes last.
pub(crate) fn rows(gathered: &Gathered, texts: &Texts<'_>, main: &str) -> Vec<Row> {
    let comments = gathered.comments.iter().map(|it| of_comment(it, texts));
    let suggestions = gathered.suggestions.iter();
    let suggestions = suggestions.map(|it| of_suggestion(it, texts));
    let mut rows: Vec<(Standing, Row)> = comments.chain(suggestions).collect();
    let order = |a: &Standing, b: &Standing| -> Ordering {
        let key = |it: &Standing| (it.0 != main, it.0.clone(), it.1, it.2, it.3);
        key(a).cmp(&key(b))
    };
    rows.sort_by(|(a, _), (b, _)| order(a, b));
    let rows = rows.into_iter().zip(1..);
    rows.map(|((_, row), number)| Row {
        number: number.to_string(),
        ..row
    })
    .collect()
}

fn of_comment(comment: &Comment, texts: &Texts<'_>) -> (Standing, Row) {
    let mut row = Row {
        id: comment.id.to_string(),
        form: Some(Form::Comment),
        kind: Some(kind(comment.kind)),
        quote: comment.anchor.quote.clone(),
        created: comment.created_at.to_string(),
        revision: Some(comment.anchor.revision),
        support: Some(comment.support.count),
        replies: comment
            .replies
            .iter()
            .filter(|it| !it.deleted)
            .map(reply)
            .collect(),
        ..Row::default()
    }
    .with_remark(&comment.body);
    let by = (&comment.author, comment.written_by.as_ref());
    sign(&mut row, by, texts.language);
    handle(&mut row, comment.status, &comment.handling);
    let placement = comment.placement.as_ref();
    let block = placement.and_then(|it| it.block_id.as_ref());
    let index = texts.locate(&mut row, &comment.language, block.map(|id| id.as_str()));
    let start = placement.and_then(|it| it.start).unwrap_or(0);
    ((comment.language.clone(), index, start, 0), row)
}

fn of_suggestion(found: &SuggestionInText, texts: &Texts<'_>) -> (Standing, Row) {
    let suggestion = &found.suggestion;
    let (quote, proposed, block) = replaced(found, texts);
    let mut row = Row {
        id: suggestion.id.to_string(),
        form: Some(Form::Suggestion),
        quote,
        body: suggestion.rationale.clone(),
        proposed,
        created: suggestion.created_at.to_string(),
        revision: Some(suggestion.revision),
        support: Some(suggestion.support.count),
        replies: suggestion
            .replies
            .iter()
            .filter(|it| !it.deleted)
            .map(reply)
            .collect(),
        ..Row::default()
    };
    let by = (&suggestion.author, suggestion.written_by.as_ref());
    sign(&mut row, by, texts.language);
    handle(&mut row, suggestion.status, &suggestion.handling);
    let index = texts.locate(&mut row, &suggestion.language, block.as_deref());
    ((suggestion.language.clone(), index, 0, 1), row)
}

/// What stands there, what is proposed instead, and the first block that it is about.
fn replaced(found: &SuggestionInText, texts: &Texts<'_>) -> (String, String, Option<String>) {
    let suggestion = &found.suggestion;
    let origin = suggestion.origin.as_deref().unwrap_or(&found.text.blocks);
    let named: HashMap<&str, &Block> = origin.iter().map(|it| (it.id.as_str(), it)).collect();
    let parts = &suggestion.parts;
    let old = parts.iter().flat_map(|part| &part.blocks);
    let old = old.filter_map(|id| named.get(id.as_str()).copied());
    let new = parts.iter().flat_map(|part| &part.proposal);
    let (quote, mut proposed) = (lines(old), lines(new));
    if suggestion.operation() == Operation::Delete {
        tables::deletion(texts.language).clone_into(&mut proposed);
    }
    let first = parts
        .iter()
        .find_map(|part| part.blocks.first().or(part.after.as_ref()));
    (quote, proposed, first.map(ToString::to_string))
}

fn lines<'a>(blocks: impl Iterator<Item = &'a Block>) -> String {
    let texts: Vec<String> = blocks
        .map(|block| block.text.replace(review::document::PLACEHOLDER, ""))
        .collect();
    texts.join("\n").trim().to_owned()
}

/// Under whose name a row stands: that of the file in which it came, else its author's.
fn sign(row: &mut Row, (author, written): (&PersonRef, Option<&WrittenBy>), language: &str) {
    if let Some(written) = written.filter(|it| !it.name.is_empty()) {
        let (name, organisation) = tables::name_and_organisation(&written.name);
        name.clone_into(&mut row.author);
        organisation.clone_into(&mut row.organisation);
        if let Some(date) = written.date {
            row.created = date.to_string();
        }
        return;
    }
    author.display_name.clone_into(&mut row.author);
    if let Some(organisation) = &author.organisation {
        organisation.name.clone_into(&mut row.organisation);
        group(organisation.stakeholder_group, language).clone_into(&mut row.group);
    }
}

fn handle(row: &mut Row, status: Status, handling: &Handling) {
    row.state = Some(match status {
        Status::Open => State::Open,
        Status::Proposed => State::Proposed,
        Status::Decided => State::Decided,
    });
    row.tags.clone_from(&handling.tags);
    let Some(decision) = &handling.decision else {
        return;
    };
    row.outcome = Some(outcome(decision.outcome));
    row.response.clone_from(&decision.reason);
    row.decided = decision.at.to_string();
    told(row, decision);
}

fn told(row: &mut Row, decision: &Decision) {
    let by = decision.by.as_ref();
    row.decided_by = by.map_or_else(String::new, |by| by.display_name.clone());
    row.refers_to = decision.target.clone().unwrap_or_default();
    if let Some(answer) = &decision.answer {
        row.satisfied = Some(answer.satisfied);
        row.answer.clone_from(&answer.note);
    }
}

fn reply(reply: &review::Reply) -> tables::Reply {
    let written = reply.written_by.as_ref().filter(|it| !it.name.is_empty());
    let date = written.and_then(|it| it.date).unwrap_or(reply.created_at);
    tables::Reply {
        author: written
            .map_or(&reply.author.display_name, |it| &it.name)
            .clone(),
        date: date.to_string(),
        body: reply.body.clone(),
    }
}

fn kind(kind: CommentKind) -> Kind {
    match kind {
        CommentKind::General => Kind::General,
        CommentKind::Technical => Kind::Technical,
        CommentKind::Editorial => Kind::Editorial,
        CommentKind::Translation => Kind::Translation,
    }
}

fn outcome(outcome: review::Outcome) -> Outcome {
    use review::Outcome as Here;
    match outcome {
        Here::Accepted => Outcome::Accepted,
        Here::AcceptedWithModification => Outcome::AcceptedWithModification,
        Here::PartlyAccepted => Outcome::PartlyAccepted,
        Here::Noted => Outcome::Noted,
        Here::Rejected => Outcome::Rejected,
        Here::Duplicate => Outcome::Duplicate,
        Here::OutOfScope => Outcome::OutOfScope,
        Here::Deferred => Outcome::Deferred,
        Here::Withdrawn => Outcome::Withdrawn,
        Here::Superseded => Outcome::Superseded,
    }
}

fn group(group: StakeholderGroup, language: &str) -> &'static str {
    use StakeholderGroup as Group;
    let words = match group {
        Group::Government => ["Government", "政府", "Governo"],
        Group::Intergovernmental => ["Intergovernmental", "政府间组织", "Intergovernamental"],
        Group::Ngo => ["NGO", "非政府组织", "ONG"],
        Group::Company => ["Company", "企业", "Empresa"],
        Group::IndustryAssociation => ["Industry association", "行业协会", "Associação setorial"],
        Group::Finance => ["Finance", "金融机构", "Finanças"],
        Group::Academia => ["Academia", "科研院所", "Academia"],
        Group::Community => ["Community", "社区", "Comunidade"],
        Group::Other => ["Other", "其他", "Outro"],
    };
    match language.get(..2) {
        Some("zh") => words[1],
        Some("pt") => words[2],
        _ => words[0],
    }
}
