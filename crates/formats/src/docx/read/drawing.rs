//! What is drawn in a paragraph: pictures, text boxes, rules, previews of embedded objects.

use document::AtomKind;

use super::inline::{Inline, Worn};
use crate::{
    ReadError,
    docx::{names::Ns, tree::Element, write::NATURAL},
};

impl<'t> Inline<'_, 't> {
    pub(super) fn drawing(&mut self, drawing: Element<'t>, worn: Worn) -> Result<(), ReadError> {
        let described = drawing.find(Ns::Wp, "docPr");
        let of = |name| described.and_then(|found| found.attribute(Ns::None, name));
        let alt = of("descr")
            .filter(|text| !text.is_empty())
            .or_else(|| of("title"));
        let stated = of("name") != Some(NATURAL);
        let extent = drawing.find(Ns::Wp, "extent").filter(|_| stated);
        let side = |name| extent?.attribute(Ns::None, name)?.parse().ok();
        let size = side("cx").zip(side("cy"));
        let boxes: Vec<_> = text_boxes(drawing).collect();
        let blips: Vec<_> = drawing
            .descendants()
            .filter(|inner| inner.is(Ns::A, "blip"))
            .collect();
        if boxes.is_empty() && blips.is_empty() {
            self.problem(format!(
                "a drawing or chart was left out{}",
                alt.map(|alt| format!(": {alt}")).unwrap_or_default()
            ));
        }
        self.hang(boxes);
        for blip in blips {
            let vector = blip.find(Ns::Asvg, "svgBlip");
            let id = |element: Element<'t>| element.attribute(Ns::R, "embed");
            let embedded = vector.and_then(id).or_else(|| id(blip));
            let id = embedded.or_else(|| blip.attribute(Ns::R, "link"));
            self.image(id, size, alt.unwrap_or_default(), worn)?;
        }
        Ok(())
    }

    /// Older drawings: pictures, text boxes, horizontal rules, previews of embedded objects.
    pub(super) fn vml(&mut self, parent: Element<'t>, worn: Worn) -> Result<(), ReadError> {
        if parent.find(Ns::O, "OLEObject").is_some() {
            self.problem("an embedded object was left out; its picture is kept where it has one");
        }
        self.hang(text_boxes(parent).collect());
        for inner in parent.descendants() {
            match inner.name() {
                (Ns::V, "rect" | "line" | "shape") => {
                    let rule = inner.attribute(Ns::O, "hr");
                    self.rule |= matches!(rule, Some("t" | "true")) && !self.is_dropped();
                }
                (Ns::V, "imagedata") => {
                    let shape = parent.find(Ns::V, "shape");
                    let alt = shape
                        .and_then(|shape| shape.attribute(Ns::None, "alt"))
                        .or_else(|| inner.attribute(Ns::O, "title"));
                    let id = inner.attribute(Ns::R, "id");
                    self.image(id, None, alt.unwrap_or_default(), worn)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Text boxes are there when the drawing is.
    pub(super) fn hang(&mut self, boxes: Vec<Element<'t>>) {
        if !self.is_dropped() {
            let tag = self.tag.inside(self.around());
            self.boxes
                .extend(boxes.into_iter().map(|content| (content, tag)));
        }
    }

    fn image(
        &mut self,
        id: Option<&str>,
        size: Option<(u64, u64)>,
        alt: &str,
        worn: Worn,
    ) -> Result<(), ReadError> {
        if self.is_dropped() {
            return Ok(());
        }
        let target = id.and_then(|id| self.relationships.get(id));
        let Some(target) = target.filter(|target| !target.external) else {
            let from = target.map_or("nowhere", |target| target.target.as_str());
            self.problem(format!(
                "a picture that is not in the file but at {from} was left out ({alt})"
            ));
            return Ok(());
        };
        match self
            .found
            .media
            .take(self.context.package, &target.target)?
        {
            Some(resource) => self.atom(AtomKind::Image { resource, size }, alt.to_owned(), worn),
            None => self.problem(format!("a picture is missing from the file ({alt})")),
        }
        Ok(())
    }
}

/// The outermost text boxes inside a drawing.
fn text_boxes<'t>(drawing: Element<'t>) -> impl Iterator<Item = Element<'t>> {
    drawing
        .descendants()
        .filter(|inner| inner.is(Ns::W, "txbxContent"))
}
