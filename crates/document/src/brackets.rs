/// The brackets that end a text, in Latin or Chinese form: what stands before them, and in them.
/// `Ana Souza (ABNT)` is `Ana Souza` and `ABNT`.
pub fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_suffix([')', '）'])?;
    let mut depth = 1;
    for (at, character) in inside.char_indices().rev() {
        match character {
            ')' | '）' => depth += 1,
            '(' | '（' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let within = &inside[at + character.len_utf8()..];
            return Some((inside[..at].trim(), within.trim()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_brackets_that_end_a_text_are_found_whole() {
        #[track_caller]
        fn check(text: &str, expect: Option<(&str, &str)>) {
            assert_eq!(in_brackets(text), expect, "{text}");
        }
        check("Ana Souza (ABNT)", Some(("Ana Souza", "ABNT")));
        check("王芳（中国矿业大学）", Some(("王芳", "中国矿业大学")));
        check("Bo (Ministry (Water))", Some(("Bo", "Ministry (Water)")));
        check("(ISO) Ana", None);
        check("Ana )", None);
        check("Ana ()", Some(("Ana", "")));
    }
}
