use std::{fmt, str::FromStr};

use super::{
    column::Column::{self, *},
    words::Tongue,
};

/// A convention of comment tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// The eight columns of ISO, IEC and CEN.
    Iso,
    /// The IPCC's review comments.
    Ipcc,
    /// The IPBES's.
    Ipbes,
    /// How Chinese agencies collect opinions: 序号, 章节号, 原文, 修改后内容, 理由.
    Cn,
    /// How they publish what came of them: 序号, 反馈人, 意见内容, 是否采纳, 采纳理由.
    CnResult,
    /// Everything.
    Full,
}

/// No layout has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no layout of comment tables; these are iso, ipcc, ipbes, cn, cn_result and full"
)]
pub struct UnknownLayout(pub String);

/// A column and what a convention calls it.
pub(super) type Headed = (Column, &'static str);

const ISO: &[Headed] = &[
    (Member, "MB/NC"),
    (Lines, "Line number"),
    (Clause, "Clause/Subclause"),
    (Place, "Paragraph/Figure/Table"),
    (Kind, "Type of comment"),
    (Body, "Comments"),
    (Proposed, "Proposed change"),
    (Observations, "Observations of the secretariat"),
];

const IPCC: &[Headed] = &[
    (Number, "Comment No"),
    (Clause, "Chapter"),
    (FromPage, "From Page"),
    (FromLine, "From Line"),
    (ToPage, "To Page"),
    (ToLine, "To Line"),
    (Remark, "Comment"),
    (Observations, "Response"),
];

const IPBES: &[Headed] = &[
    (Number, "Nr"),
    (Clause, "Chapter/Section"),
    (FromPage, "From page"),
    (FromLine, "From line"),
    (ToPage, "Till page"),
    (ToLine, "Till line"),
    (Remark, "Comment"),
    (Reviewer, "Reviewer"),
    (Observations, "Response"),
];

const CN: &[Headed] = &[
    (Number, "序号"),
    (Clause, "章节号"),
    (Quote, "原文"),
    (Proposed, "修改后内容"),
    (Reason, "理由"),
];

const CN_RESULT: &[Headed] = &[
    (Number, "序号"),
    (Reviewer, "反馈人"),
    (Remark, "意见内容"),
    (Outcome, "是否采纳"),
    (Response, "采纳理由"),
];

const FULL: &[Column] = &[
    Number,
    Id,
    Form,
    Kind,
    State,
    Author,
    Organisation,
    Member,
    Group,
    Clause,
    Place,
    FromPage,
    FromLine,
    ToPage,
    ToLine,
    Quote,
    Body,
    Proposed,
    Outcome,
    Response,
    RefersTo,
    DecidedBy,
    Decided,
    Tags,
    Replies,
    Support,
    Answer,
    Created,
    Revision,
];

impl Layout {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Iso,
        Self::Ipcc,
        Self::Ipbes,
        Self::Cn,
        Self::CnResult,
        Self::Full,
    ];

    /// The name that it has in requests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Iso => "iso",
            Self::Ipcc => "ipcc",
            Self::Ipbes => "ipbes",
            Self::Cn => "cn",
            Self::CnResult => "cn_result",
            Self::Full => "full",
        }
    }

    /// Whether its rows say on which pages and lines they are.
    pub fn shows_lines(self) -> bool {
        self.columns(Tongue::English)
            .iter()
            .any(|(column, _)| matches!(column, Lines | FromLine))
    }

    /// Its columns with their headings: the convention's own, or in the reader's language where
    /// there is none.
    pub(super) fn columns(self, tongue: Tongue) -> Vec<Headed> {
        match self {
            Self::Iso => ISO.to_vec(),
            Self::Ipcc => IPCC.to_vec(),
            Self::Ipbes => IPBES.to_vec(),
            Self::Cn => CN.to_vec(),
            Self::CnResult => CN_RESULT.to_vec(),
            Self::Full => FULL
                .iter()
                .map(|column| (*column, tongue.heading(*column)))
                .collect(),
        }
    }

    /// In which language its own words are, where the convention is of one country.
    pub(super) fn tongue(self, asked: Tongue) -> Tongue {
        match self {
            Self::Cn | Self::CnResult => Tongue::Chinese,
            _ => asked,
        }
    }

    /// Which layout a table with these columns has.
    pub(super) fn of(found: &[Column]) -> Option<Self> {
        let has = |column| found.contains(&column);
        let says = has(Body) || has(Remark) || has(Reason);
        let pages = has(FromPage) || has(FromLine);
        if has(Id) && has(Form) {
            Some(Self::Full)
        } else if has(Member) && says && (has(Kind) || has(Lines)) {
            Some(Self::Iso)
        } else if pages && says {
            let named = has(Reviewer) || has(Author);
            Some(if named { Self::Ipbes } else { Self::Ipcc })
        } else if has(Outcome) && says && !has(Quote) {
            Some(Self::CnResult)
        } else if has(Proposed) && (has(Quote) || has(Reason)) {
            Some(Self::Cn)
        } else {
            None
        }
    }
}

impl FromStr for Layout {
    type Err = UnknownLayout;

    fn from_str(name: &str) -> Result<Self, UnknownLayout> {
        let known = Self::ALL.into_iter().find(|layout| layout.name() == name);
        known.ok_or_else(|| UnknownLayout(name.to_owned()))
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
