//! Where blocks stand on the pages: read from the pages themselves, so that they are what is printed.

use typst::{
    foundations::Value,
    introspection::{MetadataElem, Tag},
    layout::{Frame, FrameItem, Point},
    model::ParLineMarker,
};
use typst_layout::PagedDocument;

/// The pages and lines that a block covers in the clean PDF.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// Index of the block in the document.
    pub block: usize,
    /// The page on which it starts, from 1.
    pub first_page: usize,
    /// The number of its first line on that page, as printed; 0 where no line is.
    pub first_line: usize,
    /// The page on which it ends.
    pub last_page: usize,
    /// The number of its last line on that page.
    pub last_line: usize,
}

/// The places of so many blocks; one that is not on any page has none.
pub(super) fn places(pages: &PagedDocument, blocks: usize) -> Vec<Place> {
    let mut starts = vec![None; blocks];
    let mut ends = vec![None; blocks];
    for (index, page) in pages.pages().iter().enumerate() {
        let mut found = Found::default();
        found.walk(&page.frame, Point::zero());
        found.numbers.sort_by(|a, b| a.0.total_cmp(&b.0));
        found.lines.sort_by(f64::total_cmp);
        for edge in &found.edges {
            let spot = (index + 1, found.line(edge));
            let Some(block) = edge.block.checked_sub(1).filter(|block| *block < blocks) else {
                continue;
            };
            if edge.end {
                ends[block] = Some(spot);
            } else {
                starts[block].get_or_insert(spot);
            }
        }
    }
    let both = starts.into_iter().zip(ends).enumerate();
    both.filter_map(|(block, (start, end))| place(block, start?, end?))
        .collect()
}

fn place(block: usize, start: (usize, usize), end: (usize, usize)) -> Option<Place> {
    Some(Place {
        block,
        first_page: start.0,
        first_line: start.1,
        last_page: end.0,
        last_line: end.1,
    })
}

/// What one page tells.
#[derive(Default)]
struct Found {
    /// Base line and number of each number in the margin.
    numbers: Vec<(f64, usize)>,
    /// The base lines of all lines; several near each other bear one number.
    lines: Vec<f64>,
    edges: Vec<Edge>,
}

/// The start or the end of a block.
struct Edge {
    /// From 1.
    block: usize,
    end: bool,
    /// The base line, for an edge inside of a line.
    y: f64,
}

impl Found {
    fn walk(&mut self, frame: &Frame, origin: Point) {
        for (at, item) in frame.items() {
            let point = origin + *at;
            match item {
                FrameItem::Group(group) => self.walk(&group.frame, point),
                FrameItem::Tag(Tag::Start(content, _)) if content.is::<ParLineMarker>() => {
                    self.lines.push(point.y.to_pt());
                }
                FrameItem::Tag(tag) => self.edges.extend(edge(tag, point.y.to_pt())),
                FrameItem::Text(text) if point.x.to_pt() < MARGIN => {
                    let number = text.text.parse().ok();
                    self.numbers
                        .extend(number.map(|number| (point.y.to_pt(), number)));
                }
                _ => {}
            }
        }
    }

    /// The number of the line that an edge is in; else of the next line for a start, of the one before
    /// for an end.
    fn line(&self, edge: &Edge) -> usize {
        const NEAR: f64 = 0.1;
        let inside = self.lines.iter().any(|line| (line - edge.y).abs() < NEAR);
        let mut before = self.numbers.iter().rev();
        let mut after = self.numbers.iter();
        let found = if inside || edge.end {
            before.find(|(base, _)| *base <= edge.y + NEAR)
        } else {
            after.find(|(base, _)| *base >= edge.y - NEAR)
        };
        found.or_else(|| self.numbers.last()).map_or(0, |it| it.1)
    }
}

/// Where the text starts; the numbers of lines stand left of it, and nothing else does.
const MARGIN: f64 = 70.0;

/// A positive number marks the start of a block, a negative one its end.
fn edge(tag: &Tag, y: f64) -> Option<Edge> {
    let Tag::Start(content, _) = tag else {
        return None;
    };
    let Value::Int(number) = content.to_packed::<MetadataElem>()?.value else {
        return None;
    };
    Some(Edge {
        block: usize::try_from(number.unsigned_abs()).ok()?,
        end: number < 0,
        y,
    })
}
