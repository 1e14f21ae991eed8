//! Tables as people fill them.

use formats::tables::{CommentTable, Kind, Layout, Outcome, ReadTable, Row, TableFormat, write};

use crate::support::{sheet, span, take};

fn read(rows: &[&[&str]]) -> ReadTable {
    take(TableFormat::Xlsx, &sheet(rows, "")).unwrap()
}

#[test]
fn the_template_of_iso_as_it_is_sent_around() {
    let table = read(&[
        &[
            "Template for comments and secretariat observations",
            "",
            "Date:",
            "Document:",
        ],
        &[],
        &[
            "MB/NC¹",
            "Line number (e.g. 17)",
            "Clause/ Subclause (e.g. 3.1)",
            "Paragraph/ Figure/ Table/ (e.g. Table 1)",
            "Type of comment²",
            "Comments",
            "Proposed change",
            "Observations of the secretariat",
        ],
        &[
            "DE-001",
            "120-125",
            "4.2.1",
            "para 3",
            "te",
            "Unclear.",
            "Say \"shall\".",
            "Not accepted: see 3.1",
        ],
        &[],
        &["FR", "17", "5", "Table 1", "ge/ed", "Très bien", "", ""],
        &["1 MB = Member body", "", "", "", "", "", "", ""],
    ]);
    assert_eq!(table.layout, Some(Layout::Iso));
    let [first, second] = &table.rows[..] else {
        panic!("{table:?}");
    };
    assert_eq!(first.at, 4);
    assert_eq!(first.row.member, "DE-001");
    assert_eq!(first.row.clause, "4.2.1");
    assert_eq!(first.row.kind, Some(Kind::Technical));
    assert_eq!(
        (first.row.span.from_line, first.row.span.to_line),
        (Some(120), Some(125))
    );
    assert_eq!(first.row.outcome, Some(Outcome::Rejected));
    assert_eq!(first.row.response, "see 3.1");
    assert_eq!(second.row.kind, Some(Kind::General));
    assert_eq!(table.problems.len(), 1, "{:?}", table.problems);
    assert!(table.problems[0].what.contains("no comment"));
}

#[test]
fn chinese_headings_renamed_and_moved() {
    let table = read(&[
        &["《矿山生物多样性指南》征求意见汇总表"],
        &[
            "序号",
            "标准章条编号",
            "提出单位",
            "意见内容",
            "处理意见及理由",
            "备注",
        ],
        &[
            "1",
            "第四章第二节",
            "中国恩菲",
            "建议补充定义。",
            "部分采纳：见第三章",
            "电话联系",
        ],
        &["2", "5.1", "矿业协会", "同意。", "", ""],
    ]);
    let row = &table.rows[0].row;
    assert_eq!(row.clause, "第四章第二节");
    assert_eq!(row.organisation, "中国恩菲");
    assert_eq!(row.outcome, Some(Outcome::PartlyAccepted));
    assert_eq!(row.response, "见第三章");
    assert_eq!(row.notes, [("备注".to_owned(), "电话联系".to_owned())]);
    assert_eq!(table.rows.len(), 2);
}

#[test]
fn portuguese_and_bilingual_headings() {
    let table = read(&[
        &[
            "Nº",
            "Seção / Section",
            "Comentário (justificativa)",
            "Alteração proposta",
            "Tipo",
            "Situação",
        ],
        &[
            "1",
            "4.2",
            "Não está claro.",
            "Definir.",
            "técnico",
            "em aberto",
        ],
    ]);
    let row = &table.rows[0].row;
    assert_eq!((row.number.as_str(), row.clause.as_str()), ("1", "4.2"));
    assert_eq!(
        (row.body.as_str(), row.proposed.as_str()),
        ("Não está claro.", "Definir.")
    );
    assert_eq!(row.kind, Some(Kind::Technical));
}

