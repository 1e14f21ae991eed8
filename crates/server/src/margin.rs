//! Comments as remarks in the margin of a file.

use std::collections::HashMap;

use formats::{MarginComment, MarginReply, Side};
use review::{
    Actor, Comment, CommentFilter, PageRequest, PersonRef, Reply, RevisionText, Status,
    document::Block,
};

use crate::{problem::Problem, state::Server};

/// The comments that have a place in this text, as remarks beside it.
pub(crate) async fn notes(
    server: &Server,
    actor: &Actor,
    text: &RevisionText,
) -> Result<Vec<MarginComment>, Problem> {
    let blocks = &text.document.blocks;
    let index: HashMap<&str, usize> = blocks
        .iter()
        .enumerate()
        .map(|(at, block)| (block.id.as_str(), at))
        .collect();
    let comments = all_comments(server, actor, text).await?;
    let here = comments
        .into_iter()
        .filter(|it| it.language == text.language);
    Ok(here
        .filter_map(|comment| note(comment, &index, blocks))
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
        comments.extend(page.items);
        stretch.cursor = page.next_cursor;
        if stretch.cursor.is_none() {
            return Ok(comments);
        }
    }
}

fn note(comment: Comment, index: &HashMap<&str, usize>, blocks: &[Block]) -> Option<MarginComment> {
    let placement = comment.placement?;
    let block_id = placement.block_id?;
    let block = *index.get(block_id.as_str())?;
    let organisation = organisation(&comment.author);
    let author = comment.author.display_name;
    Some(MarginComment {
        id: comment.id.to_string(),
        initials: initials(&author),
        author,
        organisation,
        date: comment.created_at.to_string(),
        side: Side::New,
        block,
        block_id,
        start: placement.start.unwrap_or(0),
        end: placement.end.unwrap_or_else(|| blocks[block].length()),
        body: comment.body,
        replies: comment.replies.into_iter().map(answer).collect(),
        resolved: comment.status == Status::Decided,
    })
}

fn answer(reply: Reply) -> MarginReply {
    let organisation = organisation(&reply.author);
    let author = reply.author.display_name;
    MarginReply {
        id: reply.id.to_string(),
        initials: initials(&author),
        author,
        organisation,
        date: reply.created_at.to_string(),
        body: reply.body,
    }
}

fn organisation(author: &PersonRef) -> String {
    let organisation = author.organisation.as_ref();
    organisation.map_or_else(String::new, |it| it.name.clone())
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
