//! XML read as a stream of elements, of which any can be taken as a small tree.
//!
//! Only one tree is in memory at a time (a paragraph, a style), so that memory follows the largest
//! paragraph and not the file. Parsing is iterative; depth is bounded, so that code that walks a
//! tree may recurse. Document types are refused and entities never expanded.

use std::io::BufRead;

use quick_xml::{
    Error as XmlError, Reader,
    events::{BytesRef, BytesStart, Event},
    name::QName,
};

use super::{
    malformed,
    names::{DECLARED, Ns},
    tree::{Element, Tree},
};
use crate::ReadError;

/// Elements and texts of one tree; a paragraph with more is no paragraph.
const TREE_NODES: usize = 1_500_000;
/// Bytes of names and texts of one tree; the same.
const TREE_BYTES: usize = 16 << 20;

/// One part of a package, read element by element.
pub(crate) struct Source<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    prefixes: Prefixes,
    depth: usize,
    depth_limit: usize,
    part: String,
    tree: Tree,
}

/// What the stream came upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// An element begins; [`Source::head`] says which.
    Open,
    /// The element that was open ends.
    Close,
    /// The part ends.
    End,
}

impl<R: BufRead> Source<R> {
    /// Prepares to read a part; its name is for messages.
    pub(crate) fn new(reader: R, part: &str, depth_limit: usize) -> Self {
        let mut reader = Reader::from_reader(reader);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            prefixes: Prefixes::default(),
            depth: 0,
            depth_limit,
            part: part.to_owned(),
            tree: Tree::default(),
        }
    }

    /// The same for a fragment that uses our canonical prefixes without declaring them.
    pub(crate) fn fragment(reader: R, depth_limit: usize) -> Self {
        let mut source = Self::new(reader, "fragment", depth_limit);
        for (ns, prefix, _) in DECLARED {
            source.prefixes.bind(prefix, ns, 0);
        }
        source
    }

    /// Goes to the next begin or end of an element; text between elements is passed over.
    pub(crate) fn step(&mut self) -> Result<Step, ReadError> {
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer);
            match event.map_err(|error| broken(&self.part, &error))? {
                Event::Start(start) => {
                    self.depth += 1;
                    check_depth(self.depth, self.depth_limit, &self.part)?;
                    self.prefixes.enter(&start, self.depth);
                    self.tree.clear();
                    open(&mut self.tree, &mut self.prefixes, &start, &self.part)?;
                    return Ok(Step::Open);
                }
                Event::End(_) => {
                    self.prefixes.leave(self.depth);
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Step::Close);
                }
                Event::Eof => return self.end(),
                Event::DocType(_) => return Err(doc_type(&self.part)),
                _ => {}
            }
        }
    }

    /// The element that [`Step::Open`] came upon, with its attributes and without its content.
    pub(crate) fn head(&self) -> Element<'_> {
        self.tree.root()
    }

    /// Reads the element that was just opened to its end, as a tree.
    pub(crate) fn tree(&mut self) -> Result<&Tree, ReadError> {
        let base = self.depth;
        while self.depth >= base {
            self.grow()?;
            self.check_tree()?;
        }
        Ok(&self.tree)
    }

    fn check_tree(&self) -> Result<(), ReadError> {
        let (nodes, bytes) = (self.tree.node_count(), self.tree.byte_count());
        if nodes <= TREE_NODES && bytes <= TREE_BYTES {
            return Ok(());
        }
        Err(ReadError::TooLarge(format!(
            "one paragraph or entry of {} holds more than {TREE_NODES} elements or {TREE_BYTES} bytes",
            self.part
        )))
    }

    /// Passes over the element that was just opened.
    pub(crate) fn skip(&mut self) -> Result<(), ReadError> {
        let base = self.depth;
        while self.depth >= base {
            if self.step()? == Step::End {
                break;
            }
        }
        Ok(())
    }

    fn end(&self) -> Result<Step, ReadError> {
        if self.depth == 0 {
            return Ok(Step::End);
        }
        Err(malformed(format!(
            "its part {} ends in the middle",
            self.part
        )))
    }

    /// Takes one event into the tree.
    fn grow(&mut self) -> Result<(), ReadError> {
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer);
        match event.map_err(|error| broken(&self.part, &error))? {
            Event::Start(start) => {
                self.depth += 1;
                check_depth(self.depth, self.depth_limit, &self.part)?;
                self.prefixes.enter(&start, self.depth);
                open(&mut self.tree, &mut self.prefixes, &start, &self.part)?;
            }
            Event::End(_) => {
                self.prefixes.leave(self.depth);
                self.depth -= 1;
                self.tree.close();
            }
            Event::Text(text) => self.tree.text(&text.xml10_content()),
            Event::CData(text) => self.tree.text(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let character = resolve(&name, &self.part)?;
                self.tree.text(character.encode_utf8(&mut [0; 4]));
            }
            Event::Eof => return self.end().map(|_| ()),
            Event::DocType(_) => return Err(doc_type(&self.part)),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
        Ok(())
    }
}

