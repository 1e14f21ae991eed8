//! What a package could hold and does not, with the reason.

use formats::{Format, WriteError, package::LeftOut};

use crate::problem::Problem;

/// A file that is not there.
pub(super) struct Missing {
    pub(super) path: String,
    reason: Reason,
}

/// Why.
enum Reason {
    /// The program writes no such files.
    NotBuilt,
    /// No font has the letters.
    NoFont,
    /// The earlier revision has no text in the language.
    NoOlderText(u32, String),
    /// The writer said so.
    Said(String),
}

impl Missing {
    /// A redline without an older side.
    pub(super) fn older_text(path: String, revision: u32, language: &str) -> Self {
        let reason = Reason::NoOlderText(revision, language.to_owned());
        Self { path, reason }
    }

    /// A PDF that could not be written; everything else is written everywhere, so that it failing
    /// is a mistake.
    pub(super) fn file(path: String, format: Format, error: WriteError) -> Result<Self, Problem> {
        if format != Format::Pdf {
            return Err(error.into());
        }
        let reason = match error {
            WriteError::NotBuilt(_) => Reason::NotBuilt,
            WriteError::NoFont => Reason::NoFont,
            other => Reason::Said(other.to_string()),
        };
        Ok(Self { path, reason })
    }

    /// For the manifest.
    pub(super) fn stated(&self) -> LeftOut {
        LeftOut {
            path: self.path.clone(),
            why: self.why(0),
        }
    }

    /// In English, Chinese or Portuguese.
    pub(super) fn why(&self, language: usize) -> String {
        let pick = |sentences: [&str; 3]| sentences[language].to_owned();
        match &self.reason {
            Reason::NotBuilt => pick([
                "this program was built without PDF",
                "本程序未包含 PDF 功能",
                "este programa foi compilado sem PDF",
            ]),
            Reason::NoFont => pick([
                "no font on that machine has the letters of this text",
                "该机器上没有能显示此文本的字体",
                "nenhuma fonte daquela máquina tem as letras deste texto",
            ]),
            Reason::NoOlderText(revision, tag) => pick([
                "revision {m} has no text in {tag}",
                "第 {m} 版没有 {tag} 文本",
                "a revisão {m} não tem texto em {tag}",
            ])
            .replace("{m}", &revision.to_string())
            .replace("{tag}", tag),
            Reason::Said(what) => what.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_pdf_may_be_left_out_and_the_reason_is_said() {
        let path = || "text/a.pdf".to_owned();
        let docx = WriteError::TooLarge {
            format: Format::Docx,
        };
        assert!(Missing::file(path(), Format::Docx, docx).is_err());
        let missing = Missing::file(path(), Format::Pdf, WriteError::NoFont);
        let missing = missing.ok().unwrap();
        let stated = missing.stated();
        assert_eq!(stated.path, "text/a.pdf");
        assert_eq!(
            stated.why,
            "no font on that machine has the letters of this text"
        );
        assert!(missing.why(1).contains("字体") && missing.why(2).contains("fonte"));
        let older = Missing::older_text("redline/a".to_owned(), 2, "pt");
        assert_eq!(older.why(0), "revision 2 has no text in pt");
    }
}
