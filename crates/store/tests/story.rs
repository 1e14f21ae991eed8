//! The same stories on SQLite and on PostgreSQL.

mod stories;
mod support;

/// Tells each story on both engines.
macro_rules! tell {
    ($($module:ident :: $story:ident),* $(,)?) => {
        mod on_sqlite {
            use crate::{stories, support::{self, house::House}};
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $story() {
                    let folder = tempfile::tempdir().unwrap();
                    let url = support::sqlite(folder.path());
                    let database = store::Database::open(&url).await.unwrap();
                    stories::$module::$story(House::new(database.clone())).await;
                    database.close().await;
                }
            )*
        }
        mod on_postgres {
            use crate::{stories, support::{house::House, postgres::Postgres}};
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $story() {
                    let Some(server) = Postgres::start() else { return };
                    let database = store::Database::open(&server.url()).await.unwrap();
                    stories::$module::$story(House::new(database.clone())).await;
                    database.close().await;
                }
            )*
        }
    };
}

tell! {
    revisions::revisions_in_two_languages,
    revisions::a_translation_that_lags,
    placements::comments_through_the_revisions,
    placements::a_late_comment,
    placements::a_place_that_a_person_confirms,
    remarks::looking_for_comments,
    remarks::lists_and_support,
    remarks::words_taken_back,
    remarks::comments_that_make_no_sense,
    repeats::a_request_that_comes_again,
    returns::a_file_comes_back,
    returns::comments_that_left_come_back,
    returns::remarks_that_read_alike,
    returns::which_revision,
    returns::files_of_elsewhere,
    returns::what_has_no_place,
    returns::what_is_kept_otherwise,
    returns::files_at_once,
    returns::who_may_bring_a_file,
    bringing::a_table_comes_in,
    bringing::answers_that_are_not_kept,
    bringing::rows_that_make_no_sense,
    bringing::the_same_table_at_once,
    bringing::a_table_while_the_text_moves_on,
    bringing::who_may_bring_a_table,
    bringing::decisions_in_a_table,
    bringing::a_table_decides_only_over_what_it_knows,
    bringing::a_filled_table_at_once,
    decisions::a_decision,
    decisions::a_decision_that_stands,
    decisions::a_deferred_decision,
    decisions::a_decision_in_two_steps,
    decisions::answers,
    decisions::duplicates,
    decisions::deciding_at_once,
    decisions::a_desk_in_a_hurry,
    confirming::proposals_on_comments_are_confirmed_together,
    confirming::confirming_while_another_takes_back,
    confirming::proposals_on_suggestions_are_confirmed_together,
    confirming::what_is_superseded_by_many,
    desk::assignments,
    desk::tags,
    desk::tags_that_make_no_sense,
    desk::groups,
    desk::many_at_once,
    desk::many_are_ordered,
    desk::notices,
    desk::notices_of_what_is_closed,
    statistics::what_was_said_and_what_became_of_it,
    statistics::what_is_not_there_is_not_counted,
    desk::likeness,
    desk::what_became_of_it,
    drafts::edits_to_different_words_both_go_in,
    drafts::some_of_a_suggestion_goes_in,
    drafts::a_decision_is_undone_until_it_is_published,
    drafts::what_is_undecided_is_confirmed_and_carried_on,
    drafts::changed_words_know_where_they_come_from,
    drafts::one_of_many_is_chosen,
    drafts::a_second_editor_confirms,
    drafts::editors_edit_the_draft,
    drafts::a_file_becomes_the_next_revision_meanwhile,
    drafts::many_are_decided_in_one_deed_or_none,
    drafts::proposers_change_their_minds,
    drafts::overlapping_acceptances_at_once,
    drafts::two_outcomes_at_once,
    people::accounts_are_kept,
    people::sessions_turn_and_end,
    people::profiles_and_organisations,
    people::strangers_meet_nothing,
    people::an_open_door,
    people::members_come_and_go,
    crowd::publishing_at_once,
    crowd::a_hundred_and_fifty_people_comment_at_once,
    crowd::callers_that_stop_waiting,
    crowd::a_closed_database,
}
