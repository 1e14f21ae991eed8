//! The title page.

use document::Document;
use redline::Redline;

use super::{
    credits::Person,
    remarks::{day, label},
    sheet::{Cover, Fact, Op, Run, Sign, Style},
    words::{self, Words},
};
use crate::{MarginComment, Presentation};

/// The title page of a text.
pub(super) fn of_text(document: &Document, presentation: &Presentation, words: &Words) -> Cover {
    let mut facts = vec![fact(words.published_by, presentation.author.clone())];
    facts.extend(common(&document.language, presentation, words));
    let mut legend = remark_signs(presentation, words);
    legend.push(line_sign(words));
    Cover {
        subtitle: newer(presentation, words, ""),
        facts: told(facts).collect(),
        legend_title: words.legend.to_owned(),
        legend,
    }
}

/// The title page of a redline.
pub(super) fn of_redline(
    redline: &Redline<'_>,
    presentation: &Presentation,
    people: &[Person],
    words: &Words,
) -> Cover {
    let mut facts = vec![
        fact(words.changed_by, presentation.author.clone()),
        fact(words.figures, figures(redline, words)),
    ];
    facts.extend(common(&redline.new.language, presentation, words));
    let mut legend = signs(words);
    legend.extend(people.iter().map(|person| by_sign(person, words)));
    legend.extend(remark_signs(presentation, words));
    legend.push(line_sign(words));
    Cover {
        subtitle: format!("{} · {}", words.changes, sides(presentation, words)),
        facts: told(facts).collect(),
        legend_title: words.legend.to_owned(),
        legend,
    }
}

/// What the running head says on its right.
pub(super) fn version(presentation: &Presentation, words: &Words, redline: bool) -> String {
    if redline {
        sides(presentation, words)
    } else {
        newer(presentation, words, "")
    }
}

/// Between which texts a redline is.
fn sides(presentation: &Presentation, words: &Words) -> String {
    let given = &presentation.old_label;
    let old = match presentation.imprint.compared_with {
        Some(number) => words.revision(number),
        None if given.is_empty() => words.older.to_owned(),
        None => given.clone(),
    };
    format!("{old} → {}", newer(presentation, words, words.newer))
}

fn newer(presentation: &Presentation, words: &Words, unknown: &str) -> String {
    let given = &presentation.new_label;
    match presentation.imprint.revision {
        Some(number) => words.revision(number),
        None if given.is_empty() => unknown.to_owned(),
        None => given.clone(),
    }
}

fn common(language: &str, presentation: &Presentation, words: &Words) -> Vec<Fact> {
    let address = &presentation.imprint.address;
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    let mut address_fact = fact(words.address, address.clone());
    address_fact.link = is_web.then(|| address.clone());
    vec![
        fact(words.date, day(&presentation.date).to_owned()),
        fact(words.language, language_name(language)),
        fact(words.comments, comments(&presentation.notes, words)),
        address_fact,
    ]
}

fn fact(name: &str, value: String) -> Fact {
    Fact {
        name: name.to_owned(),
        value,
        link: None,
    }
}

fn told(facts: Vec<Fact>) -> impl Iterator<Item = Fact> {
    facts.into_iter().filter(|fact| !fact.value.is_empty())
}

fn language_name(tag: &str) -> String {
    match words::primary(tag).as_str() {
        "en" | "zh" | "pt" => Words::of(tag).own_name.to_owned(),
        "und" => String::new(),
        _ => tag.to_owned(),
    }
}

fn figures(redline: &Redline<'_>, words: &Words) -> String {
    let stats = redline.stats();
    let filled = words.counted;
    let filled = filled.replace("{inserted}", &stats.inserted_chars.to_string());
    let filled = filled.replace("{deleted}", &stats.deleted_chars.to_string());
    let filled = filled.replace("{moved}", &stats.moved_chars.to_string());
    filled.replace("{blocks}", &stats.blocks_changed.to_string())
}

fn comments(notes: &[MarginComment], words: &Words) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let resolved = notes.iter().filter(|note| note.resolved).count();
    let counted = words.comments_counted;
    let counted = counted.replace("{all}", &notes.len().to_string());
    counted.replace("{resolved}", &resolved.to_string())
}

/// How changes look.
fn signs(words: &Words) -> Vec<Sign> {
    let of = |word: &words::Sign, op| sign(vec![Run::plain(word.sample, op)], word.meaning);
    let mut bar = of(&words.bar, Op::Same);
    bar.bar = true;
    let half = |away, op| {
        let sign = Run::Move { number: 0, away };
        [sign, Run::plain(words.moved.sample, op)]
    };
    let moved = [half(true, Op::MovedFrom), half(false, Op::MovedTo)];
    let space = Run::plain(" ", Op::Same);
    let pair = |old: &str, new: &str| {
        let (old, new) = (Run::plain(old, Op::Delete), Run::plain(new, Op::Insert));
        vec![old, space.clone(), new]
    };
    let broken = vec![
        Run::plain("¶", Op::Insert),
        space.clone(),
        Run::plain("¶", Op::Delete),
    ];
    vec![
        of(&words.inserted, Op::Insert),
        of(&words.deleted, Op::Delete),
        sign(moved.join(&Run::Break), words.moved.meaning),
        of(&words.reformatted, Op::Reformat),
        sign(broken, words.broken.meaning),
        sign(pair("4.1", "4.2"), words.relabelled.meaning),
        bar,
    ]
}

fn remark_signs(presentation: &Presentation, words: &Words) -> Vec<Sign> {
    if presentation.notes.is_empty() {
        return Vec::new();
    }
    let lit = Run::Text {
        text: words.remarked.sample.to_owned(),
        style: Style {
            lit: true,
            ..Style::default()
        },
    };
    let label = Run::Text {
        text: label(0, words),
        style: Style {
            marks: vec!["remark"],
            ..Style::default()
        },
    };
    vec![sign(vec![lit, label], words.remarked.meaning)]
}

/// Whose a change is that bears this sign.
fn by_sign(person: &Person, words: &Words) -> Sign {
    let label = person.sign.clone();
    let sample = vec![
        Run::plain(words.inserted.sample, Op::Insert),
        Run::By { label },
    ];
    sign(sample, &format!("{} {}", words.changed_by, person.name))
}

fn line_sign(words: &Words) -> Sign {
    let number = Run::Text {
        text: words.lines.sample.to_owned(),
        style: Style {
            marks: vec!["line"],
            ..Style::default()
        },
    };
    sign(vec![number], words.lines.meaning)
}

fn sign(sample: Vec<Run>, meaning: &str) -> Sign {
    Sign {
        sample,
        bar: false,
        meaning: meaning.to_owned(),
    }
}
