/// The words around a redline: most are only heard, by those who cannot see colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Before inserted text.
    pub inserted: String,
    /// Before deleted text.
    pub deleted: String,
    /// After inserted or deleted text.
    pub end: String,
    /// Before text whose formatting changed.
    pub reformatted: String,
    /// The link from where a paragraph stood to where it stands.
    pub moved_away: String,
    /// The link from where a paragraph stands to where it stood.
    pub moved_here: String,
    /// A paragraph end was inserted.
    pub split: String,
    /// A paragraph end was deleted.
    pub merged: String,
    /// Before the label that a renumbered paragraph had.
    pub formerly: String,
    /// The heading of a redline, before the names of the two texts.
    pub changes: String,
    /// What a text without a name is called, old and new.
    pub sides: (String, String),
}

impl Labels {
    /// The words in the language of a document: Chinese, Portuguese, else English.
    pub fn for_language(tag: &str) -> Self {
        let primary = tag.split('-').next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "zh" => Self::new([
                "插入：",
                "删除：",
                "完",
                "格式变更：",
                "已移至新位置",
                "由原位置移来",
                "段落拆分",
                "段落合并",
                "原编号",
                "修订对照",
                "旧版",
                "新版",
            ]),
            "pt" => Self::new([
                "inserido: ",
                "excluído: ",
                "fim",
                "formatação alterada: ",
                "movido: ver a nova posição",
                "movido para cá: ver a posição anterior",
                "parágrafo dividido",
                "parágrafos unidos",
                "antes",
                "Alterações",
                "texto anterior",
                "texto novo",
            ]),
            _ => Self::new([
                "inserted: ",
                "deleted: ",
                "end",
                "formatting changed: ",
                "moved: see its new place",
                "moved here: see its old place",
                "paragraph split",
                "paragraphs joined",
                "formerly",
                "Changes",
                "older text",
                "newer text",
            ]),
        }
    }

    fn new(words: [&str; 12]) -> Self {
        let [
            inserted,
            deleted,
            end,
            reformatted,
            moved_away,
            moved_here,
            split,
            merged,
            formerly,
            changes,
            old,
            new,
        ] = words.map(str::to_owned);
        Self {
            inserted,
            deleted,
            end,
            reformatted,
            moved_away,
            moved_here,
            split,
            merged,
            formerly,
            changes,
            sides: (old, new),
        }
    }
}
