use std::fmt;

use serde::{Deserialize, Serialize};

/// An opaque name of one kind of thing.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<T: Into<String>> From<T> for $name {
            fn from(id: T) -> Self {
                Self(id.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

id! {
    /// Names a person; the same id as the person's account has.
    PersonId
}
id! {
    /// Names an organisation.
    OrganisationId
}
id! {
    /// Names a guideline inside; people use its slug.
    GuidelineId
}
id! {
    /// Names a comment.
    CommentId
}
id! {
    /// Names a reply to a comment.
    ReplyId
}
id! {
    /// Names a suggestion.
    SuggestionId
}
