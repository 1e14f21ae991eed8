//! Comments and suggestions as Web Annotations.

use formats::annotation::{Annotation, Motivation, Quote, Target};
use review::{Comment, Reply, SuggestionInText, Timestamp, WrittenBy, anchor};

use super::Gathered;

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
