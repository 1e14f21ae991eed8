//! Numbers as lists count them: the number formats of WordprocessingML (ECMA-376 part 1, 17.18.59)
//! from a value to its writing, and back for those that we write.

/// How a level of a list counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) enum Counting {
    /// 1, 2, 3
    #[default]
    Decimal,
    /// 01, 02, 03
    DecimalZero,
    /// a, b, c; after z: aa, bb
    LowerLetter,
    /// A, B, C
    UpperLetter,
    /// i, ii, iii
    LowerRoman,
    /// I, II, III
    UpperRoman,
    /// 一, 二, 十, 十一, 一百二十
    Chinese,
    /// 〇-九 digit by digit
    ChineseDigits,
    /// 壹, 贰, 叁
    ChineseLegal,
    /// 甲, 乙, 丙
    Stems,
    /// 子, 丑, 寅
    Branches,
    /// ①, ②
    Circled,
    /// ⑴, ⑵
    Parenthesised,
    /// １, ２
    FullWidth,
    /// 1st, 2nd
    Ordinal,
    /// А, Б, В
    Cyrillic,
    /// Bullets
    Bullet,
    /// No number at all
    Nothing,
}

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
const CYRILLIC: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
const DIGITS: &str = "〇一二三四五六七八九";
const LEGAL: &str = "零壹贰叁肆伍陆柒捌玖";

impl Counting {
    /// By the name that `w:numFmt` gives it; unknown ones count in decimal, as Word does.
    pub(super) fn of_name(name: &str) -> Self {
        match name {
            "decimalZero" => Self::DecimalZero,
            "lowerLetter" => Self::LowerLetter,
            "upperLetter" => Self::UpperLetter,
            "lowerRoman" => Self::LowerRoman,
            "upperRoman" => Self::UpperRoman,
            "chineseCounting"
            | "chineseCountingThousand"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "japaneseCounting"
            | "koreanCounting" => Self::Chinese,
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
                Self::ChineseDigits
            }
            "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
                Self::ChineseLegal
            }
            "ideographTraditional" => Self::Stems,
            "ideographZodiac" => Self::Branches,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::Parenthesised,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "ordinal" => Self::Ordinal,
            "russianLower" | "russianUpper" => Self::Cyrillic,
            "bullet" => Self::Bullet,
            "none" => Self::Nothing,
            _ => Self::Decimal,
        }
    }

    /// The name to write.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Decimal => "decimal",
            Self::DecimalZero => "decimalZero",
            Self::LowerLetter => "lowerLetter",
            Self::UpperLetter => "upperLetter",
            Self::LowerRoman => "lowerRoman",
            Self::UpperRoman => "upperRoman",
            Self::Chinese => "chineseCountingThousand",
            Self::ChineseDigits => "ideographDigital",
            Self::ChineseLegal => "chineseLegalSimplified",
            Self::Stems => "ideographTraditional",
            Self::Branches => "ideographZodiac",
            Self::Circled => "decimalEnclosedCircle",
            Self::Parenthesised => "decimalEnclosedParen",
            Self::FullWidth => "decimalFullWidth",
            Self::Ordinal => "ordinal",
            Self::Cyrillic => "russianLower",
            Self::Bullet => "bullet",
            Self::Nothing => "none",
        }
    }

    /// The value in this way of counting; in decimal where the way ends.
    pub(super) fn write(self, value: u32) -> String {
        let written = match self {
            Self::Decimal => None,
            Self::DecimalZero => Some(format!("{value:02}")),
            Self::LowerLetter => letters(value, 'a'),
            Self::UpperLetter => letters(value, 'A'),
            Self::LowerRoman => roman(value).map(|text| text.to_lowercase()),
            Self::UpperRoman => roman(value),
            Self::Chinese => chinese(value, DIGITS, ["", "十", "百", "千"], "零"),
            Self::ChineseLegal => chinese(value, LEGAL, ["", "拾", "佰", "仟"], "零"),
            Self::ChineseDigits => Some(by_digit(value, DIGITS)),
            Self::Stems => nth(STEMS, value),
            Self::Branches => nth(BRANCHES, value),
            Self::Cyrillic => nth(CYRILLIC, value),
            Self::Circled => enclosed(value, '①'),
            Self::Parenthesised => enclosed(value, '⑴'),
            Self::FullWidth => Some(by_digit(value, "０１２３４５６７８９")),
            Self::Ordinal => Some(ordinal(value)),
            Self::Bullet | Self::Nothing => Some(String::new()),
        };
        written.unwrap_or_else(|| value.to_string())
    }

    /// The value that is written like this, if `write` would write it so.
    pub(super) fn read(self, text: &str) -> Option<u32> {
        let guess = match self {
            Self::Decimal => text.parse().ok()?,
            Self::LowerLetter | Self::UpperLetter => letters_value(text)?,
            Self::LowerRoman | Self::UpperRoman => roman_value(text)?,
            Self::Chinese => chinese_value(text)?,
            Self::Circled => place(text, '①')?,
            Self::Parenthesised => place(text, '⑴')?,
            _ => return None,
        };
        (self.write(guess) == text).then_some(guess)
    }
}

