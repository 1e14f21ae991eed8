//! The words of comment tables in the languages of the interface: what is written, and what else is
//! understood. In each entry: English, Chinese, Portuguese, then other words of any language.

use super::{
    column::Column::{self, *},
    row::{Form as RowForm, Kind as RowKind, Outcome as RowOutcome, State as RowState},
};

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    Chinese,
    Portuguese,
}

/// Three languages, and other words for the same.
pub(super) struct Entry<T: 'static> {
    pub(super) of: T,
    pub(super) written: [&'static str; 3],
    pub(super) understood: &'static [&'static str],
}

const fn entry<T>(
    of: T,
    written: [&'static str; 3],
    understood: &'static [&'static str],
) -> Entry<T> {
    Entry {
        of,
        written,
        understood,
    }
}

impl<T: Copy + PartialEq> Entry<T> {
    /// Every word for it.
    pub(super) fn all(&self) -> impl Iterator<Item = &'static str> {
        self.written.iter().chain(self.understood).copied()
    }
}

impl Tongue {
    pub(super) const ALL: [Self; 3] = [Self::English, Self::Chinese, Self::Portuguese];

    /// The language of a tag: Chinese, Portuguese, else English.
    pub(super) fn of(tag: &str) -> Self {
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        match first.to_ascii_lowercase().as_str() {
            "zh" => Self::Chinese,
            "pt" => Self::Portuguese,
            _ => Self::English,
        }
    }

    /// What is written for this of a list.
    pub(super) fn word<T: Copy + PartialEq>(self, list: &[Entry<T>], of: T) -> &'static str {
        let found = list.iter().find(|entry| entry.of == of);
        found.map_or("", |entry| entry.written[self as usize])
    }

    pub(super) fn heading(self, column: Column) -> &'static str {
        self.word(HEADINGS, column)
    }

    pub(super) fn outcome(self, outcome: RowOutcome) -> &'static str {
        self.word(OUTCOMES, outcome)
    }

    /// Before a proposed change that stands behind a remark, on a line of its own.
    pub(super) fn proposed_mark(self) -> &'static str {
        PROPOSED_MARKS[self as usize]
    }

    /// Around an organisation behind a name.
    pub(super) fn brackets(self) -> (&'static str, &'static str) {
        match self {
            Self::Chinese => ("（", "）"),
            _ => (" (", ")"),
        }
    }

    /// Between an outcome and its reason.
    pub(super) fn colon(self) -> &'static str {
        match self {
            Self::Chinese => "：",
            _ => ": ",
        }
    }

    /// What a spreadsheet's sheet and a Word file's title are called.
    pub(super) fn title(self) -> &'static str {
        ["Comments", "意见汇总", "Comentários"][self as usize]
    }

    /// What a revision of this number is called.
    pub(super) fn revision(self, number: u32) -> String {
        ["Revision {}", "第 {} 版", "Revisão {}"][self as usize].replace("{}", &number.to_string())
    }

    /// Behind a text that a cell cannot hold whole.
    pub(super) fn cut(self) -> &'static str {
        [
            " [… cut: a cell holds no more]",
            "〔……已截断：单元格容纳不下〕",
            " [… cortado: a célula não comporta mais]",
        ][self as usize]
    }
}

pub(super) const PROPOSED_MARKS: [&str; 3] =
    ["Proposed change:", "建议修改为：", "Alteração proposta:"];

/// What is proposed where the words are to go.
pub(super) const DELETIONS: [&str; 3] = ["[delete]", "【删除】", "[excluir]"];

/// Codes that the layout of ISO fixes; it has none for translations, which are wording to it.
pub(super) const KIND_CODES: [(RowKind, &str); 4] = [
    (RowKind::General, "ge"),
    (RowKind::Technical, "te"),
    (RowKind::Editorial, "ed"),
    (RowKind::Translation, "ed"),
];

pub(super) static KINDS: &[Entry<RowKind>] = &[
    entry(
        RowKind::General,
        ["General", "一般", "Geral"],
        &["ge", "gen", "g", "总体", "综合", "整体", "一般性", "ger"],
    ),
    entry(
        RowKind::Technical,
        ["Technical", "技术", "Técnico"],
        &[
            "te",
            "tech",
            "t",
            "tec",
            "técnica",
            "技术性",
            "实质",
            "substantive",
            "scientific",
            "substance",
        ],
    ),
    entry(
        RowKind::Editorial,
        ["Editorial", "编辑", "Editorial"],
        &[
            "ed",
            "edit",
            "e",
            "编辑性",
            "文字",
            "措辞",
            "redação",
            "wording",
        ],
    ),
    entry(
        RowKind::Translation,
        ["Translation", "翻译", "Tradução"],
        &["tr", "trans", "译文"],
    ),
];

