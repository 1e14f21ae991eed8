//! A row as cells, and cells as a row.

use document::in_brackets;

use super::{
    column::Column,
    layout::Layout,
    phrases,
    row::{Form, Kind, Reply, Row, Span},
    words::{
        ANSWERS, DELETIONS, FORMS, KIND_CODES, KINDS, OUTCOMES, PROPOSED_MARKS, STATES, Tongue,
    },
};

/// Before the name of who answers.
const REPLY: &str = "▸ ";

impl Row {
    /// What this layout shows of the row, as it is read back.
    #[must_use]
    pub fn seen_in(&self, layout: Layout) -> Self {
        let tongue = layout.tongue(Tongue::English);
        let mut seen = Self::default();
        let columns = layout.columns(tongue);
        for (column, _) in &columns {
            seen.take(*column, &self.cell(*column, layout, tongue));
        }
        let columns: Vec<Column> = columns.iter().map(|(column, _)| *column).collect();
        seen.settle(&columns);
        seen
    }

    /// The text of a cell.
    pub(super) fn cell(&self, column: Column, layout: Layout, tongue: Tongue) -> String {
        match column {
            Column::Number => self.number.clone(),
            Column::Id => self.id.clone(),
            Column::Form => word(self.form, |it| tongue.word(FORMS, it)),
            Column::Kind => self.kind_word(layout, tongue),
            Column::State => word(self.state, |it| tongue.word(STATES, it)),
            Column::Member if layout == Layout::Iso => self.who().to_owned(),
            Column::Member => self.member.clone(),
            Column::Organisation => self.organisation.clone(),
            Column::Group => self.group.clone(),
            Column::Author => self.author.clone(),
            Column::Reviewer => self.reviewer(tongue),
            Column::Clause => self.clause.clone(),
            Column::Place => self.place.clone(),
            Column::Quote => self.quote.clone(),
            Column::Body | Column::Reason => self.body.clone(),
            Column::Remark => self.remark(tongue),
            Column::Proposed => self.proposed.clone(),
            Column::Response => self.response.clone(),
            Column::RefersTo => self.refers_to.clone(),
            Column::DecidedBy => self.decided_by.clone(),
            Column::Decided => self.decided.clone(),
            Column::Tags => self.tags.join("; "),
            Column::Replies => self.discussion(),
            Column::Created => self.created.clone(),
            Column::Outcome | Column::Observations | Column::Answer => self.judged(column, tongue),
            _ => self.counted(column),
        }
    }

    fn judged(&self, column: Column, tongue: Tongue) -> String {
        let outcome = word(self.outcome, |it| tongue.outcome(it));
        match column {
            Column::Outcome => outcome,
            Column::Observations => joined(outcome, &self.response, tongue),
            _ => {
                let satisfied = word(self.satisfied, |it| tongue.word(ANSWERS, it));
                joined(satisfied, &self.answer, tongue)
            }
        }
    }

    fn counted(&self, column: Column) -> String {
        let number = match column {
            Column::FromPage => self.span.from_page,
            Column::FromLine => self.span.from_line,
            Column::ToPage => self.span.to_page,
            Column::ToLine => self.span.to_line,
            Column::Support => self.support,
            Column::Revision => self.revision,
            _ => return self.span.to_string(),
        };
        number.map_or_else(String::new, |number| number.to_string())
    }

    /// The body for which it was made, by the shortest name there is.
    fn who(&self) -> &str {
        let names = [&self.member, &self.organisation, &self.author];
        names
            .into_iter()
            .find(|it| !it.is_empty())
            .map_or("", String::as_str)
    }

    fn kind_word(&self, layout: Layout, tongue: Tongue) -> String {
        match layout {
            Layout::Iso => {
                let code = |kind| KIND_CODES.iter().find(|(it, _)| *it == kind);
                // a suggestion is of the substance, unless somebody says otherwise
                let substance = (self.form == Some(Form::Suggestion)).then_some(Kind::Technical);
                word(self.kind.or(substance), |kind| {
                    code(kind).map_or("", |(_, code)| code)
                })
            }
            _ => word(self.kind, |kind| tongue.word(KINDS, kind)),
        }
    }

    fn reviewer(&self, tongue: Tongue) -> String {
        if self.organisation.is_empty() {
            return self.author.clone();
        }
        let (open, close) = tongue.brackets();
        let text = [&self.author, open, &self.organisation, close].concat();
        text.trim().to_owned()
    }

    fn remark(&self, tongue: Tongue) -> String {
        if self.proposed.is_empty() {
            return self.body.clone();
        }
        let mark = tongue.proposed_mark();
        let gap = if self.body.is_empty() { "" } else { "\n\n" };
        [&self.body, gap, mark, "\n", &self.proposed].concat()
    }

