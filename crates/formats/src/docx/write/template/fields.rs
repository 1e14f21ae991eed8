//! Fields in headers and footers. Page numbers, dates and titles are welcome; a field that fetches a
//! file, a picture or another program's data is not.

use crate::docx::{names::Ns, tree::Element};

/// What fields may do here.
const WELCOME: [&str; 22] = [
    "AUTHOR",
    "COMMENTS",
    "CREATEDATE",
    "DATE",
    "DOCPROPERTY",
    "FILENAME",
    "IF",
    "KEYWORDS",
    "LASTSAVEDBY",
    "NUMPAGES",
    "PAGE",
    "PRINTDATE",
    "QUOTE",
    "REVNUM",
    "SAVEDATE",
    "SECTION",
    "SECTIONPAGES",
    "SEQ",
    "STYLEREF",
    "SUBJECT",
    "TIME",
    "TITLE",
];
/// What none of them may do, wherever in an instruction it stands: instructions nest.
const UNWELCOME: [&str; 9] = [
    "INCLUDE", "DDE", "LINK", "IMPORT", "DATABASE", "EMBED", "MACRO", "AUTOTEXT", "GOTO",
];

/// Whether all fields of a story are welcome; text of others stays as it was last shown.
pub(super) fn are_welcome(story: Element<'_>) -> bool {
    let mut instructions: Vec<String> = Vec::new();
    let mut all = String::new();
    for element in story.descendants() {
        match element.name() {
            (Ns::W, "fldSimple") => {
                instructions.push(element.w("instr").unwrap_or_default().to_owned());
            }
            (Ns::W, "fldChar") if element.w("fldCharType") == Some("begin") => {
                instructions.push(String::new());
            }
            (Ns::W, "instrText") => {
                let text = element.text();
                all.push_str(&text);
                match instructions.last_mut() {
                    Some(instruction) => instruction.push_str(&text),
                    None => return false,
                }
            }
            _ => {}
        }
    }
    let harmless = |text: &str| {
        let text = text.to_uppercase();
        !UNWELCOME.iter().any(|word| text.contains(word))
    };
    let welcome = |instruction: &String| {
        let word = instruction.split_whitespace().next().unwrap_or_default();
        let known = word.is_empty() || WELCOME.contains(&word.to_uppercase().as_str());
        known && harmless(instruction)
    };
    instructions.iter().all(welcome) && harmless(&all)
}