pub(super) static FORMS: &[Entry<RowForm>] = &[
    entry(
        RowForm::Comment,
        ["Comment", "意见", "Comentário"],
        &["评论"],
    ),
    entry(
        RowForm::Suggestion,
        ["Suggestion", "修改建议", "Sugestão"],
        &["建议", "edit"],
    ),
];

pub(super) static STATES: &[Entry<RowState>] = &[
    entry(
        RowState::Open,
        ["Open", "待处理", "Em aberto"],
        &["未处理", "aberto", "pending", "pendente"],
    ),
    entry(
        RowState::Proposed,
        ["Decision proposed", "拟处理", "Decisão proposta"],
        &["proposed", "proposta"],
    ),
    entry(
        RowState::Decided,
        ["Decided", "已处理", "Decidido"],
        &["resolved", "closed", "done", "resolvido", "fechado"],
    ),
];

pub(super) static ANSWERS: &[Entry<bool>] = &[
    entry(
        true,
        ["Satisfied", "满意", "Satisfeito"],
        &["yes", "是", "sim", "satisfeita"],
    ),
    entry(
        false,
        ["Not satisfied", "不满意", "Não satisfeito"],
        &[
            "no",
            "否",
            "não",
            "unsatisfied",
            "dissatisfied",
            "insatisfeito",
            "não satisfeita",
        ],
    ),
];

pub(super) static OUTCOMES: &[Entry<RowOutcome>] = &[
    entry(
        RowOutcome::Accepted,
        ["Accepted", "采纳", "Aceito"],
        &[
            "accept",
            "agreed",
            "yes",
            "已采纳",
            "接受",
            "同意",
            "是",
            "aceita",
            "sim",
            "acolhido",
            "acolhida",
        ],
    ),
    entry(
        RowOutcome::AcceptedWithModification,
        [
            "Accepted with modification",
            "修改后采纳",
            "Aceito com modificação",
        ],
        &[
            "accepted with modifications",
            "accepted in principle",
            "accepted with changes",
            "原则采纳",
            "原则同意",
            "aceito com modificações",
            "aceita com modificação",
            "aceita com modificações",
            "aceito em princípio",
            "aceito com alterações",
        ],
    ),
    entry(
        RowOutcome::PartlyAccepted,
        ["Partly accepted", "部分采纳", "Aceito em parte"],
        &[
            "partially accepted",
            "accepted in part",
            "partially",
            "partly",
            "部分接受",
            "parcialmente aceito",
            "aceito parcialmente",
            "aceita em parte",
            "aceita parcialmente",
            "parcialmente acolhido",
            "acolhido em parte",
        ],
    ),
    entry(
        RowOutcome::Noted,
        ["Noted", "已知悉", "Anotado"],
        &[
            "taken note of",
            "taken into account",
            "知悉",
            "已阅",
            "anotada",
            "registrado",
            "tomado nota",
        ],
    ),
    entry(
        RowOutcome::Rejected,
        ["Rejected", "不采纳", "Rejeitado"],
        &[
            "not accepted",
            "reject",
            "declined",
            "no",
            "未采纳",
            "不接受",
            "不同意",
            "否",
            "rejeitada",
            "não aceito",
            "não aceita",
            "não",
            "recusado",
            "não acolhido",
        ],
    ),
    entry(
        RowOutcome::Duplicate,
        ["Duplicate", "重复", "Duplicado"],
        &["重复意见", "duplicada", "repetido"],
    ),
    entry(
        RowOutcome::OutOfScope,
        ["Out of scope", "超出范围", "Fora do escopo"],
        &[
            "not applicable",
            "不在范围内",
            "不属于本指南范围",
            "fora de escopo",
            "fora do âmbito",
        ],
    ),
    entry(
        RowOutcome::Deferred,
        ["Deferred", "暂缓处理", "Adiado"],
        &["postponed", "later", "暂缓", "延后", "adiada"],
    ),
    entry(
        RowOutcome::Withdrawn,
        ["Withdrawn", "已撤回", "Retirado"],
        &["撤回", "retirada"],
    ),
    entry(
        RowOutcome::Superseded,
        ["Superseded", "已被取代", "Substituído"],
        &["overtaken", "被取代", "substituída"],
    ),
];

