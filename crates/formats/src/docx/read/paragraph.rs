//! What a paragraph is: from its properties and style to kind, level and label.

use document::{AtomKind, Block, BlockId, Kind};

use super::{
    Context,
    numbering::{Label, Numbering},
    styles::{self, ListPlace, ParagraphStyle, Role},
};
use crate::{
    docx::{names::Ns, tree::Element},
    spans,
};

/// What the properties of a paragraph say.
#[derive(Debug, Clone, Default)]
pub(super) struct Traits {
    style: ParagraphStyle,
    role: Role,
    list: Option<ListPlace>,
    /// A line is drawn under or through it.
    rule: bool,
}

impl Traits {
    /// From the properties of one side; `rule` says that a line was drawn in the paragraph.
    pub(super) fn of(
        properties: Option<Element<'_>>,
        context: &Context<'_>,
        numbering: &Numbering,
        rule: bool,
    ) -> Self {
        let stated = properties.and_then(|properties| properties.value_of("pStyle"));
        let style = context.styles.paragraph(stated);
        let own_list = properties
            .and_then(|properties| properties.child(Ns::W, "numPr"))
            .and_then(styles::list_place);
        let list = styles::complete(own_list, style.list).map(|mut place| {
            let by_style = || numbering.level_of_style(place.list, stated?);
            place.level = place.level.or_else(by_style);
            place
        });
        let outline = properties.and_then(|properties| properties.value_of("outlineLvl"));
        let role = outline.and_then(styles::outline_role).unwrap_or(style.role);
        let border = properties.and_then(|properties| properties.child(Ns::W, "pBdr"));
        Self {
            role,
            list,
            rule: rule || border.is_some_and(is_underline),
            style,
        }
    }

    pub(super) fn is_contents(&self) -> bool {
        self.role == Role::Contents
    }

    /// Whether the paragraph means something without text.
    pub(super) fn stands_empty(&self) -> bool {
        self.rule || self.role == Role::Rule
    }

    /// The list that counts the paragraph.
    pub(super) fn list(&self) -> Option<(u32, u8)> {
        let place = self.list?;
        Some((place.list, place.level.unwrap_or(0).min(8)))
    }
}

/// A border below and nowhere else.
fn is_underline(border: Element<'_>) -> bool {
    border.children().count() == 1 && border.child(Ns::W, "bottom").is_some()
}

/// Gives a block its kind, level, label and id.
pub(super) fn shape(
    block: &mut Block,
    traits: &Traits,
    label: Option<String>,
    id: Option<String>,
    numbering: &mut Numbering,
) {
    let ours = id.is_some();
    block.id = BlockId::from(id.unwrap_or_default());
    match traits.role {
        Role::Heading(level) => set(block, Kind::Heading, Some(level)),
        Role::Quote(level) => set(block, Kind::Quote, Some(level)),
        Role::Continue(level) => set(block, Kind::Paragraph, Some(level)),
        Role::Figure => block.kind = Kind::Figure,
        Role::Code => {
            block.kind = Kind::Code;
            block.info.clone_from(&traits.style.info);
        }
        Role::Rule if block.text.is_empty() => block.kind = Kind::Rule,
        Role::Plain | Role::Contents | Role::Rule => {
            if traits.rule && block.text.is_empty() {
                block.kind = Kind::Rule;
            } else if !ours && is_picture(block) {
                block.kind = Kind::Figure;
            }
        }
    }
    if let Some((list, level)) = traits.list() {
        listed(block, list, level, numbering);
    }
    let typed = label.map(|label| label.trim_end_matches('\t').to_owned());
    if let Some(typed) = typed {
        block.number = (!typed.is_empty()).then_some(typed);
    } else if !ours && block.number.is_none() {
        spans::take_label(block);
    }
}

fn set(block: &mut Block, kind: Kind, level: Option<u8>) {
    block.kind = kind;
    block.level = level;
}

/// Takes in what the list says: an item, a numbered heading, or text that continues an item.
fn listed(block: &mut Block, list: u32, level: u8, numbering: &mut Numbering) {
    let Some(label) = numbering.next(list, level) else {
        return;
    };
    let item = block.kind == Kind::Paragraph && block.level.is_none();
    match label {
        Label::Blank if block.level.is_none() => block.level = Some(level + 1),
        Label::Blank => {}
        Label::Bullet if item => {
            set(block, Kind::ListItem, Some(level + 1));
            block.ordered = Some(false);
        }
        Label::Bullet => {}
        Label::Number(number) => {
            if item {
                set(block, Kind::ListItem, Some(level + 1));
                block.ordered = Some(true);
            }
            block.number = number;
        }
    }
}

/// A picture by itself.
fn is_picture(block: &Block) -> bool {
    let picture =
        |kind: &AtomKind| matches!(kind, AtomKind::Image { .. } | AtomKind::RemoteImage { .. });
    block.atoms.len() == 1 && block.length() == 1 && picture(&block.atoms[0].kind)
}
