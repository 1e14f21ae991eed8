//! Places as people write them: `4.2.1, para 3`, `p. 12, 120-125`, `第四章第二节`.

use unicode_normalization::UnicodeNormalization;

use super::row::Span;

/// A place in a text as somebody cites it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citation {
    /// Labels from the outside in: `4.2(b)` is `4.2`, then `b`; `第四章第二节` is `4`, then `2`.
    pub steps: Vec<Step>,
    /// The words of a heading.
    pub heading: String,
    /// What in the clause.
    pub block: Option<BlockCited>,
    /// Pages and lines that it names.
    pub span: Span,
}

/// One label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// What it counts, where that is said: `章`, `节`, `条`, `annex`; else empty.
    pub unit: String,
    /// The parts between its points, numerals as digits, letters small.
    pub parts: Vec<String>,
}

/// A paragraph, figure or table, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockCited {
    /// What is counted.
    pub sort: BlockSort,
    /// From 1.
    pub number: u32,
}

/// What of a text is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockSort {
    /// Within its clause.
    Paragraph,
    /// By the number in its caption.
    Figure,
    /// By the number in its caption.
    Table,
}

const BLOCKS: [(&str, BlockSort); 20] = [
    ("paragraph", BlockSort::Paragraph),
    ("paragraphs", BlockSort::Paragraph),
    ("para", BlockSort::Paragraph),
    ("paras", BlockSort::Paragraph),
    ("par", BlockSort::Paragraph),
    ("¶", BlockSort::Paragraph),
    ("parágrafo", BlockSort::Paragraph),
    ("段", BlockSort::Paragraph),
    ("自然段", BlockSort::Paragraph),
    ("段落", BlockSort::Paragraph),
    ("figure", BlockSort::Figure),
    ("fig", BlockSort::Figure),
    ("figura", BlockSort::Figure),
    ("图", BlockSort::Figure),
    ("table", BlockSort::Table),
    ("tables", BlockSort::Table),
    ("tab", BlockSort::Table),
    ("tabela", BlockSort::Table),
    ("quadro", BlockSort::Table),
    ("表", BlockSort::Table),
];

const CLAUSE_WORDS: [&str; 22] = [
    "clause",
    "clauses",
    "subclause",
    "section",
    "sections",
    "sec",
    "chapter",
    "ch",
    "article",
    "art",
    "§",
    "item",
    "seção",
    "secção",
    "subseção",
    "capítulo",
    "cap",
    "cláusula",
    "artigo",
    "条款",
    "章节",
    "章节号",
];

const ANNEXES: [&str; 6] = ["annex", "appendix", "anexo", "apêndice", "附录", "附件"];
const PAGES: [&str; 9] = [
    "page", "pages", "p", "pp", "pg", "página", "páginas", "pág", "页码",
];
const LINES: [&str; 9] = [
    "line", "lines", "l", "ll", "ln", "linha", "linhas", "行号", "row",
];
const RANGES: [&str; 11] = [
    "-", "–", "—", "~", "～", "to", "till", "a", "até", "至", "到",
];
const CHINESE_UNITS: [&str; 9] = ["部分", "自然段", "篇", "编", "章", "节", "条", "款", "项"];

/// A piece of a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// `4.2.1`, `A.3`.
    Label(Vec<String>),
    /// `(b)`.
    Bracketed(String),
    Word(String),
    /// `第` before a numeral.
    Ordinal,
    Sign(char),
}

impl Token {
    fn is_word(&self, list: &[&str]) -> bool {
        match self {
            Self::Word(word) => list.contains(&word.as_str()),
            Self::Sign(sign) => list.iter().any(|it| it.chars().eq([*sign])),
            _ => false,
        }
    }

    fn number(&self) -> Option<u32> {
        match self {
            Self::Label(parts) if parts.len() == 1 => parts[0].parse().ok(),
            Self::Bracketed(text) => text.parse().ok(),
            _ => None,
        }
    }
}

