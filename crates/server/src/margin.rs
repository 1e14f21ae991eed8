//! Comments as remarks in the margin of a file.

use std::collections::HashMap;

use formats::{MarginComment, MarginReply, Side};
use review::{
    Actor, Comment, CommentFilter, CommentId, PageRequest, PersonRef, Reply, RevisionText, Status,
    Timestamp, WrittenBy, anchor::Placement, document::Block,
};

use crate::{problem::Problem, state::Server};

/// The comments that have a place in a text, as remarks beside it; beside a redline also those whose
/// place only the older text has.
pub(crate) async fn notes(
    server: &Server,
    actor: &Actor,
    new: &RevisionText,
    old: Option<&RevisionText>,
) -> Result<Vec<MarginComment>, Problem> {
    let comments = all_comments(server, actor, new).await?;
    let mut before = match old {
        Some(old) => placements(server, actor, old).await?,
        None => HashMap::new(),
    };
    let (here, there) = (
        Text::new(Side::New, new),
        old.map(|old| Text::new(Side::Old, old)),
    );
    let here = |comment: Comment| {
        here.note(&comment, comment.placement.as_ref()).or_else(|| {
            let placement = before.remove(&comment.id)?;
            there.as_ref()?.note(&comment, Some(&placement))
        })
    };
    Ok(comments.into_iter().filter_map(here).collect())
}

/// Where the comments stand in a text.
async fn placements(
    server: &Server,
    actor: &Actor,
    text: &RevisionText,
) -> Result<HashMap<CommentId, Placement>, Problem> {
    let comments = all_comments(server, actor, text).await?.into_iter();
    Ok(comments
        .filter_map(|comment| Some((comment.id, comment.placement?)))
        .collect())
}

async fn all_comments(
    server: &Server,
    actor: &Actor,
    text: &RevisionText,
) -> Result<Vec<Comment>, Problem> {
    let filter = CommentFilter {
        revision: Some(text.revision.number),
        ..CommentFilter::default()
    };
    let mut stretch = PageRequest {
        limit: PageRequest::MOST,
        cursor: None,
    };
    let mut comments = Vec::new();
    loop {
        let slug = &text.guideline.slug;
        let page = server
            .review
            .comments(actor, slug, &filter, &stretch)
            .await?;
        let in_language = |it: &Comment| it.language == text.language;
        comments.extend(page.items.into_iter().filter(in_language));
        stretch.cursor = page.next_cursor;
        if stretch.cursor.is_none() {
            return Ok(comments);
        }
    }
}

/// A text that remarks stand beside.
struct Text<'a> {
    side: Side,
    blocks: &'a [Block],
    index: HashMap<&'a str, usize>,
}

impl<'a> Text<'a> {
    fn new(side: Side, text: &'a RevisionText) -> Self {
        let blocks = &text.document.blocks;
        let index = blocks.iter().enumerate();
        Self {
            side,
            blocks,
            index: index.map(|(at, block)| (block.id.as_str(), at)).collect(),
        }
    }

    /// The comment as a remark, if its placement names a block of this text.
    fn note(&self, comment: &Comment, placement: Option<&Placement>) -> Option<MarginComment> {
        let placement = placement?;
        let block_id = placement.block_id.clone()?;
        let block = *self.index.get(block_id.as_str())?;
        let length = self.blocks[block].length();
        let by = Byline::new(
            &comment.author,
            comment.written_by.as_ref(),
            comment.created_at,
        );
        Some(MarginComment {
            id: comment.id.to_string(),
            author: by.author,
            initials: by.initials,
            organisation: by.organisation,
            date: by.date,
            side: self.side,
            block,
            block_id,
            start: placement.start.unwrap_or(0),
            end: placement.end.unwrap_or(length),
            body: comment.body.clone(),
            replies: comment.replies.iter().map(answer).collect(),
            resolved: comment.status == Status::Decided,
        })
    }
}

fn answer(reply: &Reply) -> MarginReply {
    let by = Byline::new(&reply.author, reply.written_by.as_ref(), reply.created_at);
    MarginReply {
        id: reply.id.to_string(),
        author: by.author,
        initials: by.initials,
        organisation: by.organisation,
        date: by.date,
        body: reply.body.clone(),
    }
}

/// Under which name and time words leave in a file: those under which they came in one, else their
/// author's.
struct Byline {
    author: String,
    initials: String,
    organisation: String,
    date: String,
}

impl Byline {
    fn new(author: &PersonRef, written_by: Option<&WrittenBy>, at: Timestamp) -> Self {
        let Some(written) = written_by else {
            let organisation = author.organisation.as_ref();
            return Self {
                author: author.display_name.clone(),
                initials: initials(&author.display_name),
                organisation: organisation.map_or_else(String::new, |it| it.name.clone()),
                date: at.to_string(),
            };
        };
        let stated = Some(written.initials.clone()).filter(|it| !it.is_empty());
        Self {
            author: written.name.clone(),
            initials: stated.unwrap_or_else(|| initials(&written.name)),
            organisation: String::new(),
            date: written.date.unwrap_or(at).to_string(),
        }
    }
}

/// The first letters of the words of a name, up to three.
fn initials(name: &str) -> String {
    let letters = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    letters.take(3).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_first_letters() {
        assert_eq!(initials("Ana Maria da Silva"), "AMD");
        assert_eq!(initials("李雷"), "李");
        assert_eq!(initials(""), "");
    }
}
