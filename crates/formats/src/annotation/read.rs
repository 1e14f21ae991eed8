//! JSON-LD as annotations: a collection, a page, a list or a single one, from whichever program.
//!
//! Only the shapes of the recommendation are known, by the names of its own context; what is left out is
//! listed. Nothing is fetched, a context no more than a page.

use serde_json::{Map, Value};

use super::{Annotation, Motivation, Quote, Target};
use crate::{Limits, Problem, html, tables::clean::clean};

/// How deep selectors may refine each other.
const DEPTH: usize = 8;

/// How much is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnnotationLimits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Annotations in it.
    pub items: usize,
    /// Bytes of one text.
    pub text: usize,
}

impl Default for AnnotationLimits {
    fn default() -> Self {
        Self {
            bytes: 16 << 20,
            items: 20_000,
            text: 100_000,
        }
    }
}

/// Why a file holds no annotations.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnnotationError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Beyond a limit; says which.
    #[error("the file is too large: {0}")]
    TooLarge(String),
    /// No JSON, or none of annotations.
    #[error("these are no Web Annotations: {0}")]
    Malformed(String),
}

/// What a file gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadAnnotations {
    /// In the order of the file.
    pub items: Vec<ReadAnnotation>,
    /// What was not understood.
    pub problems: Vec<Problem>,
}

/// An annotation and where in the file it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadAnnotation {
    /// From 1.
    pub at: usize,
    /// What it says.
    pub annotation: Annotation,
}

/// Reads annotations.
///
/// # Errors
/// When the bytes are none, or beyond the limits.
pub fn read(bytes: &[u8], limits: &AnnotationLimits) -> Result<ReadAnnotations, AnnotationError> {
    if bytes.len() > limits.bytes {
        let what = format!(
            "{} bytes where at most {} are taken",
            bytes.len(),
            limits.bytes
        );
        return Err(AnnotationError::TooLarge(what));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err(AnnotationError::Empty);
    }
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| AnnotationError::Malformed(format!("it is not JSON: {error}")))?;
    let mut reader = Reader {
        limits,
        read: ReadAnnotations::default(),
        at: 0,
    };
    reader.whole(&value)?;
    Ok(reader.read)
}

struct Reader<'l> {
    limits: &'l AnnotationLimits,
    read: ReadAnnotations,
    at: usize,
}

