use std::cell::Cell;

/// Stand in written Markdown for the start of a block's own text, for its end and for the places at
/// which it is cut. Noncharacters: no document holds them.
const START: char = '\u{FDD0}';
const END: char = '\u{FDD1}';
const CUT: char = '\u{FDD2}';

/// Where the text of each block is cut as it is written, in the order of the blocks; the offsets of
/// each ascend. Nothing is cut unless a redline asks for it.
#[derive(Debug, Default)]
pub(super) struct Cuts<'a> {
    places: Option<&'a [Vec<usize>]>,
    block: Cell<usize>,
}

/// A block as it was written.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Unit {
    /// What stands before its text: an empty line, a list marker.
    pub(super) before: String,
    /// Its label and then its text, cut; one piece where it could not be cut.
    pub(super) pieces: Vec<String>,
    /// What stands behind it, to the end of the line.
    pub(super) after: String,
}

impl Unit {
    /// A piece, or nothing where the block could not be cut.
    pub(super) fn piece(&self, index: usize) -> &str {
        self.pieces.get(index).map_or("", String::as_str)
    }
}

impl<'a> Cuts<'a> {
    /// Cuts each block at these places.
    pub(super) fn at(places: &'a [Vec<usize>]) -> Self {
        Self {
            places: Some(places),
            block: Cell::new(0),
        }
    }

    /// The text of the next block, written by `write`, which is given the places to cut.
    pub(super) fn frame(&self, write: impl FnOnce(&[usize]) -> String) -> String {
        let Some(places) = self.places else {
            return write(&[]);
        };
        let block = self.block.replace(self.block.get() + 1);
        let text = write(places.get(block).map_or(&[], Vec::as_slice));
        format!("{START}{text}{END}")
    }

    /// The text of several blocks that is written as one.
    pub(super) fn frame_all(&self, blocks: usize, text: String) -> String {
        let mut framed = self.frame(|_| text);
        for _ in 1..blocks {
            framed.push_str(&self.frame(|_| String::new()));
        }
        framed
    }
}

/// Puts a cut into text that is being written.
pub(super) fn cut(out: &mut String) {
    out.push(CUT);
}

/// What of written text is more than cuts, as far as its end tells.
pub(super) fn seen(text: &str) -> &str {
    let text = text.trim_end_matches([START, END, CUT]);
    text.trim_start_matches([START, END, CUT])
}

/// Takes what was written with cuts apart: its blocks, and what stands behind the last.
pub(super) fn units(written: &str) -> (Vec<Unit>, String) {
    let mut units: Vec<Unit> = Vec::new();
    let mut rest = written;
    while let Some((frame, text)) = rest.split_once(START) {
        let before = close(&mut units, frame);
        let (text, behind) = text.split_once(END).unwrap_or((text, ""));
        units.push(Unit {
            before: before.to_owned(),
            pieces: text.split(CUT).map(str::to_owned).collect(),
            after: String::new(),
        });
        rest = behind;
    }
    let tail = close(&mut units, rest).to_owned();
    (units, tail)
}

/// Gives the last block what stands behind it in its line, and the line that ends a table's head; the
/// rest is of the next.
fn close<'a>(units: &mut [Unit], frame: &'a str) -> &'a str {
    let (Some(last), Some(mut end)) = (units.last_mut(), frame.find('\n')) else {
        return frame;
    };
    if is_delimiter_row(&frame[end + 1..]) {
        end += frame[end + 1..].find('\n').map_or(0, |more| more + 1);
    }
    last.after = frame[..=end].to_owned();
    &frame[end + 1..]
}

fn is_delimiter_row(frame: &str) -> bool {
    frame.trim_start().starts_with("| --- |")
}
