//! A part as a tree of elements.

use quick_xml::{Reader, events::Event};

#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

impl Node {
    /// The root of a part.
    pub(super) fn parse(markup: &str) -> Self {
        let mut reader = Reader::from_str(markup);
        reader.config_mut().expand_empty_elements = true;
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    let attributes = start.attributes().flatten();
                    open.push(Self {
                        name: start.name().as_ref().to_owned(),
                        attributes: attributes
                            .map(|it| (it.key.as_ref().to_owned(), it.value.to_string()))
                            .collect(),
                        children: Vec::new(),
                    });
                }
                Event::End(_) => {
                    let done = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(done);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        open.pop().unwrap().children.pop().unwrap()
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// This element and all in it, in the order of the file.
    pub(super) fn all(&self) -> Vec<&Self> {
        let inside = self.children.iter().flat_map(Self::all);
        std::iter::once(self).chain(inside).collect()
    }

    /// All elements of a name.
    pub(super) fn named(&self, name: &str) -> Vec<&Self> {
        self.all()
            .into_iter()
            .filter(|node| node.name == name)
            .collect()
    }
}
