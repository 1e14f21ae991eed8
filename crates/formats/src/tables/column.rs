/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Number,
    Id,
    Form,
    Kind,
    State,
    Member,
    Organisation,
    Group,
    Author,
    /// Author and, in brackets, organisation.
    Reviewer,
    Clause,
    Place,
    /// Pages and lines in one cell.
    Lines,
    FromPage,
    FromLine,
    ToPage,
    ToLine,
    Quote,
    Body,
    /// The remark, and behind it the proposed change where there is no other column for it.
    Remark,
    Proposed,
    /// The remark as the reason for a change.
    Reason,
    Outcome,
    Response,
    /// Outcome and response in one cell.
    Observations,
    RefersTo,
    DecidedBy,
    Decided,
    Tags,
    Replies,
    Support,
    Answer,
    Created,
    Revision,
}

impl Column {
    /// Whether it holds prose, which may go on in the next row; others say where or whose.
    pub(super) fn is_prose(self) -> bool {
        matches!(
            self,
            Self::Quote
                | Self::Body
                | Self::Remark
                | Self::Proposed
                | Self::Reason
                | Self::Response
                | Self::Observations
                | Self::Replies
                | Self::Answer
        )
    }

    /// Whether it can make a row a comment.
    pub(super) fn is_said(self) -> bool {
        matches!(
            self,
            Self::Body | Self::Remark | Self::Proposed | Self::Reason
        )
    }

    /// Width in characters of a spreadsheet; in other tables, the share of the width.
    pub(super) fn width(self) -> u32 {
        match self {
            Self::Number | Self::FromPage | Self::FromLine | Self::ToPage | Self::ToLine => 7,
            Self::Support | Self::Revision => 8,
            Self::Kind | Self::Form | Self::State | Self::Member => 11,
            Self::Lines | Self::Id => 14,
            Self::Place | Self::Created | Self::Decided | Self::Outcome | Self::RefersTo => 15,
            Self::Group | Self::Tags | Self::DecidedBy => 16,
            Self::Clause | Self::Author | Self::Organisation | Self::Reviewer => 20,
            Self::Quote | Self::Answer | Self::Replies => 32,
            Self::Response | Self::Observations => 38,
            Self::Body | Self::Remark | Self::Proposed | Self::Reason => 45,
        }
    }
}
