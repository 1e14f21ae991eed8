pub(crate) mod show;
pub(crate) mod take;