impl Citation {
    /// What the cells for a clause and for what is in it say together.
    pub fn of(clause: &str, place: &str) -> Self {
        let mut cited = Self::default();
        cited.read(&tokens(clause));
        let mut within = Self::default();
        within.read(&tokens(place));
        cited.block = within.block.or(cited.block);
        cited.span = Span::named(clause);
        if within.steps.len() == 1 && cited.block.is_none() && !place.trim().is_empty() {
            cited.block = bare_paragraph(&within);
        }
        cited
    }

    fn read(&mut self, tokens: &[Token]) {
        let mut rest = tokens;
        while let Some((first, after)) = rest.split_first() {
            rest = self.block(first, after).unwrap_or_else(|| {
                self.step(first, after).unwrap_or_else(|| {
                    self.word(first);
                    after
                })
            });
        }
        self.heading = self.heading.trim().to_owned();
    }

    /// `para 3`, `Table 2`, `图3`, `第3段`.
    fn block<'t>(&mut self, first: &Token, after: &'t [Token]) -> Option<&'t [Token]> {
        if *first == Token::Ordinal {
            let (number, after) = after.split_first()?;
            let (unit, after) = after.split_first()?;
            let sort = sort_of(unit).filter(|sort| *sort == BlockSort::Paragraph)?;
            self.cite(sort, number.number()?);
            return Some(after);
        }
        let sort = sort_of(first)?;
        let dot = after.first() == Some(&Token::Sign('.'));
        let (number, after) = after[usize::from(dot)..].split_first()?;
        self.cite(sort, number.number()?);
        Some(after)
    }

    fn cite(&mut self, sort: BlockSort, number: u32) {
        self.block.get_or_insert(BlockCited { sort, number });
    }

    /// A label, as long as no words of a heading have come.
    fn step<'t>(&mut self, first: &Token, after: &'t [Token]) -> Option<&'t [Token]> {
        if !self.heading.is_empty() {
            return None;
        }
        if first.is_word(&CLAUSE_WORDS) {
            return Some(after);
        }
        let mut step = Step::default();
        let mut rest = after;
        let label = if *first == Token::Ordinal {
            let (label, after) = after.split_first()?;
            rest = after;
            label
        } else if first.is_word(&ANNEXES) {
            "annex".clone_into(&mut step.unit);
            let (label, after) = after.split_first()?;
            rest = after;
            label
        } else {
            first
        };
        step.parts = match label {
            Token::Label(parts) => parts.clone(),
            Token::Bracketed(text) => vec![text.clone()],
            Token::Word(letter) if !step.unit.is_empty() && letter.len() == 1 => {
                vec![letter.clone()]
            }
            _ => return None,
        };
        if let Some((Token::Word(unit), after)) = rest.split_first()
            && CHINESE_UNITS.contains(&unit.as_str())
        {
            step.unit.clone_from(unit);
            rest = after;
        }
        let elsewhere =
            |it: &Token| it.is_word(&PAGES) || it.is_word(&LINES) || it.is_word(&["页", "行"]);
        if rest.first().is_some_and(elsewhere) && self.steps.is_empty() && *first == Token::Ordinal
        {
            return Some(rest);
        }
        self.steps.push(step);
        Some(rest)
    }

    fn word(&mut self, token: &Token) {
        let text = match token {
            Token::Word(word)
                if PAGES.contains(&word.as_str()) || LINES.contains(&word.as_str()) =>
            {
                return;
            }
            Token::Word(word) => word.clone(),
            Token::Label(parts) if !self.heading.is_empty() => parts.join("."),
            _ => return,
        };
        if !self.heading.is_empty() {
            self.heading.push(' ');
        }
        self.heading.push_str(&text);
    }
}

/// A cell for the paragraph that only has a number.
fn bare_paragraph(within: &Citation) -> Option<BlockCited> {
    let step = &within.steps[0];
    let number = step.parts.first()?.parse().ok()?;
    let plain = step.parts.len() == 1 && step.unit.is_empty() && within.heading.is_empty();
    plain.then_some(BlockCited {
        sort: BlockSort::Paragraph,
        number,
    })
}

