use std::str::Chars;

/// Splits a label that a person typed before a heading (`4.2`, `(b)`, `第十二条`, `Art. 5º`) from its
/// text: `"4.2 Tailings"` gives `("4.2", "Tailings")`. `None` where the text has no label, where a
/// label is all there is, or where a number is part of the sentence (`3 sites`, `2021 was`). White
/// space that indents the label goes.
pub fn split_label(text: &str) -> Option<(&str, &str)> {
    let rules = [decimal_of_heading, appendix, roman_or_letter];
    split_by(text, &rules)
        .or_else(|| split_paragraph_label(text))
        .or_else(|| unspaced_chapter(text))
}

/// The same for a paragraph or a list item, where a number is more often a quantity: only labels of
/// articles and enumerations (`(b)`, `第十二条`, `一、`, `Art. 5º`, `§ 1º`, `IV -`, `4.2.1`).
pub fn split_paragraph_label(text: &str) -> Option<(&str, &str)> {
    let rules = [
        article,
        bracketed,
        closing_bracket,
        chinese_division,
        chinese_enumeration,
        roman_dash,
        decimal_of_paragraph,
    ];
    split_by(text, &rules)
}

/// A label and its text as a person would type them; what [`split_label`] split.
pub fn join_label(number: Option<&str>, text: &str) -> String {
    match number {
        None | Some("") => text.to_owned(),
        Some(label) if label.ends_with(['、', '）', '．']) => format!("{label}{text}"),
        Some(label) => format!("{label} {text}"),
    }
}

/// Reads forward through the start of a text; each step says whether it could be taken.
struct Scan<'a> {
    chars: Chars<'a>,
}

type Rule = fn(&mut Scan<'_>) -> Option<Gap>;

/// What must stand between a label and its text.
enum Gap {
    /// White space.
    Space,
    /// Nothing in particular.
    Any,
}

fn split_by<'a>(text: &'a str, rules: &[Rule]) -> Option<(&'a str, &'a str)> {
    let text = text.trim_start_matches(is_space);
    rules.iter().find_map(|rule| {
        let mut scan = Scan {
            chars: text.chars(),
        };
        let gap = rule(&mut scan)?;
        cut(text, scan.chars.as_str(), &gap)
    })
}

fn cut<'a>(text: &'a str, after: &'a str, gap: &Gap) -> Option<(&'a str, &'a str)> {
    let label = &text[..text.len() - after.len()];
    let rest = after.trim_start_matches(is_space);
    let spaced = rest.len() < after.len();
    let parted = matches!(gap, Gap::Any) || spaced;
    (parted && !rest.is_empty() && !rest.starts_with('\n')).then_some((label, rest))
}

fn is_space(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

impl Scan<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.clone().next()
    }

    fn take(&mut self, accept: impl Fn(char) -> bool) -> Option<char> {
        let next = self.peek().filter(|&next| accept(next))?;
        self.chars.next();
        Some(next)
    }

    fn is(&mut self, wanted: char) -> bool {
        self.take(|next| next == wanted).is_some()
    }

    fn word(&mut self, words: &[&str]) -> Option<()> {
        let rest = self.chars.as_str();
        let word = words.iter().find(|word| rest.starts_with(**word))?;
        self.chars = rest[word.len()..].chars();
        Some(())
    }

    /// Between one and `most` characters of a class.
    fn run(&mut self, most: usize, accept: impl Fn(char) -> bool) -> Option<String> {
        let mut taken = String::new();
        while let Some(next) = self.take(&accept) {
            taken.push(next);
        }
        (!taken.is_empty() && taken.chars().count() <= most).then_some(taken)
    }

    fn digits(&mut self, most: usize) -> Option<String> {
        self.run(most, |next| next.is_ascii_digit())
    }

    fn space(&mut self) {
        self.take(is_space);
    }

    /// `4`, `4.2`, `A.1`, with how many parts.
    fn decimal(&mut self) -> Option<usize> {
        let mut parts = 1;
        self.digits(2)?;
        while self.decimal_part() {
            parts += 1;
        }
        Some(parts)
    }

    /// `.2` but not the full stop of `2.` before white space.
    fn decimal_part(&mut self) -> bool {
        let before = self.chars.clone();
        if self.is('.') && self.digits(3).is_some() {
            return true;
        }
        self.chars = before;
        false
    }
}

