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
    revisions::three_revisions_in_two_languages,
    placements::comments_through_the_revisions,
    remarks::what_people_say_and_take_back,
    repeats::a_request_that_comes_again,
    people::accounts_and_sessions,
    people::profiles_and_organisations,
    people::members_and_strangers,
    crowd::publishing_at_once,
    crowd::a_hundred_and_fifty_people_comment_at_once,
    crowd::callers_that_stop_waiting,
    crowd::a_closed_database,
}
