//! The labels that lists and headings show, computed as a word processor computes them
//! (ECMA-376 part 1, 17.9).

use std::collections::{HashMap, HashSet};

use crate::docx::{counting::Counting, names::Ns, tree::Element};

/// The deepest list level of WordprocessingML.
const LEVELS: usize = 9;

/// The definitions of lists and where each of them stands in the text so far.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<String, Definition>,
    lists: HashMap<u32, List>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists and levels whose restart was already done.
    started: HashSet<(u32, u8)>,
    /// While something is tried: what to undo.
    trial: Option<Vec<Undo>>,
}

/// A step of counting taken back.
#[derive(Debug)]
enum Undo {
    /// The counters of a definition as they were.
    Counters(String, Option<[Option<u32>; LEVELS]>),
    /// A restart that was not yet done.
    Restart(u32, u8),
}

/// `w:abstractNum`.
#[derive(Debug, Clone, Default)]
struct Definition {
    name: String,
    levels: [Level; LEVELS],
    /// The level that names a paragraph style, by that style's id.
    styles: HashMap<String, u8>,
    /// The list style that holds the real levels.
    link: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Level {
    counting: Counting,
    /// Such as `%1.%2`.
    text: String,
    start: u32,
    /// All numbers of the label in decimal.
    legal: bool,
    /// Does not restart after a higher level.
    endless: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            counting: Counting::Nothing,
            text: String::new(),
            start: 1,
            legal: false,
            endless: false,
        }
    }
}

/// `w:num`.
#[derive(Debug, Default)]
struct List {
    definition: String,
    starts: HashMap<u8, u32>,
    levels: HashMap<u8, Level>,
}

/// What a list says about one of its paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    /// A bullet.
    Bullet,
    /// A number as the reader sees it; `None` where our own writer noted that there is none.
    Number(Option<String>),
    /// Neither: the paragraph only stands under an item.
    Blank,
}

/// The names under which our writer keeps lists whose labels are not what Word would show.
pub(in crate::docx) const UNLABELLED: &str = "Understory unlabelled";

impl Numbering {
    /// Takes in `numbering.xml`.
    pub(super) fn of(root: Element<'_>) -> Self {
        let mut numbering = Self::default();
        let mut by_style = HashMap::new();
        for element in root.children() {
            match element.name() {
                (Ns::W, "abstractNum") => {
                    let id = element.w("abstractNumId").unwrap_or_default().to_owned();
                    if let Some(style) = element.value_of("styleLink") {
                        by_style.insert(style.to_owned(), id.clone());
                    }
                    numbering.definitions.insert(id, definition(element));
                }
                (Ns::W, "num") => {
                    if let Some(id) = element.w("numId").and_then(|id| id.parse().ok()) {
                        numbering.lists.insert(id, list(element));
                    }
                }
                _ => {}
            }
        }
        numbering.follow_links(&by_style);
        numbering
    }

    /// A definition may only point to the one behind a list style.
    fn follow_links(&mut self, by_style: &HashMap<String, String>) {
        for list in self.lists.values_mut() {
            let link = self
                .definitions
                .get(&list.definition)
                .and_then(|definition| definition.link.as_ref());
            if let Some(real) = link.and_then(|style| by_style.get(style)) {
                list.definition.clone_from(real);
            }
        }
    }

    /// The level of a list that belongs to this paragraph style.
    pub(super) fn level_of_style(&self, list: u32, style: &str) -> Option<u8> {
        self.definition(list)?.styles.get(style).copied()
    }

    fn definition(&self, list: u32) -> Option<&Definition> {
        self.definitions.get(&self.lists.get(&list)?.definition)
    }

    /// Begins to count anew, at the start of the text.
    pub(super) fn reset(&mut self) {
        self.counters.clear();
        self.started.clear();
    }

    /// From here on what is counted is only tried.
    pub(super) fn begin_trial(&mut self) {
        self.trial = Some(Vec::new());
    }

    /// Takes back what was counted since the trial began.
    pub(super) fn end_trial(&mut self) {
        for step in self.trial.take().unwrap_or_default().into_iter().rev() {
            match step {
                Undo::Counters(definition, Some(counters)) => {
                    self.counters.insert(definition, counters);
                }
                Undo::Counters(definition, None) => drop(self.counters.remove(&definition)),
                Undo::Restart(list, level) => {
                    self.started.remove(&(list, level));
                }
            }
        }
    }

