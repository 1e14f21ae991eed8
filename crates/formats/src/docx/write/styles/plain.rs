//! The styles that come alone.

use super::{Kind, Origin};

pub(super) struct Plain {
    pub(super) kind: Kind,
    pub(super) origin: Origin,
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    /// What stands after the name.
    pub(super) inside: &'static str,
}

pub(super) const PLAIN: [Plain; 16] = [
    Plain {
        kind: Kind::Paragraph,
        origin: Origin::Default,
        id: "Normal",
        name: "Normal",
        inside: r#"<w:qFormat/>"#,
    },
    Plain {
        kind: Kind::Character,
        origin: Origin::Default,
        id: "DefaultParagraphFont",
        name: "Default Paragraph Font",
        inside: r#"<w:uiPriority w:val="1"/><w:semiHidden/>"#,
    },
    Plain {
        kind: Kind::Table,
        origin: Origin::Default,
        id: "TableNormal",
        name: "Normal Table",
        inside: concat!(
            r#"<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>"#,
            r#"<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>"#,
            r#"<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>"#,
            r#"</w:tblPr>"#,
        ),
    },
    Plain {
        kind: Kind::Paragraph,
        origin: Origin::BuiltIn,
        id: "ListParagraph",
        name: "List Paragraph",
        inside: r#"<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:after="60"/></w:pPr>"#,
    },
    Plain {
        kind: Kind::Paragraph,
        origin: Origin::Own,
        id: "CodeBlock",
        name: "Code Block",
        inside: concat!(
            r#"<w:basedOn w:val="Normal"/><w:pPr>"#,
            r#"<w:shd w:val="clear" w:color="auto" w:fill="F4F4F4"/></w:pPr><w:rPr>"#,
            r#"<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>"#,
            r#"<w:noProof/><w:sz w:val="20"/></w:rPr>"#,
        ),
    },
    Plain {
        kind: Kind::Paragraph,
        origin: Origin::Own,
        id: "TableText",
        name: "Table Text",
        inside: concat!(
            r#"<w:basedOn w:val="Normal"/><w:pPr>"#,
            r#"<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>"#,
        ),
    },
    Plain {
        kind: Kind::Paragraph,
        origin: Origin::Own,
        id: "Figure",
        name: "Figure",
        inside: r#"<w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr>"#,
    },
    Plain {
        kind: Kind::Paragraph,
        origin: Origin::BuiltIn,
        id: "Caption",
        name: "caption",
        inside: r#"<w:basedOn w:val="Normal"/><w:qFormat/><w:rPr><w:i/><w:sz w:val="20"/></w:rPr>"#,
    },
    Plain {
        kind: Kind::Paragraph,
        origin: Origin::Own,
        id: "HorizontalLine",
        name: "Horizontal Line",
        inside: concat!(
            r#"<w:basedOn w:val="Normal"/><w:pPr><w:pBdr>"#,
            r#"<w:bottom w:val="single" w:sz="6" w:space="1" w:color="808080"/></w:pBdr></w:pPr>"#,
        ),
    },
    Plain {
        kind: Kind::Paragraph,
        origin: Origin::BuiltIn,
        id: "FootnoteText",
        name: "footnote text",
        inside: concat!(
            r#"<w:basedOn w:val="Normal"/><w:pPr>"#,
            r#"<w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr>"#,
            r#"<w:sz w:val="18"/></w:rPr>"#,
        ),
    },
    Plain {
        kind: Kind::Character,
        origin: Origin::BuiltIn,
        id: "FootnoteReference",
        name: "footnote reference",
        inside: r#"<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>"#,
    },
    Plain {
        kind: Kind::Character,
        origin: Origin::BuiltIn,
        id: "Hyperlink",
        name: "Hyperlink",
        inside: r#"<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>"#,
    },
    Plain {
        kind: Kind::Character,
        origin: Origin::Own,
        id: "InlineCode",
        name: "Inline Code",
        inside: concat!(
            r#"<w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>"#,
            r#"<w:sz w:val="20"/></w:rPr>"#,
        ),
    },
    Plain {
        kind: Kind::Paragraph,
        origin: Origin::BuiltIn,
        id: "CommentText",
        name: "annotation text",
        inside: r#"<w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="20"/></w:rPr>"#,
    },
    Plain {
        kind: Kind::Character,
        origin: Origin::BuiltIn,
        id: "CommentReference",
        name: "annotation reference",
        inside: r#"<w:rPr><w:sz w:val="16"/></w:rPr>"#,
    },
    Plain {
        kind: Kind::Table,
        origin: Origin::Own,
        id: "GuidelineTable",
        name: "Guideline Table",
        inside: concat!(
            r#"<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>"#,
            r#"<w:top w:val="single" w:sz="4" w:space="0" w:color="808080"/>"#,
            r#"<w:left w:val="single" w:sz="4" w:space="0" w:color="808080"/>"#,
            r#"<w:bottom w:val="single" w:sz="4" w:space="0" w:color="808080"/>"#,
            r#"<w:right w:val="single" w:sz="4" w:space="0" w:color="808080"/>"#,
            r#"<w:insideH w:val="single" w:sz="4" w:space="0" w:color="808080"/>"#,
            r#"<w:insideV w:val="single" w:sz="4" w:space="0" w:color="808080"/></w:tblBorders>"#,
            r#"</w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>"#,
            r#"<w:shd w:val="clear" w:color="auto" w:fill="EAF1E4"/></w:tcPr></w:tblStylePr>"#,
        ),
    },
];
