//! A whole review of the sample: 14 people, 60 comments on three revisions, 40 suggestions of which 12
//! collide, two Word files that come back, decisions, the next revision, answers, and the closing package.

mod cast;
mod closing;
mod deciding;
mod saying;
mod wording;

use cast::Cast;

pub(crate) const SLUG: &str = "mining-biodiversity";

/// Where the interface has what belongs to the guideline.
pub(crate) fn of(path: &str) -> String {
    format!("/guidelines/{SLUG}/{path}")
}

#[tokio::test]
async fn a_guideline_is_reviewed_from_the_first_draft_to_the_answers() {
    let mut cast = Cast::gather().await;
    for revision in 1..=3 {
        cast.publish(revision).await;
        cast.comment_on(revision).await;
        cast.decide_comments_on(revision).await;
    }
    cast.every_comment_has_its_place().await;
    cast.suggest().await;
    cast.bring_word_files_back().await;
    cast.find_the_disputes().await;
    cast.settle_the_disputes().await;
    cast.decide_the_rest().await;
    cast.answer_alike_comments_once().await;
    cast.publish_the_draft().await;
    cast.everybody_is_told().await;
    cast.answer_the_decisions().await;
    cast.every_change_knows_its_origin().await;
    cast.close().await;
}
