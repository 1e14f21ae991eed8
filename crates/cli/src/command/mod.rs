mod annotations;
mod comment_table;
mod convert;
mod decide;
mod demo;
mod draft;
mod exchange;
mod import;
mod migrate;
mod openapi;
mod package;
mod redline;
mod returns;
mod serve;
mod statistics;
mod template;
mod user;

use std::{future::Future, process::ExitCode};

use clap::Subcommand;

use crate::failure::Failure;

/// What the program can be told to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Serve(serve::Serve),
    Demo(demo::Demo),
    Redline(redline::Redline),
    Convert(convert::Convert),
    Import(import::Import),
    Returns(returns::Returns),
    CommentTable(comment_table::CommentTable),
    Annotations(annotations::Annotations),
    Decide(decide::Decide),
    Draft(draft::Draft),
    Package(package::Package),
    Statistics(statistics::Statistics),
    User(user::User),
    Migrate(migrate::Migrate),
    Openapi(openapi::Openapi),
}

impl Command {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Self::Redline(command) => command.run(),
            Self::Convert(command) => command.run(),
            Self::Openapi(command) => command.run(),
            Self::Serve(command) => online(command.run()),
            Self::Demo(command) => online(command.run()),
            Self::Import(command) => online(command.run()),
            Self::Returns(command) => online(command.run()),
            Self::CommentTable(command) => online(command.run()),
            Self::Annotations(command) => online(command.run()),
            Self::Decide(command) => waiting(command.run()),
            Self::Draft(command) => online(command.run()),
            Self::Package(command) => online(command.run()),
            Self::Statistics(command) => online(command.run()),
            Self::User(command) => online(command.run()),
            Self::Migrate(command) => online(command.run()),
        }
    }
}

/// Runs what waits for a network or a database.
fn online(work: impl Future<Output = Result<(), Failure>>) -> Result<ExitCode, Failure> {
    waiting(async {
        work.await?;
        Ok(ExitCode::SUCCESS)
    })
}

/// The same for what has an exit code of its own.
fn waiting(work: impl Future<Output = Result<ExitCode, Failure>>) -> Result<ExitCode, Failure> {
    let runtime = tokio::runtime::Runtime::new().map_err(Failure::new)?;
    runtime.block_on(work)
}
