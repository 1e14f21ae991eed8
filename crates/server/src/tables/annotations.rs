//! Comments and suggestions as Web Annotations, and back.

use std::collections::HashMap;

use formats::{
    annotation::{Annotation, Motivation, Quote, ReadAnnotation, ReadAnnotations, Target},
    placing::{Found, How, Places, Sought},
};
use review::{
    BroughtItem, BroughtReply, BroughtWords, Comment, CommentKind, Place, Reply, RevisionText,
    SuggestionInText, Timestamp, WrittenBy, anchor,
    document::{Block, char_slice},
};

use super::{Gathered, Placed, Taken};

/// Everything that was found as annotations, each comment with its answers behind it.
pub(crate) fn annotations(gathered: &Gathered, public_url: &str) -> Vec<Annotation> {
    let at = Addresses {
        public_url,
        slug: &gathered.main.guideline.slug,
    };
    let comments = gathered.comments.iter().flat_map(|comment| {
        let replies = comment.replies.iter().filter(|it| !it.deleted);
        let replies = replies.map(|reply| at.reply(comment, reply));
        [at.comment(comment)].into_iter().chain(replies)
    });
    let suggestions = gathered.suggestions.iter().map(|it| at.suggestion(it));
    comments.chain(suggestions).collect()
}

struct Addresses<'a> {
    public_url: &'a str,
    slug: &'a str,
}

impl Addresses<'_> {
    fn comment(&self, comment: &Comment) -> Annotation {
        let anchor = &comment.anchor;
        let mut target = self.target(anchor.revision, &comment.language);
        match &anchor.target {
            anchor::Target::Guideline => {}
            anchor::Target::Block { block } => target.block = block.to_string(),
            anchor::Target::Range { block, start, end } => {
                target.block = block.to_string();
                target.position = Some((*start, *end));
                target.quote = Some(Quote {
                    exact: anchor.quote.clone(),
                    prefix: anchor.prefix.clone(),
                    suffix: anchor.suffix.clone(),
                });
            }
        }
        Annotation {
            id: self.of_comment(comment),
            creator: name(&comment.author.display_name, comment.written_by.as_ref()),
            created: comment.created_at.to_string(),
            modified: time(comment.edited_at),
            body: comment.body.clone(),
            target,
            ..Annotation::default()
        }
    }

    fn reply(&self, comment: &Comment, reply: &Reply) -> Annotation {
        let id = self.of_comment(comment);
        Annotation {
            id: format!("{id}/replies/{}", reply.id),
            motivation: Motivation::Replying,
            creator: name(&reply.author.display_name, reply.written_by.as_ref()),
            created: reply.created_at.to_string(),
            modified: time(reply.edited_at),
            body: reply.body.clone(),
            target: Target {
                source: id,
                ..Target::default()
            },
            ..Annotation::default()
        }
    }

    fn suggestion(&self, found: &SuggestionInText) -> Annotation {
        let suggestion = &found.suggestion;
        let mut target = self.target(suggestion.revision, &suggestion.language);
        let first = suggestion.parts.iter().find_map(|part| part.blocks.first());
        let blocks = suggestion.origin.as_deref().unwrap_or(&found.text.blocks);
        let block = first.and_then(|id| blocks.iter().find(|block| block.id == *id));
        if let Some(block) = block {
            target.block = block.id.to_string();
            target.position = Some((0, block.length()));
            target.quote = Some(Quote {
                exact: block.text.clone(),
                ..Quote::default()
            });
        }
        let proposal = suggestion.parts.iter().flat_map(|part| &part.proposal);
        let proposal: Vec<&str> = proposal.map(|block| block.text.as_str()).collect();
        Annotation {
            id: format!("{}/api/v1/suggestions/{}", self.public_url, suggestion.id),
            motivation: Motivation::Editing,
            creator: name(
                &suggestion.author.display_name,
                suggestion.written_by.as_ref(),
            ),
            created: suggestion.created_at.to_string(),
            modified: time(suggestion.edited_at),
            body: suggestion.rationale.clone(),
            proposed: proposal.join("\n"),
            language: suggestion.language.clone(),
            target,
        }
    }

    fn of_comment(&self, comment: &Comment) -> String {
        format!("{}/api/v1/comments/{}", self.public_url, comment.id)
    }

    fn target(&self, revision: u32, language: &str) -> Target {
        let (url, slug) = (self.public_url, self.slug);
        Target {
            source: format!("{url}/g/{slug}/{revision}?language={language}"),
            ..Target::default()
        }
    }
}

fn name(author: &str, written_by: Option<&WrittenBy>) -> String {
    let written = written_by
        .map(|it| it.name.as_str())
        .filter(|it| !it.is_empty());
    written.unwrap_or(author).to_owned()
}

fn time(at: Option<Timestamp>) -> String {
    at.map_or_else(String::new, |at| at.to_string())
}