/// `4.2`, `4.2.`, `4.`, `1` and `A.1`, `A.1.2` before a heading. A bare number must be followed by
/// a capital, so that `3 sites` keeps its number.
fn decimal_of_heading(scan: &mut Scan<'_>) -> Option<Gap> {
    if scan.take(|next| next.is_ascii_uppercase()).is_some() {
        let dotted = scan.decimal_part();
        while scan.decimal_part() {}
        return dotted.then_some(Gap::Space);
    }
    let parts = scan.decimal()?;
    let stopped = scan.is('.');
    let text = scan.chars.as_str().trim_start_matches(is_space);
    let first = text.chars().next()?;
    let heads = parts > 1 || stopped || first.is_uppercase() || is_han(first);
    (heads && !first.is_ascii_digit()).then_some(Gap::Space)
}

/// `4.2.1` before a paragraph: at least three short parts, so neither a quantity nor a year.
fn decimal_of_paragraph(scan: &mut Scan<'_>) -> Option<Gap> {
    let parts = scan.decimal()?;
    scan.is('.');
    (parts >= 3).then_some(Gap::Space)
}

/// `Annex A`, `Appendix 2`, `Anexo I`, `附件一`, `附录 A`.
fn appendix(scan: &mut Scan<'_>) -> Option<Gap> {
    const WORDS: [&str; 14] = [
        "Annex",
        "Appendix",
        "Chapter",
        "Part",
        "Section",
        "Anexo",
        "Apêndice",
        "Capítulo",
        "Seção",
        "Título",
        "附件",
        "附录",
        "附錄",
        "附表",
    ];
    scan.word(&WORDS)?;
    scan.space();
    let mark = scan.run(8, |next| {
        next.is_ascii_digit() || next.is_ascii_uppercase() || is_chinese_digit(next)
    })?;
    while scan.decimal_part() {}
    let numbered = mark.len() == 1 || !mark.chars().any(|letter| letter.is_ascii_alphabetic());
    if !numbered && !is_roman(&mark) {
        return None;
    }
    scan.take(|next| matches!(next, ':' | '：' | '.'));
    Some(Gap::Space)
}

/// `IV.`, `B.` before a heading.
fn roman_or_letter(scan: &mut Scan<'_>) -> Option<Gap> {
    let mark = scan.run(7, |next| next.is_ascii_uppercase())?;
    let counts = mark.len() == 1 || is_roman(&mark);
    (counts && scan.is('.')).then_some(Gap::Space)
}

/// `Article 5`, `Art. 5º`, `Artigo 12.`, `§ 1º`, `Parágrafo único.`
fn article(scan: &mut Scan<'_>) -> Option<Gap> {
    if scan.word(&["Parágrafo único"]).is_some() {
        return scan.is('.').then_some(Gap::Space);
    }
    let sign = scan.peek();
    scan.word(&[
        "Article ",
        "Artigo ",
        "Art. ",
        "Art.\u{A0}",
        "Art.",
        "§§ ",
        "§ ",
        "§",
    ])?;
    scan.digits(4)?;
    let ordinal = scan.take(|next| matches!(next, 'º' | '°' | 'ª')).is_some();
    let lettered = scan.is('-') && scan.take(|next| next.is_ascii_uppercase()).is_some();
    let stopped = scan.is('.');
    let starts = scan.chars.as_str().trim_start_matches(is_space);
    let opens = starts.starts_with(|next: char| next.is_uppercase() || !next.is_alphabetic());
    let labelled = ordinal || lettered || stopped || sign == Some('§');
    (labelled || opens).then_some(Gap::Space)
}

/// `(b)`, `(iv)`, `(12)`, `（一）`, `(一)`.
fn bracketed(scan: &mut Scan<'_>) -> Option<Gap> {
    let wide = scan.is('（');
    if !wide && !scan.is('(') {
        return None;
    }
    let chinese = enumerator(scan)?;
    let closed = scan.is(')') || scan.is('）');
    let gap = if wide || chinese {
        Gap::Any
    } else {
        Gap::Space
    };
    closed.then_some(gap)
}

/// `b)`, `12)`, `iv)`.
fn closing_bracket(scan: &mut Scan<'_>) -> Option<Gap> {
    enumerator(scan)?;
    (scan.is(')') || scan.is('）')).then_some(Gap::Space)
}

