use std::path::Path;

use axum::{
    body::Bytes,
    extract::{Multipart, multipart::Field},
};
use formats::{Format, Limits, Reading};
use review::{Publish, RevisionProblem, document::Digest};

use crate::{
    form::{file, next_part, number, text},
    problem::Problem,
};

/// What a form of publishing brought, not yet read.
#[derive(Debug, Default)]
pub(super) struct Upload {
    files: Vec<File>,
    note: String,
    expected: Option<u32>,
    check: bool,
}

#[derive(Debug)]
struct File {
    /// None: the guideline's.
    language: Option<String>,
    name: String,
    bytes: Bytes,
}

impl Upload {
    /// Takes all parts in.
    pub(super) async fn receive(mut parts: Multipart) -> Result<Self, Problem> {
        let mut upload = Self::default();
        while let Some(part) = next_part(&mut parts).await? {
            upload.take(part).await?;
        }
        if upload.files.is_empty() {
            return Err(Problem::invalid("file", "is missing"));
        }
        Ok(upload)
    }

    /// The documents, read in the order in which they came.
    pub(super) fn read(self, main_language: &str) -> Result<Publish, Problem> {
        let mut publish = Publish {
            documents: Vec::new(),
            problems: Vec::new(),
            note: self.note,
            expected: self.expected,
            check: self.check,
        };
        for file in self.files {
            let language = file.language.as_deref().unwrap_or(main_language).to_owned();
            let reading = file.read()?;
            publish.add(reading, language);
        }
        Ok(publish)
    }

    /// One text for each thing that the form asks for.
    pub(super) fn digests(&self) -> Vec<String> {
        let files = self.files.iter().map(|file| {
            let language = file.language.as_deref().unwrap_or_default();
            format!("{language} {} {}", file.name, Digest::of_bytes(&file.bytes))
        });
        let wish = format!("{:?} {} {}", self.expected, self.check, self.note);
        files.chain([wish]).collect()
    }

    async fn take(&mut self, part: Field<'_>) -> Result<(), Problem> {
        let field = part.name().unwrap_or_default().to_owned();
        match field.as_str() {
            "note" => self.note = text(part).await?,
            "expected" => {
                let what = "is the number of a revision, or 0";
                self.expected = Some(number(part, what).await?);
            }
            "check" => self.check = text(part).await?.trim() == "true",
            _ => {
                let language = language_of(&field)?;
                let (bytes, name) = file(part).await?;
                self.files.push(File {
                    language,
                    name,
                    bytes,
                });
            }
        }
        Ok(())
    }
}

impl File {
    fn read(&self) -> Result<Reading, Problem> {
        let field = self.field();
        let format = Format::of_path(Path::new(&self.name)).filter(|format| readable(*format));
        let Some(format) = format else {
            let what = "needs a name that ends in .docx, .md, .html or .json";
            return Err(Problem::invalid(&field, what));
        };
        let reading = formats::read(format, &self.bytes, &Limits::default());
        reading.map_err(|error| Problem::from(error).with("field", field.into()))
    }

    fn field(&self) -> String {
        match &self.language {
            Some(language) => format!("file_{language}"),
            None => "file".to_owned(),
        }
    }
}

/// Adds a text to what is published.
trait Add {
    fn add(&mut self, reading: Reading, language: String);
}

impl Add for Publish {
    fn add(&mut self, reading: Reading, language: String) {
        let of_review = |problem: formats::Problem| RevisionProblem {
            language: language.clone(),
            place: problem.place,
            what: problem.what,
        };
        self.problems
            .extend(reading.problems.into_iter().map(of_review));
        let mut document = reading.document;
        document.language = language;
        self.documents.push(document);
    }
}

fn readable(format: Format) -> bool {
    format != Format::Text
}

fn language_of(field: &str) -> Result<Option<String>, Problem> {
    if field == "file" {
        return Ok(None);
    }
    match field.strip_prefix("file_") {
        Some(language) if !language.is_empty() => Ok(Some(language.to_owned())),
        _ => {
            let known = "the form takes file, file_ with a language, note, expected and check";
            Err(Problem::invalid("form", known))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_names_its_language() {
        assert_eq!(language_of("file").unwrap(), None);
        assert_eq!(language_of("file_zh").unwrap().as_deref(), Some("zh"));
        assert!(language_of("file_").is_err());
        assert!(language_of("other").is_err());
    }

    #[test]
    fn a_file_is_read_by_the_ending_of_its_name() {
        #[track_caller]
        fn check(name: &str, bytes: &'static [u8], expect: Result<usize, u16>) {
            let file = File {
                language: None,
                name: name.to_owned(),
                bytes: Bytes::from_static(bytes),
            };
            let read = file.read().map(|reading| reading.document.blocks.len());
            assert_eq!(read.map_err(|problem| problem.status().as_u16()), expect);
        }
        check("draft.md", b"# Scope\n\nText.\n", Ok(2));
        check("draft.docx", b"# Scope\n\nText.\n", Err(422));
        check("draft.md", b"", Err(422));
        check("draft.exe", b"MZ", Err(422));
        check("draft", b"# Scope", Err(422));
        check("draft.txt", b"text", Err(422));
    }
}
