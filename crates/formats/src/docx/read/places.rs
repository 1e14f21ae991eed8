//! What a package holds beside the text that is read, listed so that nobody misses it unknowingly.

use super::{Context, Found};
use crate::{
    ReadError,
    docx::{names::Ns, package::Relationships, xml::Step},
};

/// Lists comments, headers, macros, embedded files and references to other places.
pub(super) fn list_left_out(
    context: &Context<'_>,
    found: &mut Found,
    relationships: &Relationships,
) -> Result<(), ReadError> {
    let mut targets: Vec<_> = relationships.values().collect();
    targets.sort_by(|a, b| a.target.cmp(&b.target));
    for target in targets {
        match (target.kind.as_str(), target.external) {
            ("hyperlink" | "image", _) => {}
            (kind, true) => found.problem(
                "whole file",
                format!("a reference ({kind}) to {} was dropped", target.target),
            ),
            ("comments", _) if context.keeps_all() => {}
            ("comments", _) => list_comments(context, found, &target.target)?,
            ("header" | "footer", _) => list_text(context, found, &target.target, &target.kind)?,
            _ => {}
        }
    }
    list_parts(context, found);
    Ok(())
}

fn list_comments(context: &Context<'_>, found: &mut Found, part: &str) -> Result<(), ReadError> {
    let count = count_elements(context, part, "comment")?;
    if count > 0 {
        let what = format!("{count} comments in the margin were left out");
        found.problem("whole file", what);
    }
    Ok(())
}

fn list_text(
    context: &Context<'_>,
    found: &mut Found,
    part: &str,
    kind: &str,
) -> Result<(), ReadError> {
    let mut text = String::new();
    context.package.stream(part, |source| {
        loop {
            match source.step()? {
                Step::End => return Ok(()),
                Step::Open if source.head().is(Ns::W, "t") => {
                    text.push_str(&source.tree()?.root().text());
                }
                Step::Open | Step::Close => {}
            }
        }
    })?;
    let text = text.trim();
    if !text.is_empty() {
        let shown: String = text.chars().take(80).collect();
        found.problem(
            part,
            format!("the page {kind} \u{201C}{shown}\u{201D} was left out"),
        );
    }
    Ok(())
}

fn count_elements(context: &Context<'_>, part: &str, name: &str) -> Result<usize, ReadError> {
    let mut count = 0;
    context.package.stream(part, |source| {
        loop {
            match source.step()? {
                Step::End => return Ok(()),
                Step::Open if source.head().is(Ns::W, name) => count += 1,
                Step::Open | Step::Close => {}
            }
        }
    })?;
    Ok(count)
}

fn list_parts(context: &Context<'_>, found: &mut Found) {
    let parts = context.package.parts();
    let count = |wanted: &str| parts.iter().filter(|part| part.contains(wanted)).count();
    for (wanted, what) in [
        ("vbaproject", "macros were dropped"),
        ("/embeddings/", "embedded files were dropped"),
        ("/activex/", "controls were dropped"),
    ] {
        if count(wanted) > 0 {
            found.problem("whole file", what);
        }
    }
}