/// Word repeats the letter: z is followed by aa, that by bb.
fn letters(value: u32, first: char) -> Option<String> {
    let index = value.checked_sub(1)?;
    let repeats = usize::try_from(index / 26).ok()? + 1;
    let letter = char::from_u32(u32::from(first) + index % 26)?;
    (repeats <= 30).then(|| letter.to_string().repeat(repeats))
}

fn letters_value(text: &str) -> Option<u32> {
    let letter = text.chars().next()?.to_ascii_lowercase();
    let index = u32::from(letter).checked_sub(u32::from('a'))?;
    let repeats = u32::try_from(text.len()).ok()?;
    (index < 26 && repeats <= 30).then(|| (repeats - 1) * 26 + index + 1)
}

const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

fn roman(mut value: u32) -> Option<String> {
    if value == 0 || value > 3999 {
        return None;
    }
    let mut text = String::new();
    for (worth, sign) in ROMAN {
        while value >= worth {
            text.push_str(sign);
            value -= worth;
        }
    }
    Some(text)
}

fn roman_value(text: &str) -> Option<u32> {
    let upper = text.to_ascii_uppercase();
    let mut rest = upper.as_str();
    let mut value = 0;
    for (worth, sign) in ROMAN {
        while let Some(shorter) = rest.strip_prefix(sign) {
            (rest, value) = (shorter, value + worth);
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

/// Chinese numbers below ten thousand: 十二, 一百零三, 一千二百.
fn chinese(value: u32, digits: &str, units: [&str; 4], zero: &str) -> Option<String> {
    if value == 0 || value > 9999 {
        return None;
    }
    let mut text = String::new();
    let mut gap = false;
    for power in (0..4_usize).rev() {
        let digit = value / 10_u32.pow(u32::try_from(power).ok()?) % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push_str(zero);
        }
        if !(digit == 1 && power == 1 && text.is_empty()) {
            text.extend(digits.chars().nth(usize::try_from(digit).ok()?));
        }
        text.push_str(units[power]);
    }
    Some(text)
}

fn chinese_value(text: &str) -> Option<u32> {
    let (mut value, mut digit) = (0, None);
    for character in text.chars() {
        let unit = match character {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '零' => continue,
            _ => {
                let at = DIGITS.chars().position(|known| known == character)?;
                digit = u32::try_from(at).ok();
                continue;
            }
        };
        value += digit.take().unwrap_or(1) * unit;
    }
    Some(value + digit.unwrap_or(0))
}

fn by_digit(value: u32, digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    let decimal = value.to_string();
    decimal
        .bytes()
        .map(|digit| digits[usize::from(digit - b'0')])
        .collect()
}

fn nth(signs: &str, value: u32) -> Option<String> {
    let index = usize::try_from(value.checked_sub(1)?).ok()?;
    signs.chars().nth(index).map(String::from)
}

fn enclosed(value: u32, first: char) -> Option<String> {
    let index = value.checked_sub(1).filter(|&index| index < 20)?;
    char::from_u32(u32::from(first) + index).map(String::from)
}

fn place(text: &str, first: char) -> Option<u32> {
    let mut characters = text.chars();
    let sign = characters.next()?;
    let index = u32::from(sign).checked_sub(u32::from(first))?;
    (characters.next().is_none() && index < 20).then_some(index + 1)
}

fn ordinal(value: u32) -> String {
    let ending = match (value % 10, value % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{value}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_counting() {
        let check = |name: &str, value, expect: &str| {
            assert_eq!(Counting::of_name(name).write(value), expect);
        };
        check("decimal", 12, "12");
        check("lowerLetter", 27, "aa");
        check("lowerRoman", 1994, "mcmxciv");
        check("chineseCountingThousand", 12, "十二");
        check("chineseCounting", 103, "一百零三");
        check("japaneseCounting", 110, "一百一十");
        check("chineseLegalSimplified", 21, "贰拾壹");
        check("decimalEnclosedCircle", 3, "③");
        check("decimalEnclosedCircle", 21, "21");
        check("ideographTraditional", 2, "乙");
        check("ordinal", 112, "112th");
        check("somethingNew", 4, "4");
    }

    #[test]
    fn what_we_write_we_read() {
        use Counting::{Chinese, Circled, Decimal, LowerLetter, LowerRoman, UpperRoman};
        for way in [
            Decimal,
            LowerLetter,
            LowerRoman,
            UpperRoman,
            Chinese,
            Circled,
        ] {
            for value in 1..=200 {
                let text = way.write(value);
                if way != Circled || value <= 20 {
                    assert_eq!(way.read(&text), Some(value), "{text}");
                }
            }
        }
        assert_eq!(Chinese.read("十一二"), None);
        assert_eq!(LowerLetter.read("ab"), None);
    }
}
