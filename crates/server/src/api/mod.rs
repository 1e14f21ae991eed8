//! The endpoints: one file each, with its request, its handler and what belongs to them alone.

pub(crate) mod annotations;
pub(crate) mod auth;
pub(crate) mod comment_table;
pub(crate) mod comments;
pub(crate) mod conflicts;
pub(crate) mod decisions;
pub(crate) mod desk;
pub(crate) mod draft;
pub(crate) mod guidelines;
pub(crate) mod me;
pub(crate) mod members;
pub(crate) mod package;
pub(crate) mod redline;
pub(crate) mod replies;
pub(crate) mod resource;
pub(crate) mod returns;
pub(crate) mod revisions;
pub(crate) mod statistics;
pub(crate) mod suggestions;
pub(crate) mod support;