/// Places annotations in the texts of a revision. Answers to others of the file go with them.
pub(crate) fn placed_annotations(read: ReadAnnotations, texts: &[RevisionText]) -> Taken {
    let places: Vec<Looking<'_>> = texts.iter().map(Looking::new).collect();
    let mut problems = read.problems;
    let (answers, own): (Vec<_>, Vec<_>) = read
        .items
        .into_iter()
        .partition(|it| it.annotation.motivation == Motivation::Replying);
    let mut rows: Vec<Placed> = own
        .into_iter()
        .filter_map(|it| placed(it, &places))
        .collect();
    let index: HashMap<String, usize> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| (row.item.id.clone(), at))
        .collect();
    for answer in answers {
        match index.get(own_id(&answer.annotation.target.source)) {
            Some(&row) => rows[row].item.replies.push(reply(&answer.annotation)),
            None => problems.push(formats::Problem {
                place: format!("annotation {}", answer.at),
                what: "what it answers is not in the file; left out".to_owned(),
            }),
        }
    }
    Taken {
        layout: None,
        rows,
        problems,
    }
}

struct Looking<'a> {
    text: &'a RevisionText,
    places: Places<'a>,
}

impl<'a> Looking<'a> {
    fn new(text: &'a RevisionText) -> Self {
        Self {
            text,
            places: Places::new(&text.document, Vec::new()),
        }
    }

    /// Where it says that it stands, if the words agree; else where the words are.
    fn find(&self, target: &Target) -> Option<Found> {
        let block = target.block.as_str().into();
        let known = self.text.document.find(&block);
        let stated = known.and_then(|(index, block)| stated(index, block, target));
        stated.or_else(|| {
            let quote = target.quote.as_ref()?;
            let around = [&*quote.prefix, &*quote.exact, &*quote.suffix].concat();
            let around = self
                .quoted(&around)
                .and_then(|it| self.within(it, &quote.exact));
            around.or_else(|| self.quoted(&quote.exact))
        })
    }

    fn quoted(&self, quote: &str) -> Option<Found> {
        self.places.find(&Sought {
            quote,
            ..Sought::default()
        })
    }

    /// The words themselves inside of what was found with what is around them.
    fn within(&self, found: Found, exact: &str) -> Option<Found> {
        let range = found.range.clone()?;
        let text = &self.text.document.blocks[found.index].text;
        let around = char_slice(text, range.clone());
        let before = around[..around.find(exact)?].chars().count();
        let start = range.start + before;
        Some(Found {
            range: Some(start..start + exact.chars().count()),
            ..found
        })
    }
}

/// The place that an annotation names by block and position.
fn stated(index: usize, block: &Block, target: &Target) -> Option<Found> {
    let range = match (&target.quote, target.position) {
        (None, None) => None,
        (Some(quote), Some((start, end))) if end <= block.length() && start < end => {
            (char_slice(&block.text, start..end) == quote.exact).then_some(Some(start..end))?
        }
        (None, Some((start, end))) if end <= block.length() && start < end => Some(start..end),
        _ => return None,
    };
    Some(Found {
        block: block.id.clone(),
        index,
        range,
        how: How::ByQuote,
        confidence: 100,
    })
}

fn placed(read: ReadAnnotation, places: &[Looking<'_>]) -> Option<Placed> {
    let annotation = read.annotation;
    let found = places
        .iter()
        .filter_map(|it| Some((it.text, it.find(&annotation.target)?)))
        .rev()
        .max_by_key(|(_, found)| found.confidence);
    let first = places.first()?.text;
    let (text, found) = found.map_or((first, None), |(text, found)| (text, Some(found)));
    let item = item(&annotation, &text.language, found.as_ref());
    Some(Placed {
        at: read.at,
        found,
        item,
        notes: Vec::new(),
    })
}

fn item(annotation: &Annotation, language: &str, found: Option<&Found>) -> BroughtItem {
    let quoted = annotation.target.quote.is_some() && !annotation.proposed.is_empty();
    let edits = annotation.motivation == Motivation::Editing && quoted;
    let range = found.and_then(|found| found.range.clone());
    let edits = edits && range.is_some();
    let row = formats::tables::Row {
        body: annotation.body.clone(),
        proposed: annotation.proposed.clone(),
        ..formats::tables::Row::default()
    };
    let quote = annotation.target.quote.as_ref().map_or("", |it| &it.exact);
    BroughtItem {
        id: own_id(&annotation.id).to_owned(),
        language: language.to_owned(),
        place: Place {
            block_id: found.map(|it| it.block.clone()),
            start: range.as_ref().map(|it| it.start),
            end: range.as_ref().map(|it| it.end),
        },
        cited: format!("{}|{}|{quote}", annotation.id, annotation.target.block),
        kind: match found {
            Some(_) => CommentKind::Technical,
            None => CommentKind::General,
        },
        body: match edits {
            true => annotation.body.clone(),
            false => row.as_remark(language),
        },
        proposal: edits.then(|| annotation.proposed.clone()),
        words: BroughtWords {
            remark: row.as_remark(language),
            reason: annotation.body.clone(),
            proposed: edits.then(|| annotation.proposed.clone()),
        },
        written_by: written_by(annotation),
        replies: Vec::new(),
        decision: None,
    }
}

fn reply(annotation: &Annotation) -> BroughtReply {
    BroughtReply {
        body: annotation.body.clone(),
        written_by: written_by(annotation),
    }
}

fn written_by(annotation: &Annotation) -> Option<WrittenBy> {
    let name: String = annotation.creator.chars().take(200).collect();
    (!name.is_empty()).then(|| WrittenBy {
        name,
        initials: String::new(),
        date: Timestamp::parse(&annotation.created),
    })
}

/// The last part of an address: with us, the id of the comment or the suggestion.
fn own_id(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or_default()
}