/// Reads a whole part as one tree: for the small parts (styles, numbering, relationships).
pub(crate) fn whole<R: BufRead>(source: &mut Source<R>) -> Result<Option<&Tree>, ReadError> {
    if source.step()? != Step::Open {
        return Ok(None);
    }
    source.tree()?;
    // reading on to the end is what checks the part's checksum
    while source.step()? != Step::End {}
    Ok(Some(&source.tree))
}

fn open(
    tree: &mut Tree,
    prefixes: &mut Prefixes,
    start: &BytesStart<'_>,
    part: &str,
) -> Result<(), ReadError> {
    let name = start.name();
    tree.open(prefixes.element(name), name.local_name().as_ref());
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| broken(part, &error.into()))?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let value = attribute
            .normalized_value_with(quick_xml::XmlVersion::Implicit1_0, 1, predefined)
            .map_err(|error| broken(part, &error))?;
        let ns = prefixes.attribute(attribute.key);
        tree.attribute(ns, attribute.key.local_name().as_ref(), &value);
    }
    Ok(())
}

fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}

fn resolve(name: &BytesRef<'_>, part: &str) -> Result<char, ReadError> {
    if let Some(character) = name.resolve_char_ref().map_err(|e| broken(part, &e))? {
        return Ok(character);
    }
    predefined(&name.xml10_content())
        .and_then(|text| text.chars().next())
        .ok_or_else(|| malformed(format!("its part {part} uses an entity of its own")))
}

fn check_depth(depth: usize, limit: usize, part: &str) -> Result<(), ReadError> {
    if depth > limit {
        return Err(ReadError::TooLarge(format!(
            "elements of {part} are nested more than {limit} deep"
        )));
    }
    Ok(())
}

fn doc_type(part: &str) -> ReadError {
    malformed(format!(
        "its part {part} declares a document type, which no word processor writes"
    ))
}

/// Limits that were hit while unpacking reach us as IO errors; they keep their own words.
fn broken(part: &str, error: &XmlError) -> ReadError {
    if let XmlError::Io(io) = error {
        if let Some(limit) = io
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<ReadError>())
        {
            return limit.clone();
        }
        if io.to_string().to_ascii_lowercase().contains("checksum") {
            return malformed(format!("its part {part} is damaged: the checksum is wrong"));
        }
    }
    malformed(format!("its part {part} cannot be read: {error}"))
}

/// Which prefix means which vocabulary, at the place where the stream stands.
#[derive(Default)]
struct Prefixes {
    bindings: Vec<Binding>,
    /// The last answer: most elements of a part share a prefix.
    last: Option<(String, Ns)>,
}

struct Binding {
    prefix: String,
    ns: Ns,
    depth: usize,
}

impl Prefixes {
    fn bind(&mut self, prefix: &str, ns: Ns, depth: usize) {
        self.last = None;
        self.bindings.push(Binding {
            prefix: prefix.to_owned(),
            ns,
            depth,
        });
    }

    fn enter(&mut self, start: &BytesStart<'_>, depth: usize) {
        if !start.attributes_raw().contains("xmlns") {
            return;
        }
        for attribute in start.attributes().with_checks(false).flatten() {
            let key = attribute.key.as_ref();
            if let Some(prefix) = key.strip_prefix("xmlns") {
                let prefix = prefix.strip_prefix(':').unwrap_or(prefix);
                self.bind(prefix, Ns::of_address(&attribute.value), depth);
            }
        }
    }

    fn leave(&mut self, depth: usize) {
        while self.bindings.last().is_some_and(|last| last.depth >= depth) {
            self.bindings.pop();
            self.last = None;
        }
    }

    fn element(&mut self, name: QName<'_>) -> Ns {
        let prefix = name.prefix();
        self.resolve(prefix.as_ref().map_or("", |prefix| prefix.as_ref()))
    }

    fn attribute(&mut self, name: QName<'_>) -> Ns {
        match name.prefix() {
            None => Ns::None,
            Some(prefix) => self.resolve(prefix.as_ref()),
        }
    }

    fn resolve(&mut self, prefix: &str) -> Ns {
        if let Some((known, ns)) = &self.last
            && known == prefix
        {
            return *ns;
        }
        let bound = self.bindings.iter().rev();
        let ns = match bound.clone().find(|binding| binding.prefix == prefix) {
            Some(binding) => binding.ns,
            None if prefix == "xml" => Ns::Xml,
            None if prefix.is_empty() => Ns::None,
            None => Ns::Other,
        };
        self.last = Some((prefix.to_owned(), ns));
        ns
    }
}
