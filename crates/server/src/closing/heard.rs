//! What was said on some revisions, and up to when.

use review::{Actor, CommentFilter, Group, Moment, Scope, Statistics};

use crate::{
    problem::Problem,
    state::Server,
    tables::{Gathered, Of, gather},
};

/// All that was said from one revision to another, placed in the text of the later one.
pub(crate) struct Heard {
    pub(crate) gathered: Gathered,
    pub(crate) groups: Vec<Group>,
    /// The earlier revision; none before the first.
    pub(crate) from: Option<u32>,
    /// Up to when.
    pub(crate) moment: Moment,
}

/// Of which revisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Span {
    pub(crate) from: Option<u32>,
    pub(crate) to: u32,
}

impl Span {
    /// The revision with the one before it, unless an earlier one is named.
    pub(crate) fn new(to: u32, from: Option<u32>) -> Result<Self, Problem> {
        let before = to.checked_sub(1).filter(|before| *before > 0);
        match from {
            None => Ok(Self { from: before, to }),
            Some(from) if (1..to).contains(&from) => Ok(Self {
                from: Some(from),
                to,
            }),
            Some(_) => Err(Problem::invalid(
                "from",
                "is the number of an earlier revision",
            )),
        }
    }

    /// The first revision of which something is told.
    pub(crate) fn first(self) -> u32 {
        self.from.unwrap_or(1)
    }

    fn holds(self, revision: u32) -> bool {
        (self.first()..=self.to).contains(&revision)
    }
}

/// So often all is read again when somebody wrote meanwhile.
const ATTEMPTS: usize = 8;

/// All of one state, with what it comes to in numbers.
pub(crate) async fn hear_still(
    server: &Server,
    actor: &Actor,
    slug: &str,
    span: Span,
) -> Result<(Heard, Statistics), Problem> {
    let review = &server.review;
    for _ in 0..ATTEMPTS {
        let heard = hear(server, actor, slug, span).await?;
        let scope = Scope {
            from: Some(span.first()),
            to: Some(span.to),
            language: None,
            at: Some(heard.moment.at),
        };
        let statistics = review.statistics(actor, slug, &scope).await?;
        if review.moment(actor, slug).await? == heard.moment {
            return Ok((heard, statistics));
        }
    }
    Err(Problem::never_still())
}

/// All, the newest of it perhaps of a later state than the oldest.
pub(crate) async fn hear(
    server: &Server,
    actor: &Actor,
    slug: &str,
    span: Span,
) -> Result<Heard, Problem> {
    let moment = server.review.moment(actor, slug).await?;
    let all = CommentFilter {
        revision: Some(span.to),
        ..CommentFilter::default()
    };
    let mut gathered = gather(server, actor, slug, all, Of::All).await?;
    let comments = &mut gathered.comments;
    comments.retain(|comment| span.holds(comment.anchor.revision));
    let suggestions = &mut gathered.suggestions;
    suggestions.retain(|found| span.holds(found.suggestion.revision));
    Ok(Heard {
        gathered,
        groups: server.review.groups(actor, slug).await?,
        from: span.from,
        moment,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_ends_at_the_revision_and_begins_earlier() {
        #[track_caller]
        fn check(to: u32, from: Option<u32>, expect: Option<(Option<u32>, u32)>) {
            let span = Span::new(to, from).ok();
            assert_eq!(
                span.map(|it| (it.from, it.first())),
                expect,
                "{to} {from:?}"
            );
        }
        check(1, None, Some((None, 1)));
        check(3, None, Some((Some(2), 2)));
        check(3, Some(1), Some((Some(1), 1)));
        check(3, Some(3), None);
        check(3, Some(4), None);
        check(3, Some(0), None);
        check(1, Some(1), None);
    }
}