/// The inside of a bracketed label; says whether it is Chinese.
fn enumerator(scan: &mut Scan<'_>) -> Option<bool> {
    let mark = scan.run(5, |next| {
        next.is_ascii_alphanumeric() || is_chinese_digit(next)
    })?;
    let number = mark.len() <= 2 && mark.chars().all(|digit| digit.is_ascii_digit());
    let letter = mark.len() == 1;
    let chinese = mark.chars().all(is_chinese_digit);
    (number || letter || chinese || is_roman(&mark.to_uppercase())).then_some(chinese)
}

/// `第十二条`, `第三章`, `第2节`, `第十二条之一`.
fn chinese_division(scan: &mut Scan<'_>) -> Option<Gap> {
    division(
        scan,
        &[
            "条", "條", "章", "节", "節", "款", "项", "編", "编", "篇", "卷", "部分",
        ],
    )?;
    Some(Gap::Space)
}

fn division(scan: &mut Scan<'_>, units: &[&str]) -> Option<()> {
    scan.word(&["第"])?;
    scan.run(8, |next| is_chinese_digit(next) || next.is_ascii_digit())?;
    scan.word(units)?;
    if scan.word(&["之"]).is_some() {
        scan.run(3, is_chinese_digit)?;
    }
    Some(())
}

/// `第三章总则` without a space, as headings are often typed; not `第三章的规定`.
fn unspaced_chapter(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(is_space);
    let mut scan = Scan {
        chars: text.chars(),
    };
    division(&mut scan, &["章", "节", "節", "编", "編", "篇"])?;
    let runs_on = |next: char| "的规規所之和及与與至到、，。".contains(next);
    if scan.peek().is_some_and(runs_on) {
        return None;
    }
    cut(text, scan.chars.as_str(), &Gap::Any)
}

/// `一、`, `十二、`, `1、`, `1．`; not `一、二级保护区`, which counts two of them.
fn chinese_enumeration(scan: &mut Scan<'_>) -> Option<Gap> {
    let mark = scan.run(4, |next| is_chinese_digit(next) || next.is_ascii_digit())?;
    let digits = mark.chars().all(|digit| digit.is_ascii_digit());
    let chinese = mark.chars().all(is_chinese_digit);
    if !(digits && mark.len() <= 2 || chinese) || !(scan.is('、') || scan.is('．')) {
        return None;
    }
    let next = scan.peek()?;
    (!is_chinese_digit(next) && !next.is_ascii_digit()).then_some(Gap::Any)
}

/// `IV -`, the inciso of Portuguese law.
fn roman_dash(scan: &mut Scan<'_>) -> Option<Gap> {
    let mark = scan.run(8, |next| next.is_ascii_uppercase())?;
    let lettered = scan.is('-') && scan.take(|next| next.is_ascii_uppercase()).is_some();
    scan.space();
    let dashed = scan.take(|next| matches!(next, '-' | '–' | '—')).is_some();
    let counts = is_roman(&mark) && (dashed || lettered && scan.is('-'));
    counts.then_some(Gap::Space)
}

fn is_roman(mark: &str) -> bool {
    let digits = mark.chars().all(|digit| "IVXLC".contains(digit));
    digits
        && !["IIII", "VV", "XXXX", "LL", "CCCC"]
            .iter()
            .any(|run| mark.contains(run))
}