pub(super) static HEADINGS: &[Entry<Column>] = &[
    entry(
        Number,
        ["No.", "序号", "N.º"],
        &[
            "comment no",
            "comment number",
            "comment nr",
            "nr",
            "num",
            "number",
            "#",
            "s/n",
            "serial number",
            "item",
            "n",
            "no",
            "número",
            "nº do comentário",
            "ordem",
            "项次",
            "意见序号",
            "row",
        ],
    ),
    entry(
        Id,
        ["ID", "标识", "ID"],
        &[
            "comment id",
            "identifier",
            "编号",
            "意见编号",
            "identificador",
        ],
    ),
    entry(
        Form,
        [
            "Comment or suggestion",
            "意见或建议",
            "Comentário ou sugestão",
        ],
        &["form", "entry type", "条目类型"],
    ),
    entry(
        Kind,
        ["Type of comment", "意见类型", "Tipo de comentário"],
        &[
            "type",
            "comment type",
            "kind",
            "ge te ed",
            "type of comments",
            "category",
            "类型",
            "意见类别",
            "类别",
            "意见性质",
            "tipo",
            "categoria",
        ],
    ),
    entry(
        State,
        ["Status", "状态", "Situação"],
        &["state", "处理状态", "estado", "andamento"],
    ),
    entry(
        Member,
        ["Member body", "成员体", "Organismo membro"],
        &[
            "mb/nc",
            "mb",
            "nc",
            "country",
            "national body",
            "national committee",
            "member",
            "mb nc",
            "成员体国家委员会",
            "国家委员会",
            "国家",
            "国家成员体",
            "país",
            "organismo nacional",
            "on/cn",
        ],
    ),
    entry(
        Organisation,
        ["Organisation", "单位", "Organização"],
        &[
            "organization",
            "institution",
            "company",
            "affiliation",
            "body",
            "on behalf of",
            "提出单位",
            "意见提出单位",
            "反馈单位",
            "工作单位",
            "机构",
            "组织",
            "单位名称",
            "instituição",
            "entidade",
            "empresa",
        ],
    ),
    entry(
        Group,
        ["Stakeholder group", "利益相关方", "Grupo de interesse"],
        &[
            "stakeholder",
            "stakeholders",
            "sector",
            "利益相关方类别",
            "parte interessada",
            "segmento",
            "setor",
        ],
    ),
    entry(
        Author,
        ["Author", "提出人", "Autor"],
        &[
            "author name",
            "姓名",
            "作者",
            "意见提出人",
            "autora",
            "autoria",
            "nome",
        ],
    ),
    entry(
        Reviewer,
        ["Reviewer", "反馈人", "Revisor"],
        &[
            "reviewer name",
            "name of reviewer",
            "commenter",
            "commentator",
            "submitted by",
            "from whom",
            "name",
            "respondent",
            "审阅人",
            "评审人",
            "评审专家",
            "专家姓名",
            "意见人",
            "反馈者",
            "revisora",
            "participante",
            "comentarista",
        ],
    ),
    entry(
        Clause,
        ["Clause", "章节号", "Seção"],
        &[
            "clause/subclause",
            "clause subclause",
            "clause no",
            "clause number",
            "chapter",
            "chapter/section",
            "section",
            "chapter number",
            "section number",
            "article",
            "subclause",
            "reference",
            "章节",
            "条款",
            "条款号",
            "章条编号",
            "标准章条编号",
            "章条号",
            "章",
            "条文号",
            "条文",
            "seção/subseção",
            "capítulo",
            "secção",
            "cláusula",
            "artigo",
            "item do texto",
            "capítulo/seção",
        ],
    ),
    entry(
        Place,
        [
            "Paragraph, figure or table",
            "段落、图或表",
            "Parágrafo, figura ou tabela",
        ],
        &[
            "paragraph/figure/table",
            "paragraph figure table",
            "paragraph",
            "para",
            "figure/table",
            "table/figure",
            "段落图表",
            "段图表",
            "段落",
            "图表",
            "parágrafo/figura/tabela",
            "parágrafo",
        ],
    ),
    entry(
        Lines,
        ["Lines", "行号", "Linhas"],
        &[
            "line number",
            "line no",
            "line numbers",
            "line",
            "page and line",
            "page/line",
            "page line",
            "页码行号",
            "页行",
            "位置",
            "linha",
            "número da linha",
            "página e linha",
            "location",
        ],
    ),
    entry(
        FromPage,
        ["From page", "起始页", "Da página"],
        &[
            "start page",
            "page from",
            "page start",
            "page",
            "page number",
            "page no",
            "起始页码",
            "页码",
            "页",
            "página",
            "página inicial",
            "de página",
        ],
    ),
    entry(
        FromLine,
        ["From line", "起始行", "Da linha"],
        &[
            "start line",
            "line from",
            "line start",
            "起始行号",
            "linha inicial",
            "de linha",
        ],
    ),
    entry(
        ToPage,
        ["To page", "终止页", "Até a página"],
        &[
            "till page",
            "until page",
            "end page",
            "page to",
            "page end",
            "结束页",
            "终止页码",
            "结束页码",
            "página final",
            "até página",
        ],
    ),
    entry(
        ToLine,
        ["To line", "终止行", "Até a linha"],
        &[
            "till line",
            "until line",
            "end line",
            "line to",
            "line end",
            "结束行",
            "终止行号",
            "结束行号",
            "linha final",
            "até linha",
        ],
    ),
    entry(
        Quote,
        ["Original text", "原文", "Texto original"],
        &[
            "original",
            "current text",
            "existing text",
            "quote",
            "quoted text",
            "text",
            "原文内容",
            "原内容",
            "原条文",
            "修改前内容",
            "修改前",
            "原表述",
            "texto atual",
            "redação atual",
            "trecho",
        ],
    ),
    entry(
        Body,
        ["Comment", "意见", "Comentário"],
        &[
            "comments",
            "comment text",
            "comment (justification for change)",
            "comment justification for change",
            "remarks on the text",
            "review comment",
            "reviewer comment",
            "意见内容",
            "反馈意见",
            "意见和建议",
            "意见建议",
            "具体意见",
            "意见及理由",
            "评审意见",
            "意见及建议",
            "comentários",
            "observação",
            "observações",
            "texto do comentário",
            "contribuição",
        ],
    ),
    entry(
        Proposed,
        ["Proposed change", "建议修改为", "Alteração proposta"],
        &[
            "proposed changes",
            "proposed text",
            "proposed change by the mb",
            "suggested change",
            "suggested text",
            "suggestion",
            "proposal",
            "new text",
            "修改后内容",
            "修改后",
            "修改建议",
            "建议修改内容",
            "建议修改",
            "修改意见",
            "修改为",
            "修改内容",
            "拟修改内容",
            "texto proposto",
            "proposta",
            "proposta de alteração",
            "sugestão",
            "sugestão de texto",
            "redação proposta",
            "mudança proposta",
        ],
    ),
    entry(
        Reason,
        ["Rationale", "理由", "Justificativa"],
        &[
            "reason",
            "reasons",
            "justification",
            "理由或依据",
            "修改理由",
            "依据",
            "理由说明",
            "原因",
            "justificação",
            "razão",
            "motivo",
            "fundamentação",
        ],
    ),
    entry(
        Outcome,
        ["Outcome", "处理结果", "Resultado"],
        &[
            "decision",
            "disposition",
            "resolution",
            "是否采纳",
            "采纳情况",
            "采纳与否",
            "是否接受",
            "处理结论",
            "decisão",
            "aceito?",
        ],
    ),
    entry(
        Response,
        ["Response", "处理意见", "Resposta"],
        &[
            "observations of the secretariat",
            "secretariat observations",
            "observations",
            "response to comment",
            "author response",
            "authors response",
            "response from authors",
            "reply",
            "采纳理由",
            "处理意见及理由",
            "答复",
            "回复",
            "采纳说明",
            "理由及说明",
            "不采纳理由",
            "秘书处意见",
            "秘书处的意见",
            "observações da secretaria",
            "observações do secretariado",
            "resposta ao comentário",
            "observações da comissão",
        ],
    ),
    entry(
        RefersTo,
        [
            "Duplicate of or deferred to",
            "重复于或暂缓至",
            "Duplicado de ou adiado para",
        ],
        &["duplicate of", "deferred to"],
    ),
    entry(
        DecidedBy,
        ["Decided by", "处理人", "Decidido por"],
        &["editor", "责任编辑"],
    ),
    entry(
        Decided,
        ["Decided on", "处理时间", "Decidido em"],
        &["decision date", "date of decision", "处理日期"],
    ),
    entry(
        Tags,
        ["Tags", "标签", "Etiquetas"],
        &["tag", "theme", "themes", "topic", "主题", "tema", "temas"],
    ),
    entry(
        Replies,
        ["Discussion", "讨论", "Discussão"],
        &["replies", "thread"],
    ),
    entry(
        Support,
        ["Support", "支持数", "Apoios"],
        &["supporters", "votes", "支持人数", "apoio"],
    ),
    entry(
        Answer,
        ["Author's answer", "提出人答复", "Resposta do autor"],
        &["satisfied", "是否满意", "satisfeito?"],
    ),
    entry(
        Created,
        ["Made on", "提出时间", "Feito em"],
        &[
            "created",
            "date",
            "submitted on",
            "提出日期",
            "日期",
            "时间",
            "data",
            "criado em",
        ],
    ),
    entry(
        Revision,
        ["Revision", "版次", "Revisão"],
        &["version", "draft", "版本", "versão"],
    ),
];