    /// The remark as one text, with the proposed change behind it in the words of this language.
    pub fn as_remark(&self, language: &str) -> String {
        self.remark(Tongue::of(language))
    }

    /// The other way round: a proposed change that stands behind the remark becomes one.
    #[must_use]
    pub fn with_remark(mut self, remark: &str) -> Self {
        remark.clone_into(&mut self.body);
        self.part_proposal();
        self
    }

    /// Whether what is proposed is that the words go, as [`deletion`] says it.
    pub fn deletes(&self) -> bool {
        let proposed = phrases::plain(&self.proposed);
        DELETIONS.iter().any(|it| phrases::plain(it) == proposed)
    }

    fn discussion(&self) -> String {
        let replies = self.replies.iter().map(|reply| {
            let Reply { author, date, body } = reply;
            format!("{REPLY}{author} ({date}): {body}")
        });
        replies.collect::<Vec<_>>().join("\n")
    }

    /// Takes a cell in; what says nothing that its column could hold is kept as a note.
    pub(super) fn take(&mut self, column: Column, text: &str) {
        if text.is_empty() {
            return;
        }
        match column {
            Column::Number => put(&mut self.number, text),
            Column::Id => put(&mut self.id, text),
            Column::Member => put(&mut self.member, text),
            Column::Organisation => put(&mut self.organisation, text),
            Column::Group => put(&mut self.group, text),
            Column::Author => put(&mut self.author, text),
            Column::Reviewer => self.take_reviewer(text),
            Column::Clause => put(&mut self.clause, text),
            Column::Place => put(&mut self.place, text),
            Column::Quote => put(&mut self.quote, text),
            Column::Body | Column::Remark | Column::Reason => put(&mut self.body, text),
            Column::Proposed => put(&mut self.proposed, text),
            Column::Response | Column::Observations => put(&mut self.response, text),
            Column::RefersTo => put(&mut self.refers_to, text),
            Column::DecidedBy => put(&mut self.decided_by, text),
            Column::Decided => put(&mut self.decided, text),
            Column::Created => put(&mut self.created, text),
            Column::Tags => self.tags.extend(tags(text)),
            Column::Replies => self.replies.extend(replies(text)),
            Column::Answer => self.take_answer(text),
            _ => self.take_word(column, text),
        }
    }

    /// Takes one of a list of words, or a number.
    fn take_word(&mut self, column: Column, text: &str) {
        let taken = match column {
            Column::Form => set(&mut self.form, phrases::named(FORMS, text)),
            Column::Kind => set(&mut self.kind, kind(text)),
            Column::State => set(&mut self.state, phrases::named(STATES, text)),
            Column::Outcome => self.take_outcome(text),
            Column::Lines => {
                let span = Span::of(text);
                let told = !span.is_empty();
                if told {
                    self.span = span;
                }
                told
            }
            Column::FromPage => set(&mut self.span.from_page, number(text)),
            Column::FromLine => set(&mut self.span.from_line, number(text)),
            Column::ToPage => set(&mut self.span.to_page, number(text)),
            Column::ToLine => set(&mut self.span.to_line, number(text)),
            Column::Support => set(&mut self.support, number(text)),
            Column::Revision => set(&mut self.revision, number(text)),
            _ => false,
        };
        if !taken {
            let heading = Tongue::English.heading(column).to_owned();
            self.notes.push((heading, text.to_owned()));
        }
    }

    fn take_outcome(&mut self, text: &str) -> bool {
        match phrases::leading(OUTCOMES, text) {
            Some((outcome, rest)) => {
                self.outcome = Some(outcome);
                put(&mut self.response, rest);
            }
            None => put(&mut self.response, text),
        }
        true
    }

    fn take_reviewer(&mut self, text: &str) {
        match in_brackets(text) {
            Some((name, organisation)) => {
                put(&mut self.author, name);
                put(&mut self.organisation, organisation);
            }
            None => put(&mut self.author, text),
        }
    }

    fn take_answer(&mut self, text: &str) {
        match phrases::leading(ANSWERS, text) {
            Some((satisfied, rest)) => {
                self.satisfied = Some(satisfied);
                put(&mut self.answer, rest);
            }
            None => put(&mut self.answer, text),
        }
    }

