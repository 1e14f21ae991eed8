//! Where in a text a remark belongs that came from outside: by the words it quotes, by pages and
//! lines, by its clause. What was found says how it was found and how sure that is.

mod clauses;
mod folded;
mod similar;

use std::{cell::OnceCell, ops::Range};

use document::{BlockId, Document, Kind};
use serde::Serialize;

use self::{clauses::Clauses, folded::Folded, similar::Similar};
use crate::{
    Presentation, WriteError,
    tables::{BlockCited, BlockSort, Citation, Span},
};

/// A text with what is needed to find places in it.
#[derive(Debug)]
pub struct Places<'d> {
    document: &'d Document,
    printed: Vec<Printed>,
    clauses: Clauses,
    folded: Folded,
    similar: OnceCell<Similar>,
}

/// Where a block is printed: page and line of its first and of its last line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed {
    /// Index of the block.
    pub block: usize,
    /// Page and line where it begins.
    pub from: (u32, u32),
    /// Page and line where it ends.
    pub to: (u32, u32),
}

/// What is known of a place.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sought<'s> {
    /// The clause, as people write it.
    pub clause: &'s str,
    /// The paragraph, figure or table.
    pub place: &'s str,
    /// Pages and lines.
    pub span: Span,
    /// The words it is on.
    pub quote: &'s str,
    /// What is said, which may quote, too.
    pub body: &'s str,
}

/// A place that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// The block.
    pub block: BlockId,
    /// Its index.
    pub index: usize,
    /// The words in it, in scalar values; the whole block if not said.
    pub range: Option<Range<usize>>,
    /// How it was found.
    pub how: How,
    /// How sure that is, out of a hundred.
    pub confidence: u8,
}

/// How a place was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The words stand there, and the clause agrees.
    ByClauseAndQuote,
    /// The words stand there.
    ByQuote,
    /// Most of the words stand there.
    ByLikeness,
    /// It is printed on these lines, and the clause agrees.
    ByClauseAndLine,
    /// It is printed on these lines.
    ByLine,
    /// It is this paragraph, figure or table.
    ByParagraph,
    /// It is in this clause.
    ByClause,
}

impl How {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::ByClauseAndQuote => "by_clause_and_quote",
            Self::ByQuote => "by_quote",
            Self::ByLikeness => "by_likeness",
            Self::ByClauseAndLine => "by_clause_and_line",
            Self::ByLine => "by_line",
            Self::ByParagraph => "by_paragraph",
            Self::ByClause => "by_clause",
        }
    }
}

#[cfg(feature = "pdf")]
impl From<crate::pdf::Place> for Printed {
    fn from(place: crate::pdf::Place) -> Self {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            block: place.block,
            from: (number(place.first_page), number(place.first_line)),
            to: (number(place.last_page), number(place.last_line)),
        }
    }
}

/// Where the blocks of a text are printed in its clean PDF.
///
/// # Errors
/// When the program was built without PDF, or the text cannot be laid out.
pub fn printed(
    document: &Document,
    presentation: &Presentation,
) -> Result<Vec<Printed>, WriteError> {
    #[cfg(feature = "pdf")]
    {
        let places = crate::pdf::places(document, presentation)?;
        Ok(places.into_iter().map(Printed::from).collect())
    }
    #[cfg(not(feature = "pdf"))]
    {
        let _ = (document, presentation);
        Err(WriteError::NotBuilt(crate::Format::Pdf))
    }
}

impl<'d> Places<'d> {
    /// Prepares to look for places; without pages, lines say nothing.
    pub fn new(document: &'d Document, printed: Vec<Printed>) -> Self {
        Self {
            clauses: Clauses::of(document),
            folded: Folded::of(document),
            similar: OnceCell::new(),
            document,
            printed,
        }
    }

    /// The best place; `None` where nothing leads anywhere.
    pub fn find(&self, sought: &Sought<'_>) -> Option<Found> {
        let cited = Citation::of(sought.clause, sought.place);
        let clause = self.clauses.find(&cited);
        let clause = clause.as_ref();
        let span = match sought.span.is_empty() {
            true => cited.span,
            false => sought.span,
        };
        self.by_quote(sought.quote, clause, span)
            .or_else(|| self.by_quotes_in(sought.body, clause, span))
            .or_else(|| self.by_likeness(sought.quote, clause))
            .or_else(|| self.by_line(span, clause))
            .or_else(|| self.by_paragraph(cited.block, clause))
            .or_else(|| self.by_clause(clause))
    }

    /// The clause that a block is in, as people name it: `4.2 Offsets`.
    pub fn clause_of(&self, index: usize) -> String {
        let mut before = self.document.blocks.iter().take(index.saturating_add(1));
        let heading = before.rfind(|block| block.kind == Kind::Heading);
        heading.map_or_else(String::new, |block| {
            let label = block.number.as_deref().unwrap_or_default();
            let text = block.text.replace(document::PLACEHOLDER, "");
            format!("{label} {}", text.trim()).trim().to_owned()
        })
    }

    /// The paragraph of its clause that a block is; a table or a figure by its number. In the words
    /// of this language: English, Chinese or Portuguese.
    pub fn name_of(&self, index: usize, language: &str) -> String {
        let Some(BlockCited { sort, number }) = self.clauses.cited(self.document, index) else {
            return String::new();
        };
        let words = match language.get(..2) {
            Some("zh") => ["第{}段", "图{}", "表{}"],
            Some("pt") => ["parágrafo {}", "Figura {}", "Tabela {}"],
            _ => ["para {}", "Figure {}", "Table {}"],
        };
        let word = match sort {
            BlockSort::Paragraph => words[0],
            BlockSort::Figure => words[1],
            BlockSort::Table => words[2],
        };
        word.replace("{}", &number.to_string())
    }

