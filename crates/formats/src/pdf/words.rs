//! The words around a text, in its language.

/// What the title page and the foot of the page say.
#[derive(Debug)]
pub(super) struct Words {
    /// Before the number of a revision; `{}` is the number.
    revision: &'static str,
    pub(super) older: &'static str,
    pub(super) newer: &'static str,
    pub(super) changes: &'static str,
    pub(super) date: &'static str,
    pub(super) published_by: &'static str,
    pub(super) changed_by: &'static str,
    pub(super) language: &'static str,
    pub(super) address: &'static str,
    pub(super) figures: &'static str,
    /// `{inserted}`, `{deleted}`, `{moved}`, `{blocks}` are numbers.
    pub(super) counted: &'static str,
    pub(super) comments: &'static str,
    /// `{all}` and `{resolved}` are numbers.
    pub(super) comments_counted: &'static str,
    pub(super) comment_sign: &'static str,
    pub(super) resolved: &'static str,
    pub(super) loose: &'static str,
    pub(super) legend: &'static str,
    pub(super) inserted: Sign,
    pub(super) deleted: Sign,
    pub(super) moved: Sign,
    pub(super) reformatted: Sign,
    pub(super) broken: Sign,
    pub(super) relabelled: Sign,
    pub(super) bar: Sign,
    pub(super) remarked: Sign,
    pub(super) lines: Sign,
    /// The name of each language in itself.
    pub(super) own_name: &'static str,
}

/// A sample and what it means.
#[derive(Debug)]
pub(super) struct Sign {
    pub(super) sample: &'static str,
    pub(super) meaning: &'static str,
}

const fn sign(sample: &'static str, meaning: &'static str) -> Sign {
    Sign { sample, meaning }
}

impl Words {
    /// The words for a text in this language: Chinese, Portuguese, else English.
    pub(super) fn of(tag: &str) -> &'static Self {
        match primary(tag).as_str() {
            "zh" => &CHINESE,
            "pt" => &PORTUGUESE,
            _ => &ENGLISH,
        }
    }

    /// What the revision of this number is called.
    pub(super) fn revision(&self, number: u32) -> String {
        self.revision.replace("{}", &number.to_string())
    }
}

/// What comes first in a language tag, in small letters.
pub(super) fn primary(tag: &str) -> String {
    let first = tag.split(['-', '_']).next().unwrap_or_default();
    first.to_ascii_lowercase()
}

static ENGLISH: Words = Words {
    revision: "Revision {}",
    older: "older text",
    newer: "newer text",
    changes: "Changes",
    date: "Date",
    published_by: "Published by",
    changed_by: "Changes by",
    language: "Language",
    address: "Read at",
    figures: "Extent",
    counted: "{inserted} characters inserted, {deleted} deleted, {moved} moved; {blocks} paragraphs changed",
    comments: "Comments",
    comments_counted: "{all}, of which {resolved} resolved",
    comment_sign: "C",
    resolved: "resolved",
    loose: "Comments without a place in this text",
    legend: "How to read this document",
    inserted: sign(
        "inserted text",
        "Stands only in the newer text: thick underline.",
    ),
    deleted: sign(
        "deleted text",
        "Stood only in the older text: struck through, lighter.",
    ),
    moved: sign(
        "moved text",
        "Where a paragraph stood (struck with dashes) and where it stands now (double underline); the number pairs the two.",
    ),
    reformatted: sign(
        "reformatted text",
        "The words are the same, their formatting is not: dotted underline.",
    ),
    broken: sign("", "A paragraph was split here, or two were joined here."),
    relabelled: sign("", "A label that changed, with the former one before it."),
    bar: sign(
        "changed paragraph",
        "A bar in the right margin stands beside every paragraph that changed.",
    ),
    remarked: sign(
        "commented words",
        "A comment; it stands at the foot of the page.",
    ),
    lines: sign(
        "12",
        "Lines are counted afresh on each page. Cite page and line: page 4, line 12.",
    ),
    own_name: "English",
};

static CHINESE: Words = Words {
    revision: "第 {} 版",
    older: "旧版",
    newer: "新版",
    changes: "修订对照",
    date: "日期",
    published_by: "发布者",
    changed_by: "修订者",
    language: "语言",
    address: "阅读地址",
    figures: "修订量",
    counted: "插入 {inserted} 字，删除 {deleted} 字，移动 {moved} 字；改动 {blocks} 段",
    comments: "意见",
    comments_counted: "共 {all} 条，其中 {resolved} 条已处理",
    comment_sign: "意见",
    resolved: "已处理",
    loose: "在本文中没有位置的意见",
    legend: "阅读说明",
    inserted: sign("插入的文字", "仅见于新版：粗下划线。"),
    deleted: sign("删除的文字", "仅见于旧版：删除线，颜色较浅。"),
    moved: sign(
        "移动的文字",
        "段落原来的位置（虚删除线）和现在的位置（双下划线），编号表示两者对应。",
    ),
    reformatted: sign("格式变更的文字", "文字未变而格式改变：点状下划线。"),
    broken: sign("", "段落在此拆分，或两段在此合并。"),
    relabelled: sign("", "编号改变，原编号在前。"),
    bar: sign("有改动的段落", "凡有改动的段落，右侧页边有竖线。"),
    remarked: sign("有意见的文字", "对此有意见，见本页页脚。"),
    lines: sign(
        "12",
        "行号逐页重新编排。引用时请注明页码和行号，例如第 4 页第 12 行。",
    ),
    own_name: "中文",
};

static PORTUGUESE: Words = Words {
    revision: "Revisão {}",
    older: "texto anterior",
    newer: "texto novo",
    changes: "Alterações",
    date: "Data",
    published_by: "Publicado por",
    changed_by: "Alterações de",
    language: "Idioma",
    address: "Leia em",
    figures: "Extensão",
    counted: "{inserted} caracteres inseridos, {deleted} excluídos, {moved} movidos; {blocks} parágrafos alterados",
    comments: "Comentários",
    comments_counted: "{all}, dos quais {resolved} resolvidos",
    comment_sign: "C",
    resolved: "resolvido",
    loose: "Comentários sem lugar neste texto",
    legend: "Como ler este documento",
    inserted: sign(
        "texto inserido",
        "Está só no texto novo: sublinhado grosso.",
    ),
    deleted: sign(
        "texto excluído",
        "Estava só no texto anterior: riscado, mais claro.",
    ),
    moved: sign(
        "texto movido",
        "Onde o parágrafo estava (tracejado) e onde está agora (sublinhado duplo); o número liga os dois lugares.",
    ),
    reformatted: sign(
        "texto reformatado",
        "As palavras são as mesmas, a formatação não: sublinhado pontilhado.",
    ),
    broken: sign(
        "",
        "Um parágrafo foi dividido aqui, ou dois foram unidos aqui.",
    ),
    relabelled: sign("", "Um número que mudou, precedido do anterior."),
    bar: sign(
        "parágrafo alterado",
        "Uma barra na margem direita acompanha cada parágrafo alterado.",
    ),
    remarked: sign(
        "palavras comentadas",
        "Um comentário; está ao pé da página.",
    ),
    lines: sign(
        "12",
        "As linhas são contadas de novo em cada página. Cite página e linha: página 4, linha 12.",
    ),
    own_name: "Português",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_spoken_of_in_its_language() {
        assert_eq!(Words::of("zh-Hans-CN").revision(2), "第 2 版");
        assert_eq!(Words::of("pt_BR").revision(3), "Revisão 3");
        assert_eq!(Words::of("und").revision(1), "Revision 1");
    }
}