    /// Once all cells of these columns are in: tells apart what one cell held together.
    pub(super) fn settle(&mut self, columns: &[Column]) {
        if !columns.contains(&Column::Proposed) && self.proposed.is_empty() {
            self.part_proposal();
        }
        if self.outcome.is_none()
            && !columns.contains(&Column::Outcome)
            && let Some((outcome, rest)) = phrases::leading(OUTCOMES, &self.response)
            // `Accepted: partly` says two things, of which none is taken for the other
            && phrases::leading(OUTCOMES, rest).is_none_or(|(next, _)| next == outcome)
        {
            self.outcome = Some(outcome);
            self.response = rest.to_owned();
        }
    }

    /// A proposed change that stands behind the remark.
    fn part_proposal(&mut self) {
        let places = PROPOSED_MARKS.iter().filter_map(|mark| {
            let at = self.body.find(mark)?;
            let begins = at == 0 || self.body[..at].ends_with('\n');
            begins.then_some((at, mark.len()))
        });
        if let Some((at, length)) = places.min() {
            self.proposed = self.body[at + length..].trim().to_owned();
            let end = self.body[..at].trim_end().len();
            self.body.truncate(end);
        }
    }
}

/// What stands as proposed change where the words are to go.
pub fn deletion(language: &str) -> &'static str {
    DELETIONS[Tongue::of(language) as usize]
}

/// A name and, from the brackets behind it, an organisation: `Ana Souza (ABNT)`.
pub fn name_and_organisation(text: &str) -> (&str, &str) {
    let text = text.trim();
    in_brackets(text).unwrap_or((text, ""))
}

fn word<T>(value: Option<T>, word: impl FnOnce(T) -> &'static str) -> String {
    value.map_or_else(String::new, |value| word(value).to_owned())
}

fn joined(word: String, rest: &str, tongue: Tongue) -> String {
    match (word.is_empty(), rest.is_empty()) {
        (true, _) => rest.to_owned(),
        (_, true) => word,
        _ => [&word, tongue.colon(), rest].concat(),
    }
}

/// Puts a text behind what is there.
fn put(field: &mut String, text: &str) {
    if !field.is_empty() && !text.is_empty() {
        field.push('\n');
    }
    field.push_str(text);
}

fn set<T>(field: &mut Option<T>, value: Option<T>) -> bool {
    let told = value.is_some();
    if told {
        *field = value;
    }
    told
}

/// The first kind that a cell names: `te/ed` is technical.
fn kind(text: &str) -> Option<super::row::Kind> {
    let parts = text.split(['/', ',', '、', ';', '；', '\n', '(', '（', ' ']);
    phrases::named(KINDS, text).or_else(|| {
        parts
            .into_iter()
            .find_map(|part| phrases::named(KINDS, part))
    })
}

/// A number as people and spreadsheets write it: `12`, `12.0`, `p. 12`, `第12页`.
fn number(text: &str) -> Option<u32> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let span = Span::of(text);
    span.from_page.or(span.from_line)
}

fn tags(text: &str) -> impl Iterator<Item = String> {
    let tags = text.split([';', '；', '\n']).map(str::trim);
    tags.filter(|tag| !tag.is_empty()).map(String::from)
}

fn replies(text: &str) -> Vec<Reply> {
    let mut found: Vec<Reply> = Vec::new();
    for line in text.lines() {
        let said = line.strip_prefix(REPLY).and_then(|line| {
            let (head, body) = line.split_once("): ").or(line.split_once("):"))?;
            let (author, date) = head.rsplit_once(" (").or(head.rsplit_once('('))?;
            Some(Reply {
                author: author.trim().to_owned(),
                date: date.to_owned(),
                body: body.to_owned(),
            })
        });
        match (said, found.last_mut()) {
            (Some(reply), _) => found.push(reply),
            (None, Some(last)) => last.body.extend(["\n", line]),
            (None, None) => found.push(Reply {
                body: line.to_owned(),
                ..Reply::default()
            }),
        }
    }
    found
}

impl std::fmt::Display for Span {
    /// `p. 4, 12–14`, `p. 4, 12 – p. 5, 3`, `12–14`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            from_page,
            from_line,
            to_page,
            to_line,
        } = self.completed();
        let turns = to_page != from_page;
        point(out, from_page, from_line)?;
        match to_line.filter(|line| turns || Some(*line) != from_line) {
            _ if turns => {
                out.write_str(" – ")?;
                point(out, to_page, to_line)
            }
            Some(line) => write!(out, "–{line}"),
            None => Ok(()),
        }
    }
}

fn point(
    out: &mut std::fmt::Formatter<'_>,
    page: Option<u32>,
    line: Option<u32>,
) -> std::fmt::Result {
    match (page, line) {
        (Some(page), Some(line)) => write!(out, "p. {page}, {line}"),
        (Some(page), None) => write!(out, "p. {page}"),
        (None, Some(line)) => write!(out, "{line}"),
        (None, None) => Ok(()),
    }
}
