use document::{AtomKind, MarkKind};

use super::{
    super::tree::NodeId,
    place::Place,
    walk::{Walker, note_key},
};
use crate::{ReadError, carried, picture};

impl Walker<'_> {
    /// Reads an element inside a line.
    pub(super) fn inline(
        &mut self,
        node: NodeId,
        name: &str,
        place: &Place,
    ) -> Result<(), ReadError> {
        let tree = self.tree;
        if tree.has_class(node, "number") && !self.has_text() {
            self.label(node);
            return Ok(());
        }
        if let Some(atom) = tree.attribute(node, "data-atom").and_then(carried::decode) {
            self.spans.atom(atom.kind, atom.alt);
            return Ok(());
        }
        if let Some(href) = tree.attribute(node, "data-remote") {
            self.remote_image(node, href);
            return Ok(());
        }
        match name {
            "img" => self.image(node),
            "a" => return self.link(node, place),
            "span" if tree.has_class(node, "unlinked") => return self.link(node, place),
            "q" => {
                self.spans.push("“");
                self.children(node, place)?;
                self.spans.push("”");
            }
            "sup" if tree.has_class(node, "note") => self.children(node, place)?,
            _ => {
                let start = self.spans.open();
                self.children(node, place)?;
                if let Some(kind) = mark(name, tree.has_class(node, "small-caps")) {
                    self.spans.mark(start, kind);
                }
            }
        }
        Ok(())
    }

    fn has_text(&self) -> bool {
        !self.spans.is_empty() || self.number.is_some()
    }

    /// A label that our own pages mark; that of a footnote only leads back.
    fn label(&mut self, node: NodeId) {
        if self.tree.name(node) != "a" && !self.tree.attribute(node, "id").is_some_and(is_note_id) {
            let label = self.tree.text(node).trim().to_owned();
            self.number = (!label.is_empty()).then_some(label);
        }
    }

    fn link(&mut self, node: NodeId, place: &Place) -> Result<(), ReadError> {
        let tree = self.tree;
        let shown = tree.attribute(node, "href").unwrap_or("").trim();
        let kept = tree.attribute(node, "data-address");
        let href = kept.unwrap_or(shown).to_owned();
        let role = tree.attribute(node, "role").unwrap_or("");
        if role == "doc-backlink" || tree.has_class(node, "footnote-backref") {
            return Ok(());
        }
        let referring = role == "doc-noteref" || tree.has_class(node, "footnote-ref");
        if referring && let Some(key) = note_of(&href) {
            self.spans.note(key);
            return Ok(());
        }
        let start = self.spans.open();
        self.children(node, place)?;
        if !href.is_empty() {
            let name = if tree.name(node) == "a" {
                "title"
            } else {
                "data-title"
            };
            let title = tree.attribute(node, name).filter(|title| !title.is_empty());
            let title = title.map(one_line);
            let href = one_line(&href);
            self.spans.mark(start, MarkKind::Link { href, title });
        }
        Ok(())
    }

    /// A picture that our own pages link to.
    fn remote_image(&mut self, node: NodeId, href: &str) {
        let href = one_line(href);
        let alt = one_line(&self.tree.text(node));
        let alt = if alt == href { String::new() } else { alt };
        self.spans.atom(AtomKind::RemoteImage { href }, alt);
    }

    fn image(&mut self, node: NodeId) {
        let tree = self.tree;
        let href = one_line(tree.attribute(node, "src").unwrap_or("").trim());
        let alt = one_line(tree.attribute(node, "alt").unwrap_or(""));
        let kind = match picture::embedded(&href) {
            Some(resource) => {
                let id = resource.id();
                self.document.resources.insert(id.clone(), resource);
                AtomKind::Image {
                    resource: id,
                    size: None,
                }
            }
            None => AtomKind::RemoteImage { href },
        };
        self.spans.atom(kind, alt);
    }
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t', document::PLACEHOLDER], " ")
}

fn is_note_id(id: &str) -> bool {
    id.starts_with("note-")
}

/// The note that an address on the same page leads to.
fn note_of(href: &str) -> Option<String> {
    let name = href.strip_prefix('#')?;
    if let Some(name) = name.strip_prefix("note-") {
        return Some(name.to_owned());
    }
    name.strip_prefix("fn").map(note_key)
}

fn mark(name: &str, small_caps: bool) -> Option<MarkKind> {
    Some(match name {
        "b" | "strong" => MarkKind::Strong,
        "i" | "em" | "cite" | "dfn" | "var" => MarkKind::Emphasis,
        "code" | "kbd" | "samp" | "tt" => MarkKind::Code,
        "s" | "strike" | "del" => MarkKind::Strike,
        "u" | "ins" => MarkKind::Underline,
        "sub" => MarkKind::Sub,
        "sup" => MarkKind::Sup,
        "mark" => MarkKind::Highlight,
        "span" if small_caps => MarkKind::SmallCaps,
        _ => return None,
    })
}
