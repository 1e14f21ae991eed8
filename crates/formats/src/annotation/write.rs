//! Annotations as JSON-LD.

use serde_json::{Map, Value, json};

use super::{Annotation, Motivation, Target};

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// Fragments of HTML documents (RFC 3236): the ids of blocks.
const FRAGMENTS: &str = "http://tools.ietf.org/rfc/rfc3236";

/// Annotations on one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Collection {
    /// Its address; that of a page has `page=` and its number, from 0, behind it.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// How many there are on all pages.
    pub total: usize,
    /// How many a page has at most.
    pub page_size: usize,
}

/// Some of the annotations of a collection.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Page<'a> {
    /// From 0.
    pub number: usize,
    /// Those on it.
    pub items: &'a [Annotation],
}

/// A collection with its first page.
pub fn collection(collection: &Collection, first: &[Annotation]) -> Value {
    let page = Page {
        number: 0,
        items: first,
    };
    let mut value = json!({
        "@context": CONTEXT,
        "id": collection.id,
        "type": "AnnotationCollection",
        "label": collection.label,
        "total": collection.total,
    });
    if collection.total > 0 {
        value["first"] = page_body(collection, page);
        value["last"] = collection.address(collection.last()).into();
    }
    value
}

/// A page by itself.
pub fn page(collection: &Collection, page: Page<'_>) -> Value {
    let mut value = page_body(collection, page);
    value["@context"] = CONTEXT.into();
    value
}

fn page_body(collection: &Collection, page: Page<'_>) -> Value {
    let items: Vec<Value> = page.items.iter().map(annotation).collect();
    let mut value = json!({
        "id": collection.address(page.number),
        "type": "AnnotationPage",
        "partOf": {
            "id": collection.id,
            "label": collection.label,
            "total": collection.total,
        },
        "startIndex": page.number * collection.page_size,
        "items": items,
    });
    if page.number > 0 {
        value["prev"] = collection.address(page.number - 1).into();
    }
    if page.number < collection.last() {
        value["next"] = collection.address(page.number + 1).into();
    }
    value
}

impl Collection {
    fn address(&self, page: usize) -> String {
        let joint = if self.id.contains('?') { '&' } else { '?' };
        format!("{}{joint}page={page}", self.id)
    }

    /// The number of the last page.
    fn last(&self) -> usize {
        self.total.saturating_sub(1) / self.page_size.max(1)
    }
}

fn annotation(annotation: &Annotation) -> Value {
    let mut value = Map::new();
    value.insert("id".into(), annotation.id.as_str().into());
    value.insert("type".into(), "Annotation".into());
    value.insert("motivation".into(), annotation.motivation.name().into());
    if !annotation.creator.is_empty() {
        let creator = json!({"type": "Person", "name": annotation.creator});
        value.insert("creator".into(), creator);
    }
    put(&mut value, "created", &annotation.created);
    put(&mut value, "modified", &annotation.modified);
    value.insert("body".into(), bodies(annotation));
    value.insert("target".into(), target(&annotation.target));
    Value::Object(value)
}

fn put(value: &mut Map<String, Value>, name: &str, text: &str) {
    if !text.is_empty() {
        value.insert(name.into(), text.into());
    }
}

/// One body, or that of a change with the reason for it.
fn bodies(annotation: &Annotation) -> Value {
    let said = |text: &str, purpose: Motivation| {
        let mut body = Map::new();
        put(&mut body, "type", "TextualBody");
        body.insert("value".into(), text.into());
        put(&mut body, "format", "text/plain");
        put(&mut body, "language", &annotation.language);
        put(&mut body, "purpose", purpose.name());
        Value::Object(body)
    };
    if annotation.motivation != Motivation::Editing {
        return said(&annotation.body, annotation.motivation);
    }
    let change = said(&annotation.proposed, Motivation::Editing);
    match annotation.body.is_empty() {
        true => change,
        false => json!([change, said(&annotation.body, Motivation::Commenting)]),
    }
}

fn target(target: &Target) -> Value {
    let mut refinements = Vec::new();
    if let Some(quote) = &target.quote {
        let mut selector = Map::new();
        put(&mut selector, "type", "TextQuoteSelector");
        put(&mut selector, "exact", &quote.exact);
        put(&mut selector, "prefix", &quote.prefix);
        put(&mut selector, "suffix", &quote.suffix);
        refinements.push(Value::Object(selector));
    }
    if let Some((start, end)) = target.position {
        refinements.push(json!({"type": "TextPositionSelector", "start": start, "end": end}));
    }
    if target.block.is_empty() {
        return target.source.as_str().into();
    }
    let mut selector = json!({
        "type": "FragmentSelector",
        "conformsTo": FRAGMENTS,
        "value": target.block,
    });
    match refinements.len() {
        0 => {}
        1 => selector["refinedBy"] = refinements.remove(0),
        _ => selector["refinedBy"] = refinements.into(),
    }
    json!({"source": target.source, "selector": selector})
}