    /// Where a block is printed.
    pub fn printed(&self, index: usize) -> Span {
        let Some(printed) = self.printed.iter().find(|it| it.block == index) else {
            return Span::default();
        };
        let some = |number| (number > 0).then_some(number);
        Span {
            from_page: some(printed.from.0),
            from_line: some(printed.from.1),
            to_page: some(printed.to.0),
            to_line: some(printed.to.1),
        }
    }

    fn found(&self, index: usize, how: How, confidence: u8) -> Option<Found> {
        let block = self.document.blocks.get(index)?;
        Some(Found {
            block: block.id.clone(),
            index,
            range: None,
            how,
            confidence,
        })
    }

    /// The words, where they stand; of several places the one in the clause or on the lines.
    fn by_quote(&self, quote: &str, clause: Option<&Clause>, span: Span) -> Option<Found> {
        let mut hits = self.folded.find(quote, self.document);
        if hits.iter().any(|hit| hit.whole) {
            hits.retain(|hit| hit.whole);
        }
        let inside = |at: usize| clause.is_some_and(|clause| clause.range.contains(&at));
        let on_lines = |at: usize| self.overlaps(at, span);
        let best = hits
            .iter()
            .max_by_key(|hit| {
                let near = (inside(hit.block), on_lines(hit.block));
                // the first of equals
                (near, std::cmp::Reverse(hit.block))
            })?
            .clone();
        let agrees = inside(best.block);
        let rivals = hits.iter().filter(|hit| {
            inside(hit.block) == agrees && on_lines(hit.block) == on_lines(best.block)
        });
        let (how, sure) = match (agrees, rivals.count()) {
            (true, 1) => (How::ByClauseAndQuote, 100),
            (true, _) => (How::ByClauseAndQuote, 70),
            (false, 1) => (How::ByQuote, 90),
            (false, _) => (How::ByQuote, 50),
        };
        let mut found = self.found(best.block, how, sure)?;
        found.range = Some(best.range);
        Some(found)
    }

    /// Words that a remark has in quotation marks, if they are enough and stand in one place only.
    fn by_quotes_in(&self, body: &str, clause: Option<&Clause>, span: Span) -> Option<Found> {
        let mut quotes = folded::quotations(body);
        quotes.find_map(|quote| {
            let found = self.by_quote(quote, clause, span)?;
            (found.confidence >= 90).then_some(Found {
                confidence: found.confidence - 10,
                ..found
            })
        })
    }

    fn by_likeness(&self, quote: &str, clause: Option<&Clause>) -> Option<Found> {
        let similar = self.similar.get_or_init(|| Similar::of(&self.folded));
        let range = clause.map(|clause| &clause.range);
        let (block, share) = similar.find(quote, range)?;
        self.found(block, How::ByLikeness, share)
    }

    fn by_line(&self, span: Span, clause: Option<&Clause>) -> Option<Found> {
        let on_lines = self
            .printed
            .iter()
            .filter(|it| self.overlaps(it.block, span));
        let inside = |it: &&Printed| clause.is_some_and(|clause| clause.range.contains(&it.block));
        if let Some(printed) = on_lines.clone().find(inside) {
            return self.found(printed.block, How::ByClauseAndLine, 85);
        }
        // a clause that is there says more than lines of some other print
        if clause.is_some_and(|clause| clause.exact) || span.from_page.is_none() {
            return None;
        }
        let printed = on_lines.clone().next()?;
        let sure = if span.from_line.is_some() { 60 } else { 30 };
        self.found(printed.block, How::ByLine, sure)
    }

    /// Whether a block is printed on these pages and lines; without a page, on these lines of any.
    fn overlaps(&self, block: usize, span: Span) -> bool {
        let Some(printed) = self.printed.iter().find(|it| it.block == block) else {
            return false;
        };
        match (span.from_page, span.from_line) {
            (Some(page), line) => {
                let from = (page, line.unwrap_or(0));
                let to = (
                    span.to_page.unwrap_or(page),
                    span.to_line.or(line).unwrap_or(u32::MAX),
                );
                printed.from <= to && from <= printed.to
            }
            (None, Some(line)) => {
                let one_page = printed.from.0 == printed.to.0;
                let to = span.to_line.unwrap_or(line);
                one_page && printed.from.1 <= to && line <= printed.to.1
            }
            (None, None) => false,
        }
    }

    fn by_paragraph(&self, cited: Option<BlockCited>, clause: Option<&Clause>) -> Option<Found> {
        let cited = cited?;
        let everywhere = 0..self.document.blocks.len();
        let range = clause.map_or(everywhere, |clause| clause.range.clone());
        if clause.is_none() && cited.sort == BlockSort::Paragraph {
            return None;
        }
        let index = self.clauses.block(self.document, range, cited)?;
        self.found(index, How::ByParagraph, 75)
    }

    fn by_clause(&self, clause: Option<&Clause>) -> Option<Found> {
        let clause = clause?;
        let sure = if clause.exact { 60 } else { 30 };
        self.found(clause.range.start, How::ByClause, sure)
    }
}

/// A clause that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Clause {
    /// Its head and everything below.
    range: Range<usize>,
    /// It is the one that was named, not the next one above.
    exact: bool,
}