fn is_chinese_digit(character: char) -> bool {
    "〇零一二三四五六七八九十百千两".contains(character)
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_heading(text: &str, expect: &str) {
        check(split_label(text), text, expect);
    }

    fn check_paragraph(text: &str, expect: &str) {
        check(split_paragraph_label(text), text, expect);
    }

    /// `expect` is `label|text`, or the whole text where there is no label.
    fn check(found: Option<(&str, &str)>, text: &str, expect: &str) {
        let shown = found.map_or(text.to_owned(), |(label, rest)| format!("{label}|{rest}"));
        assert_eq!(shown, expect);
    }

    #[test]
    fn labels_of_headings() {
        check_heading("4.2 Tailings", "4.2|Tailings");
        check_heading("4.2. Tailings", "4.2.|Tailings");
        check_heading("4.2.1\u{A0}Siting", "4.2.1|Siting");
        check_heading("4 Tailings", "4|Tailings");
        check_heading("4. tailings", "4.|tailings");
        check_heading("4.2 tailings", "4.2|tailings");
        check_heading("3 总则", "3|总则");
        check_heading("A.1 Forms", "A.1|Forms");
        check_heading("Annex A Checklist", "Annex A|Checklist");
        check_heading("Annex A: Checklist", "Annex A:|Checklist");
        check_heading("Appendix 2 Forms", "Appendix 2|Forms");
        check_heading("Capítulo IV Da Ordem", "Capítulo IV|Da Ordem");
        check_heading("Título I: Dos Princípios", "Título I:|Dos Princípios");
        check_heading("附件一 清单", "附件一|清单");
        check_heading("IV. Scope", "IV.|Scope");
        check_heading("第三章 总则", "第三章|总则");
        check_heading("第三章　总则", "第三章|总则");
        check_heading("第三章总则", "第三章|总则");
        check_heading("一、总则", "一、|总则");
        check_heading("（一）范围", "（一）|范围");
    }

    #[test]
    fn numbers_that_belong_to_a_heading() {
        for text in [
            "3 sites",
            "2021 was dry",
            "2021 Review",
            "4.2",
            "A plan",
            "Annexes",
            "Annex AND more",
            "Part of it",
            "第三方审核",
            "第三章的规定",
            "一、二级保护区",
            "Scope",
            "",
        ] {
            check_heading(text, text);
        }
    }

    #[test]
    fn labels_of_paragraphs() {
        check_paragraph("(b) the buffer zone", "(b)|the buffer zone");
        check_paragraph("(iv) monitoring", "(iv)|monitoring");
        check_paragraph("(12) monitoring", "(12)|monitoring");
        check_paragraph("a) monitorar", "a)|monitorar");
        check_paragraph("Article 5 The operator", "Article 5|The operator");
        check_paragraph("Art. 5º Todos são iguais", "Art. 5º|Todos são iguais");
        check_paragraph("Art. 10. São direitos", "Art. 10.|São direitos");
        check_paragraph("Art. 103-A. O Supremo", "Art. 103-A.|O Supremo");
        check_paragraph("§ 1º A lei", "§ 1º|A lei");
        check_paragraph("Parágrafo único. Todo", "Parágrafo único.|Todo");
        check_paragraph("IV - os valores", "IV -|os valores");
        check_paragraph("\u{2003}§ 4º O Brasil", "§ 4º|O Brasil");
        check_paragraph("\u{2003}\u{2003}VI - a soberania", "VI -|a soberania");
        check_paragraph("\u{A0}Parágrafo único. Todo", "Parágrafo único.|Todo");
        check_paragraph("　　第十二条　矿山企业", "第十二条|矿山企业");
        check_paragraph("第十二条 矿山企业", "第十二条|矿山企业");
        check_paragraph("第十二条　矿山企业", "第十二条|矿山企业");
        check_paragraph("一、矿山企业", "一、|矿山企业");
        check_paragraph("（一）尾矿库", "（一）|尾矿库");
        check_paragraph("(一)尾矿库", "(一)|尾矿库");
        check_paragraph("1、尾矿库", "1、|尾矿库");
        check_paragraph("4.2.1 The operator", "4.2.1|The operator");
    }

    #[test]
    fn numbers_that_belong_to_a_paragraph() {
        for text in [
            "4.2 hectares were lost",
            "3 sites were visited",
            "2021 was dry",
            "1. is no label here, the list item has it",
            "(b)",
            "(see above) the plan",
            "(2021) was dry",
            "(mix) of things",
            "第十二条规定的矿山企业",
            "一、二级保护区内禁止采矿",
            "1、2类水体",
            "Article 5 applies to it",
            "Art is long",
            "I think so",
            "第三方应当审核",
            "2019.12.3",
        ] {
            check_paragraph(text, text);
        }
    }

    #[test]
    fn joining_undoes_splitting() {
        for text in [
            "4.2 Tailings",
            "（一）范围",
            "一、总则",
            "第三章 总则",
            "Annex A: Checklist",
        ] {
            let (label, rest) = split_label(text).unwrap();
            assert_eq!(join_label(Some(label), rest), text);
        }
        assert_eq!(join_label(None, "Scope"), "Scope");
    }
}