fn sort_of(token: &Token) -> Option<BlockSort> {
    let found = BLOCKS.iter().find(|(word, _)| token.is_word(&[word]));
    found.map(|(_, sort)| *sort)
}

impl Step {
    /// The steps of a label that stands before a block.
    pub fn of_label(label: &str) -> Vec<Self> {
        let mut cited = Citation::default();
        cited.read(&tokens(label));
        cited.steps
    }
}

impl Span {
    /// What a cell for lines says; a number that is nothing else is a line.
    pub fn of(text: &str) -> Self {
        read_span(&tokens(text), true)
    }

    /// The pages and lines that a text names as such.
    pub fn named(text: &str) -> Self {
        read_span(&tokens(text), false)
    }
}

/// How the number that stands next is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Page,
    Line,
    /// Nobody said.
    Bare,
}

fn read_span(tokens: &[Token], bare: bool) -> Span {
    let mut span = Span::default();
    let mut unit = Unit::Bare;
    let mut to = false;
    for (at, token) in tokens.iter().enumerate() {
        if token.is_word(&PAGES) {
            unit = Unit::Page;
        } else if token.is_word(&LINES) {
            unit = Unit::Line;
        } else if token.is_word(&RANGES) {
            to |= !span.is_empty();
        } else if let Some(number) = token.number() {
            let here = unit_behind(&tokens[at + 1..]).unwrap_or(unit);
            let page = here == Unit::Page;
            if page || here == Unit::Line || bare || !span.is_empty() {
                span.put(page, to, number);
            }
            // behind a page come its lines, unless a range goes on
            if unit == Unit::Page && !tokens.get(at + 1).is_some_and(|it| it.is_word(&RANGES)) {
                unit = Unit::Bare;
            }
        }
    }
    span.completed()
}

/// `页` or `行` behind a number, or behind the range that it begins.
fn unit_behind(tokens: &[Token]) -> Option<Unit> {
    let skip = usize::from(tokens.first().is_some_and(|it| it.is_word(&RANGES)));
    let mut rest = &tokens[skip..];
    if skip == 1 {
        let ordinal = usize::from(rest.first() == Some(&Token::Ordinal));
        rest = rest.get(ordinal + 1..).unwrap_or_default();
    }
    match rest.first() {
        Some(Token::Word(word)) if word == "页" => Some(Unit::Page),
        Some(Token::Word(word)) if word == "行" => Some(Unit::Line),
        _ => None,
    }
}