    /// Counts the next paragraph of a list and says how it is labelled; `None` when there is no
    /// such list.
    pub(super) fn next(&mut self, list_id: u32, level: u8) -> Option<Label> {
        let level = level.min(8);
        let list = self.lists.get(&list_id)?;
        let definition = self.definitions.get(&list.definition)?;
        let own = list.level(definition, level);
        if own.counting == Counting::Bullet {
            let blank = own.text.trim().is_empty();
            return Some(if blank { Label::Blank } else { Label::Bullet });
        }
        if own.counting == Counting::Nothing && own.text.trim().is_empty() {
            return Some(Label::Blank);
        }
        let restart = list
            .starts
            .get(&level)
            .filter(|_| self.started.insert((list_id, level)));
        if let Some(trial) = &mut self.trial {
            let before = self.counters.get(&list.definition).copied();
            trial.push(Undo::Counters(list.definition.clone(), before));
            trial.extend(restart.map(|_| Undo::Restart(list_id, level)));
        }
        let counters = self.counters.entry(list.definition.clone()).or_default();
        count(
            counters,
            usize::from(level),
            |at| list.level(definition, at),
            restart,
        );
        if definition.name == UNLABELLED {
            return Some(Label::Number(None));
        }
        let label = render(own, counters, |at| list.level(definition, at));
        Some(Label::Number((!label.is_empty()).then_some(label)))
    }
}

impl List {
    fn level<'l>(&'l self, definition: &'l Definition, level: u8) -> &'l Level {
        let own = self.levels.get(&level);
        own.unwrap_or(&definition.levels[usize::from(level.min(8))])
    }
}

fn count<'l>(
    counters: &mut [Option<u32>; LEVELS],
    level: usize,
    level_of: impl Fn(u8) -> &'l Level,
    restart: Option<&u32>,
) {
    let at = |index: usize| level_of(u8::try_from(index).unwrap_or(8));
    for (upper, counter) in counters.iter_mut().enumerate().take(level) {
        counter.get_or_insert(at(upper).start);
    }
    counters[level] = Some(match (restart, counters[level]) {
        (Some(&start), _) => start,
        (None, Some(last)) => last.saturating_add(1),
        (None, None) => at(level).start,
    });
    for (deeper, counter) in counters.iter_mut().enumerate().skip(level + 1) {
        if !at(deeper).endless {
            *counter = None;
        }
    }
}

/// Fills `%1` to `%9` of a label's pattern.
fn render<'l>(
    own: &Level,
    counters: &[Option<u32>; LEVELS],
    level_of: impl Fn(u8) -> &'l Level,
) -> String {
    let mut label = String::new();
    let mut characters = own.text.chars().peekable();
    while let Some(character) = characters.next() {
        let digit = characters.peek().and_then(|next| next.to_digit(10));
        match (character, digit) {
            ('%', Some(digit @ 1..=9)) => {
                characters.next();
                let index = u8::try_from(digit - 1).unwrap_or(0);
                let value = counters[usize::from(index)].unwrap_or(1);
                let counting = match level_of(index).counting {
                    _ if own.legal => Counting::Decimal,
                    counting => counting,
                };
                label.push_str(&counting.write(value));
            }
            _ => label.push(character),
        }
    }
    label.trim().to_owned()
}

fn definition(element: Element<'_>) -> Definition {
    let mut definition = Definition {
        name: element.value_of("name").unwrap_or_default().to_owned(),
        link: element.value_of("numStyleLink").map(String::from),
        ..Definition::default()
    };
    for child in element.children().filter(|child| child.is(Ns::W, "lvl")) {
        let Some(index) = level_index(child) else {
            continue;
        };
        definition.levels[usize::from(index)] = level(child);
        if let Some(style) = child.value_of("pStyle") {
            definition.styles.insert(style.to_owned(), index);
        }
    }
    definition
}

fn level_index(element: Element<'_>) -> Option<u8> {
    let index = element.w("ilvl")?.parse().ok()?;
    (usize::from(index) < LEVELS).then_some(index)
}

fn level(element: Element<'_>) -> Level {
    let text = element.child(Ns::W, "lvlText");
    Level {
        counting: Counting::of_name(element.value_of("numFmt").unwrap_or("decimal")),
        text: text
            .and_then(|text| text.w("val"))
            .unwrap_or_default()
            .to_owned(),
        start: element
            .value_of("start")
            .and_then(|start| start.parse().ok())
            .unwrap_or(0),
        legal: element.toggle("isLgl") == Some(true),
        endless: element.value_of("lvlRestart") == Some("0"),
    }
}

fn list(element: Element<'_>) -> List {
    let mut list = List {
        definition: element
            .value_of("abstractNumId")
            .unwrap_or_default()
            .to_owned(),
        ..List::default()
    };
    for child in element.children() {
        if !child.is(Ns::W, "lvlOverride") {
            continue;
        }
        let Some(index) = level_index(child) else {
            continue;
        };
        let start = child.value_of("startOverride");
        if let Some(start) = start.and_then(|start| start.parse().ok()) {
            list.starts.insert(index, start);
        }
        if let Some(own) = child.child(Ns::W, "lvl") {
            list.levels.insert(index, level(own));
        }
    }
    list
}
