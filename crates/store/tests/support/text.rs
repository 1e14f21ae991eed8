//! Small guidelines in two languages.

use review::document::{Block, BlockId, Document, Kind};

/// A text of these paragraphs; one that starts with `#` is a heading, with `-` a list item.
pub fn text(language: &str, paragraphs: &[&str]) -> Document {
    let block = |text: &&str| {
        let (kind, level) = match text.chars().next() {
            Some('#') => (Kind::Heading, Some(1)),
            Some('-') => (Kind::ListItem, Some(1)),
            _ => (Kind::Paragraph, None),
        };
        let mut block = Block::new(kind, text.trim_start_matches(['#', '-']).trim());
        block.level = level;
        block
    };
    let mut document = Document {
        title: "Guidelines".to_owned(),
        language: language.to_owned(),
        blocks: paragraphs.iter().map(block).collect(),
        ..Document::default()
    };
    document.number_blocks();
    document
}

/// The id of the block whose text starts so.
pub fn id_of(document: &Document, start: &str) -> BlockId {
    let mut blocks = document.blocks.iter();
    let found = blocks.find(|block| block.text.starts_with(start));
    found
        .unwrap_or_else(|| panic!("no block starts with {start:?}"))
        .id
        .clone()
}

pub const AVOID: &str = "Operators shall avoid impacts on critical habitat, and shall document \
                         every alternative that they considered before work starts.";
pub const TAILINGS: &str = "Tailings facilities shall be monitored every month by a body that is \
                            independent of the operator.";
pub const OFFSET: &str = "Offsets are the last resort. They shall be in place before the impact \
                          occurs and shall last as long as it does.";
pub const CLOSURE: &str = "A closure plan shall be agreed with the communities concerned and \
                           reviewed every three years.";

pub const ZH_AVOID: &str =
    "经营者应当避免对关键栖息地造成影响，并在开工前记录其考虑过的各种替代方案。";
pub const ZH_TAILINGS: &str = "尾矿库应当每月由独立于经营者的机构进行监测。";
pub const ZH_OFFSET: &str = "抵消是最后的手段，应当在影响发生之前到位，并与影响同样持久。";
pub const ZH_CLOSURE: &str = "闭矿计划应当与有关社区商定，并每三年复审一次。";

pub fn first_en() -> Document {
    text(
        "en",
        &[
            "# Avoid",
            AVOID,
            "# Tailings",
            TAILINGS,
            "# Offset",
            OFFSET,
            "# Closure",
            CLOSURE,
        ],
    )
}

pub fn first_zh() -> Document {
    text(
        "zh",
        &[
            "# 避免",
            ZH_AVOID,
            "# 尾矿",
            ZH_TAILINGS,
            "# 抵消",
            ZH_OFFSET,
            "# 闭矿",
            ZH_CLOSURE,
        ],
    )
}

/// The offsets move to the front, the first paragraph is split, one is new.
pub fn second_en() -> Document {
    let (avoid, document) = AVOID.split_once(", and ").unwrap();
    let (avoid, document) = (format!("{avoid}."), format!("Operators {document}"));
    let consent = "Nobody shall be resettled without consent.";
    text(
        "en",
        &[
            "# Offset",
            OFFSET,
            "# Avoid",
            &avoid,
            &document,
            "# Tailings",
            TAILINGS,
            "# Closure",
            CLOSURE,
            consent,
        ],
    )
}

/// The same in Chinese.
pub fn second_zh() -> Document {
    let (avoid, document) = ZH_AVOID.split_once('，').unwrap();
    let (avoid, document) = (format!("{avoid}。"), format!("经营者应当{document}"));
    let consent = "未经同意不得迁移任何人。";
    text(
        "zh",
        &[
            "# 抵消",
            ZH_OFFSET,
            "# 避免",
            &avoid,
            &document,
            "# 尾矿",
            ZH_TAILINGS,
            "# 闭矿",
            ZH_CLOSURE,
            consent,
        ],
    )
}

/// Tailings are monitored more often, and nothing is avoided any more.
pub fn thinned_en() -> Document {
    let weekly = TAILINGS.replace("every month", "every week");
    text(
        "en",
        &[
            "# Offset",
            OFFSET,
            "# Tailings",
            &weekly,
            "# Closure",
            CLOSURE,
        ],
    )
}

/// The same in Chinese, where the tailings are as they were.
pub fn thinned_zh() -> Document {
    text(
        "zh",
        &[
            "# 抵消",
            ZH_OFFSET,
            "# 尾矿",
            ZH_TAILINGS,
            "# 闭矿",
            ZH_CLOSURE,
        ],
    )
}