impl Reader<'_> {
    fn whole(&mut self, value: &Value) -> Result<(), AnnotationError> {
        if let Some(list) = value.as_array() {
            return self.list(list);
        }
        let is = |name: &str| has_type(value, name);
        if is("AnnotationCollection") {
            return self.collection(value);
        }
        if let Some(items) = value["items"].as_array().filter(|_| is("AnnotationPage")) {
            self.further(&value["next"]);
            return self.list(items);
        }
        if is("Annotation") {
            return self.list(std::slice::from_ref(value));
        }
        let why = "it is no Annotation, AnnotationPage or AnnotationCollection";
        Err(AnnotationError::Malformed(why.to_owned()))
    }

    fn collection(&mut self, value: &Value) -> Result<(), AnnotationError> {
        let first = &value["first"];
        let items = first["items"].as_array().or(value["items"].as_array());
        match items {
            Some(items) => {
                self.further(&first["next"]);
                self.list(items)
            }
            None if first.is_string() => {
                self.problem("its first page is elsewhere; nothing is fetched");
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn further(&mut self, next: &Value) {
        if !next.is_null() {
            self.problem("a further page was not fetched; send it, too");
        }
    }

    fn list(&mut self, items: &[Value]) -> Result<(), AnnotationError> {
        if items.len() > self.limits.items {
            let (count, most) = (items.len(), self.limits.items);
            let what = format!("{count} annotations where at most {most} are taken");
            return Err(AnnotationError::TooLarge(what));
        }
        for item in items {
            self.at += 1;
            let Some(object) = item.as_object().filter(|_| has_type(item, "Annotation")) else {
                self.problem("it is no Annotation; left out");
                continue;
            };
            let annotation = self.annotation(object)?;
            if annotation.body.is_empty() && annotation.proposed.is_empty() {
                self.problem("it has no text; left out");
                continue;
            }
            let at = self.at;
            self.read.items.push(ReadAnnotation { at, annotation });
        }
        Ok(())
    }

    fn annotation(&mut self, object: &Map<String, Value>) -> Result<Annotation, AnnotationError> {
        let get = |name: &str| object.get(name).unwrap_or(&Value::Null);
        let mut annotation = Annotation {
            id: self.line(get("id"))?,
            motivation: motivation(get("motivation")),
            creator: self.creator(get("creator"))?,
            created: self.line(get("created"))?,
            modified: self.line(get("modified"))?,
            ..Annotation::default()
        };
        if let Some(text) = object.get("bodyValue") {
            annotation.body = self.text(text)?;
        }
        for body in many(get("body")) {
            self.body(body, &mut annotation)?;
        }
        let mut targets = many(get("target"));
        if let Some(target) = targets.next() {
            annotation.target = self.target(target)?;
        }
        if targets.next().is_some() {
            self.problem("only the first of its targets was taken");
        }
        Ok(annotation)
    }

    fn body(&mut self, body: &Value, annotation: &mut Annotation) -> Result<(), AnnotationError> {
        let textual =
            body.is_string() || has_type(body, "TextualBody") || body["value"].is_string();
        if !textual || looks_like_address(body) {
            self.problem("a body that is no text was left out; nothing is fetched");
            return Ok(());
        }
        let value = if body.is_string() {
            body
        } else {
            &body["value"]
        };
        let mut text = self.text(value)?;
        if body["format"]
            .as_str()
            .is_some_and(|it| it.contains("html"))
        {
            self.problem("its HTML was taken as the text that it shows");
            text = shown(&text);
        }
        if annotation.language.is_empty() {
            annotation.language =
                self.line(many(&body["language"]).next().unwrap_or(&Value::Null))?;
        }
        let purpose = motivation_named(&body["purpose"]);
        let edits = match purpose {
            Some(purpose) => purpose == Motivation::Editing,
            None => annotation.motivation == Motivation::Editing,
        };
        if many(&body["purpose"]).any(|it| it == "tagging") {
            self.problem("a tag was left out");
            return Ok(());
        }
        let field = if edits {
            &mut annotation.proposed
        } else {
            &mut annotation.body
        };
        if !field.is_empty() && !text.is_empty() {
            field.push('\n');
        }
        field.push_str(&text);
        Ok(())
    }

    fn creator(&mut self, value: &Value) -> Result<String, AnnotationError> {
        let Some(first) = many(value).next() else {
            return Ok(String::new());
        };
        let names = [
            &first["name"],
            &first["nickname"],
            &first["nick"],
            &first["id"],
            first,
        ];
        let name = names.into_iter().find(|it| it.is_string());
        self.line(name.unwrap_or(&Value::Null))
    }

    fn target(&mut self, value: &Value) -> Result<Target, AnnotationError> {
        let source = &value["source"];
        let sources = [&source["id"], source, &value["id"], value];
        let source = sources.into_iter().find(|it| it.is_string());
        let mut target = Target {
            source: self.line(source.unwrap_or(&Value::Null))?,
            ..Target::default()
        };
        if let Some((address, fragment)) = target.source.split_once('#') {
            target.block = fragment.to_owned();
            target.source = address.to_owned();
        }
        for selector in many(&value["selector"]) {
            self.selector(selector, &mut target, DEPTH)?;
        }
        Ok(target)
    }

    fn selector(
        &mut self,
        value: &Value,
        target: &mut Target,
        depth: usize,
    ) -> Result<(), AnnotationError> {
        let is = |name: &str| has_type(value, name);
        if is("FragmentSelector") {
            target.block = self
                .line(&value["value"])?
                .trim_start_matches('#')
                .to_owned();
        } else if is("TextQuoteSelector") {
            target.quote.get_or_insert(Quote {
                exact: self.text(&value["exact"])?,
                prefix: self.raw(&value["prefix"])?,
                suffix: self.raw(&value["suffix"])?,
            });
        } else if is("TextPositionSelector") {
            let offset = |name: &str| {
                let number = value[name].as_u64()?;
                usize::try_from(number).ok()
            };
            match (offset("start"), offset("end")) {
                (Some(start), Some(end)) if start <= end => {
                    target.position.get_or_insert((start, end));
                }
                _ => self.problem("a position that is none was left out"),
            }
        } else {
            let name: String = kind_of(value).chars().take(60).collect();
            self.problem(format!("the selector \"{name}\" is not known; left out"));
        }
        if depth == 0 {
            self.problem("selectors that refine each other too deeply were left out");
            return Ok(());
        }
        for finer in many(&value["refinedBy"]) {
            self.selector(finer, target, depth - 1)?;
        }
        Ok(())
    }

    /// A text, cleaned.
    fn text(&mut self, value: &Value) -> Result<String, AnnotationError> {
        let text = self.raw(value)?;
        Ok(text.trim().to_owned())
    }

    /// A text with the spaces around it.
    fn raw(&mut self, value: &Value) -> Result<String, AnnotationError> {
        let text = value.as_str().unwrap_or_default();
        if text.len() > self.limits.text {
            let (at, most) = (self.at, self.limits.text);
            let what = format!("a text of annotation {at} has more than {most} bytes");
            return Err(AnnotationError::TooLarge(what));
        }
        let (kept, unwelcome) = clean(text);
        if unwelcome {
            self.problem("characters that may not stand in a reviewed text were dropped");
        }
        let start = &text[..text.len() - text.trim_start().len()];
        let end = &text[text.trim_end().len().max(start.len())..];
        let spaces = |text: &str| " ".repeat(usize::from(!text.is_empty()));
        Ok([spaces(start), kept, spaces(end)].concat())
    }

    /// A text on one line, such as an address or a name.
    fn line(&mut self, value: &Value) -> Result<String, AnnotationError> {
        let text = self.text(value)?;
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn problem(&mut self, what: impl Into<String>) {
        let place = match self.at {
            0 => "whole file".to_owned(),
            at => format!("annotation {at}"),
        };
        let problem = Problem {
            place,
            what: what.into(),
        };
        if self.read.problems.last() != Some(&problem) {
            self.read.problems.push(problem);
        }
    }
}

/// One or several: JSON-LD does not tell them apart.
fn many(value: &Value) -> impl Iterator<Item = &Value> {
    let list = match value {
        Value::Array(list) => list.as_slice(),
        Value::Null => &[],
        one => std::slice::from_ref(one),
    };
    list.iter()
}

fn has_type(value: &Value, name: &str) -> bool {
    let kinds = [&value["type"], &value["@type"]];
    let mut kinds = kinds.into_iter().flat_map(many).filter_map(Value::as_str);
    kinds.any(|kind| kind.trim_start_matches("oa:") == name)
}

fn kind_of(value: &Value) -> &str {
    let kind = many(&value["type"]).find_map(Value::as_str);
    kind.unwrap_or("without a type")
}

fn motivation(value: &Value) -> Motivation {
    motivation_named(value).unwrap_or_default()
}

fn motivation_named(value: &Value) -> Option<Motivation> {
    let mut names = many(value).filter_map(Value::as_str);
    names.find_map(|name| match name.trim_start_matches("oa:") {
        "replying" => Some(Motivation::Replying),
        "editing" => Some(Motivation::Editing),
        "commenting" => Some(Motivation::Commenting),
        _ => None,
    })
}

/// The text that HTML shows.
fn shown(markup: &str) -> String {
    let Ok(reading) = html::read(markup.as_bytes(), &Limits::default()) else {
        return String::new();
    };
    let lines = reading
        .document
        .blocks
        .iter()
        .map(|block| block.text.as_str());
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn looks_like_address(body: &Value) -> bool {
    body.as_str()
        .is_some_and(|it| it.starts_with("http://") || it.starts_with("https://"))
}