#[test]
fn pages_and_lines_under_headings_in_two_rows() {
    let rows: &[&[&str]] = &[
        &[
            "No",
            "Chapter",
            "From",
            "",
            "To",
            "",
            "Comment",
            "Reviewer name",
        ],
        &["", "", "page", "line", "page", "line", "", ""],
        &["1", "4", "12", "3", "12", "9", "Good.", "Ana Souza (UFPA)"],
    ];
    let merges = "<mergeCells><mergeCell ref=\"C1:D1\"/><mergeCell ref=\"E1:F1\"/>\
                  <mergeCell ref=\"A1:A2\"/></mergeCells>";
    let table = take(TableFormat::Xlsx, &sheet(rows, merges)).unwrap();
    assert_eq!(table.layout, Some(Layout::Ipbes));
    let row = &table.rows[0].row;
    assert_eq!(row.span, span(12, 3, 12, 9));
    assert_eq!(
        (row.author.as_str(), row.organisation.as_str()),
        ("Ana Souza", "UFPA")
    );
}

#[test]
fn merged_cells_hold_for_each_of_their_rows() {
    let rows: &[&[&str]] = &[
        &["MB/NC", "Clause", "Type", "Comments", "Proposed change"],
        &["BR", "4.2", "te", "First.", ""],
        &["", "", "ed", "Second.", "Better."],
    ];
    let merges = "<mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/></mergeCells>";
    let table = take(TableFormat::Xlsx, &sheet(rows, merges)).unwrap();
    let places: Vec<(&str, &str, &str)> = table
        .rows
        .iter()
        .map(|it| {
            (
                it.row.member.as_str(),
                it.row.clause.as_str(),
                it.row.body.as_str(),
            )
        })
        .collect();
    assert_eq!(places, [("BR", "4.2", "First."), ("BR", "4.2", "Second.")]);
}

#[test]
fn several_comments_in_a_cell_and_rows_that_go_on() {
    let table = read(&[
        &["No", "Clause", "Comment", "Proposed change"],
        &["1", "4.2", "1) One.\n2) Two.", "1) Een.\n2) Twee."],
        &["2", "5", "Begins here", "New"],
        &["", "", "and goes on.", "text"],
        &["3", "6", "First: 1) no list", ""],
    ]);
    let said: Vec<(&str, &str)> = table
        .rows
        .iter()
        .map(|it| (it.row.body.as_str(), it.row.proposed.as_str()))
        .collect();
    let expect = [
        ("One.", "Een."),
        ("Two.", "Twee."),
        ("Begins here\nand goes on.", "New\ntext"),
        ("First: 1) no list", ""),
    ];
    assert_eq!(said, expect);
    let what: Vec<&str> = table.problems.iter().map(|it| it.what.as_str()).collect();
    assert!(what[0].contains("2 numbered comments"), "{what:?}");
    assert!(what[1].contains("going on"), "{what:?}");
}

#[test]
fn an_apostrophe_that_says_text_goes() {
    let table = read(&[&["No", "Comment"], &["1", "'=1+1 is two"]]);
    assert_eq!(table.rows[0].row.body, "=1+1 is two");
}

#[test]
fn a_word_table_with_headings_of_its_own() {
    let markdown = "# 意见表\n\n| 章节号 | 原文 | 修改后内容 | 理由 |\n|---|---|---|---|\n\
                    | 4.2 | 应当 | 必须 | 上位法 |\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    let limits = formats::Limits::default();
    let document = formats::markdown::read(markdown.as_bytes(), &limits)
        .unwrap()
        .document;
    let bytes = formats::docx::write(&document, &formats::Presentation::default()).unwrap();
    let table = take(TableFormat::Docx, &bytes).unwrap();
    assert_eq!(table.layout, Some(Layout::Cn));
    let expect = Row {
        clause: "4.2".into(),
        quote: "应当".into(),
        proposed: "必须".into(),
        body: "上位法".into(),
        ..Row::default()
    };
    assert_eq!(table.rows[0].row, expect);
    assert!(
        table
            .problems
            .iter()
            .any(|it| it.what.contains("was not read"))
    );
}

#[test]
fn a_table_of_ours_that_was_moved_about() {
    let full = CommentTable {
        layout: Some(Layout::Cn),
        rows: crate::support::rows(),
        ..CommentTable::default()
    };
    let csv = String::from_utf8(write(&full, TableFormat::Csv).unwrap()).unwrap();
    let moved = csv.replacen("序号,章节号", "序 号,所在章节号", 1);
    let table = take(TableFormat::Csv, moved.as_bytes()).unwrap();
    assert_eq!(table.layout, Some(Layout::Cn));
    assert_eq!(table.rows[1].row.clause, "第四章第二节 抵消");
}
