use formats::Reading;
use server::review::{Publish, RevisionProblem};

/// What publishing these files asks for, each with the language it is in.
pub(crate) fn publication(
    readings: impl IntoIterator<Item = (String, Reading)>,
    note: &str,
    expected: Option<u32>,
) -> Publish {
    let mut publish = Publish {
        documents: Vec::new(),
        problems: Vec::new(),
        note: note.to_owned(),
        expected,
        check: false,
    };
    for (
        language,
        Reading {
            mut document,
            problems,
        },
    ) in readings
    {
        document.language.clone_from(&language);
        publish.documents.push(document);
        let problems = problems.into_iter().map(|problem| RevisionProblem {
            language: language.clone(),
            place: problem.place,
            what: problem.what,
        });
        publish.problems.extend(problems);
    }
    publish
}