impl Span {
    fn put(&mut self, page: bool, to: bool, number: u32) {
        let place = match (page, to) {
            (true, false) => &mut self.from_page,
            (false, false) => &mut self.from_line,
            (true, true) => &mut self.to_page,
            (false, true) => &mut self.to_line,
        };
        place.get_or_insert(number);
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let text: Vec<char> = text.nfkc().flat_map(char::to_lowercase).take(500).collect();
    let mut found = Vec::new();
    let mut rest = &text[..];
    while let Some((&first, after)) = rest.split_first() {
        rest = if let Some((token, taken)) = label(rest).or_else(|| bracketed(rest)) {
            found.push(token);
            &rest[taken..]
        } else if first == '第' {
            found.push(Token::Ordinal);
            after
        } else if first.is_alphabetic() || first == '¶' || first == '§' {
            let taken = word(rest);
            found.push(Token::Word(rest[..taken].iter().collect()));
            &rest[taken..]
        } else {
            if !first.is_whitespace() {
                found.push(Token::Sign(first));
            }
            after
        };
    }
    found
}

/// A numeral, in digits or Chinese, with further ones behind points; one letter may stand first.
fn label(text: &[char]) -> Option<(Token, usize)> {
    let letter = text.first()?.is_ascii_alphabetic();
    let pointed = matches!(text, [_, '.', digit, ..] if digit.is_ascii_digit());
    let numbered = matches!(text, [_, digit, ..] if digit.is_ascii_digit());
    let (first, mut taken) = if letter && pointed {
        (text[0].to_string(), 1)
    } else if letter && numbered && !matches!(text[0], 'p' | 'l') {
        let digits = digits(&text[1..]);
        (text[..=digits].iter().collect(), digits + 1)
    } else {
        numeral(text)?
    };
    let mut parts = vec![first];
    while text.get(taken) == Some(&'.') {
        let count = digits(&text[taken + 1..]);
        if count == 0 {
            break;
        }
        let part: String = text[taken + 1..=taken + count].iter().collect();
        parts.push(canonical(&part));
        taken += count + 1;
    }
    // a single letter glued to a number is a part of its own: 4.2a
    let ends = !text.get(taken + 1).is_some_and(|it| it.is_alphanumeric());
    let glued = text
        .get(taken)
        .filter(|it| it.is_ascii_alphabetic() && !matches!(it, 'p' | 'l'));
    if let Some(glued) = glued.filter(|_| ends && !letter) {
        parts.push(glued.to_string());
        taken += 1;
    }
    Some((Token::Label(parts), taken))
}

fn digits(text: &[char]) -> usize {
    text.iter().take_while(|it| it.is_ascii_digit()).count()
}

fn canonical(digits: &str) -> String {
    let plain = digits.trim_start_matches('0');
    if plain.is_empty() { "0" } else { plain }.to_owned()
}

fn numeral(text: &[char]) -> Option<(String, usize)> {
    let count = digits(text);
    if count > 0 {
        let number: String = text[..count].iter().collect();
        return Some((canonical(&number), count));
    }
    let count = text
        .iter()
        .take_while(|it| chinese_digit(**it).is_some())
        .count();
    (count > 0).then(|| (chinese_number(&text[..count]).to_string(), count))
}

fn chinese_digit(character: char) -> Option<u32> {
    "零一二三四五六七八九十百〇两"
        .chars()
        .position(|it| it == character)
        .and_then(|at| u32::try_from(at).ok())
        .map(|at| match at {
            11 => 100,
            12 => 0,
            13 => 2,
            at => at,
        })
}

/// 十二 is 12, 二十 is 20, 一百零五 is 105, 二〇 is 20.
fn chinese_number(text: &[char]) -> u32 {
    let (mut sum, mut digit) = (0_u32, None::<u32>);
    for value in text.iter().take(9).filter_map(|it| chinese_digit(*it)) {
        if value >= 10 {
            sum += value * digit.take().unwrap_or(1);
        } else {
            digit = Some(digit.unwrap_or(0) * 10 + value);
        }
    }
    sum + digit.unwrap_or(0)
}

fn bracketed(text: &[char]) -> Option<(Token, usize)> {
    let ('(', rest) = text.split_first().map(|(first, rest)| (*first, rest))? else {
        return None;
    };
    let close = rest.iter().take(6).position(|it| *it == ')')?;
    let inside = &rest[..close];
    let whole = numeral(inside).filter(|(_, taken)| *taken == close);
    let letters = close > 0 && close < 5 && inside.iter().all(char::is_ascii_alphanumeric);
    let text = whole
        .map(|(number, _)| number)
        .or_else(|| letters.then(|| inside.iter().collect()))?;
    Some((Token::Bracketed(text), close + 2))
}

/// A word of letters; Chinese words that mean something here are cut out, others go sign by sign.
fn word(text: &[char]) -> usize {
    let starts = |word: &str| {
        let wanted = word.chars();
        let count = wanted.clone().count();
        text.len() >= count && wanted.eq(text[..count].iter().copied())
    };
    if is_han(text[0]) {
        let known = CHINESE_UNITS
            .iter()
            .chain(&CLAUSE_WORDS)
            .chain(&ANNEXES)
            .chain(&PAGES);
        let known = known
            .chain(&LINES)
            .copied()
            .chain(BLOCKS.iter().map(|(word, _)| *word));
        let longest = known.filter(|word| is_han_word(word) && starts(word));
        return longest.map(|word| word.chars().count()).max().unwrap_or(1);
    }
    let letters = text
        .iter()
        .take_while(|it| it.is_alphabetic() && !is_han(**it));
    letters.count().max(1)
}

fn is_han_word(word: &str) -> bool {
    word.starts_with(is_han)
}

fn is_han(character: char) -> bool {
    crate::spans::is_cjk(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(cited: &Citation) -> String {
        let steps = cited
            .steps
            .iter()
            .map(|it| format!("{}{}", it.unit, it.parts.join(".")));
        steps.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn clauses_are_read() {
        #[track_caller]
        fn check(text: &str, expect: &str, heading: &str) {
            let cited = Citation::of(text, "");
            assert_eq!(
                (labels(&cited).as_str(), cited.heading.as_str()),
                (expect, heading),
                "{text}"
            );
        }
        check("4.2.1", "4.2.1", "");
        check("4.2 Offsets", "4.2", "offsets");
        check("Clause 4.2(b)", "4.2 b", "");
        check("4.2.", "4.2", "");
        check("Annex B", "annexb", "");
        check("A.3", "A.3".to_lowercase().as_str(), "");
        check("第四章第二节", "章4 节2", "");
        check("第十二条", "条12", "");
        check("附录A", "annexa", "");
        check("4.2条", "条4.2", "");
        check("Introduction", "", "introduction");
        check("5 Phase 2 works", "5", "phase 2 works");
        check("Seção 3.1 – Compensação", "3.1", "compensação");
        check("", "", "");
    }

    #[test]
    fn blocks_are_read() {
        #[track_caller]
        fn check(clause: &str, place: &str, sort: BlockSort, number: u32) {
            let cited = Citation::of(clause, place);
            assert_eq!(
                cited.block,
                Some(BlockCited { sort, number }),
                "{clause} {place}"
            );
        }
        check("4.2.1, para 3", "", BlockSort::Paragraph, 3);
        check("4.2", "Table 2", BlockSort::Table, 2);
        check("4.2", "Fig. 3", BlockSort::Figure, 3);
        check("4.2", "2", BlockSort::Paragraph, 2);
        check("第四章第3段", "", BlockSort::Paragraph, 3);
        check("", "表 4", BlockSort::Table, 4);
        check("", "parágrafo 5", BlockSort::Paragraph, 5);
    }

    #[test]
    fn lines_are_read() {
        #[track_caller]
        fn check(text: &str, expect: [u32; 4]) {
            let some = |number| (number > 0).then_some(number);
            let [from_page, from_line, to_page, to_line] = expect.map(some);
            let expect = Span {
                from_page,
                from_line,
                to_page,
                to_line,
            };
            assert_eq!(Span::of(text), expect, "{text}");
        }
        check("120-125", [0, 120, 0, 125]);
        check("line 17", [0, 17, 0, 17]);
        check("lines 12 to 14", [0, 12, 0, 14]);
        check("p. 4, 12–14", [4, 12, 4, 14]);
        check("p. 4, 12 – p. 5, 3", [4, 12, 5, 3]);
        check("pp. 4-5", [4, 0, 5, 0]);
        check("p. 12", [12, 0, 12, 0]);
        check("p12 l5-7", [12, 5, 12, 7]);
        check("page 12 line 5", [12, 5, 12, 5]);
        check("第12页第5行", [12, 5, 12, 5]);
        check("12页5-7行", [12, 5, 12, 7]);
        check("第三页第5至7行", [3, 5, 3, 7]);
        check("pág. 4, linhas 12 a 14", [4, 12, 4, 14]);
        check("", [0; 4]);
        check("throughout", [0; 4]);
        check("99999999999", [0; 4]);
        assert_eq!(Span::named("4.2, line 120").from_line, Some(120));
        assert!(Span::named("4.2 Phase 2").is_empty());
    }
}
