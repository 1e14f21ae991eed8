use comrak::{
    Node,
    nodes::{ListDelimType, ListType, NodeList, NodeValue},
};
use document::{Block, Kind};

use super::blocks::{Context, Reader};
use crate::{ReadError, spans::take_label};

/// Deeper lists than people write; the parser itself takes what lies below 100 for text.
const MOST_DEPTH: u8 = 64;

/// Reads the items of one list, each a block with the label that a reader sees.
pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    node: Node<'a>,
    list: &NodeList,
    context: &Context,
) -> Result<(), ReadError> {
    let mut inside = context.deeper();
    inside.list = context.list.saturating_add(1);
    if inside.list > MOST_DEPTH {
        let why = format!("its lists are nested more than {MOST_DEPTH} deep");
        return Err(ReadError::TooLarge(why));
    }
    for (index, item) in node.children().enumerate() {
        if !matches!(item.data().value, NodeValue::Item(_)) {
            continue;
        }
        reader.flush_item();
        reader.item = context
            .takes_items()
            .then(|| new_item(list, index, inside.list));
        reader.children(item, &inside.deeper())?;
        reader.flush_item();
    }
    Ok(())
}

fn new_item(list: &NodeList, index: usize, level: u8) -> Block {
    let ordered = list.list_type == ListType::Ordered;
    let mut block = Block::new(Kind::ListItem, "");
    block.level = Some(level);
    block.ordered = Some(ordered);
    block.number = ordered.then(|| label(list, index));
    block
}

fn label(list: &NodeList, index: usize) -> String {
    let number = list.start + index;
    match list.delimiter {
        ListDelimType::Period => format!("{number}."),
        ListDelimType::Paren => format!("{number})"),
    }
}

/// An item of a bulleted list whose text starts with a typed label (`- (b) ...`) is numbered.
pub(super) fn take_typed_label(item: &mut Block) {
    if item.number.is_none() {
        take_label(item);
        item.ordered = Some(item.number.is_some());
    }
}
