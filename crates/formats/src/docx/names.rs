//! The XML vocabularies of a WordprocessingML package (ECMA-376, parts 1 and 4) under one short
//! name each: transitional and strict namespaces are the same to a reader.

/// An XML namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Ns {
    /// WordprocessingML main.
    W,
    /// Relationship references inside parts.
    R,
    /// Office Math.
    M,
    /// DrawingML main.
    A,
    /// DrawingML picture.
    Pic,
    /// DrawingML anchored in a word processor's text.
    Wp,
    /// Word 2010 drawing shapes.
    Wps,
    /// VML, the older drawings.
    V,
    /// Office additions to VML.
    O,
    /// Markup compatibility.
    Mc,
    /// Word 2010.
    W14,
    /// Word 2012.
    W15,
    /// SVG pictures of Office 2016.
    Asvg,
    /// Package relationships.
    Rel,
    /// Dublin Core.
    Dc,
    /// Our own data.
    Ours,
    /// The `xml:` attributes.
    Xml,
    /// No namespace, as most attributes outside WordprocessingML.
    None,
    /// One that is not known here.
    Other,
}

/// Canonical prefix and transitional address of each vocabulary that may stand in the text of a
/// document that we write.
pub(crate) const DECLARED: [(Ns, &str, &str); 13] = [
    (
        Ns::W,
        "w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        Ns::R,
        "r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        Ns::M,
        "m",
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        Ns::A,
        "a",
        "http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
    (
        Ns::Pic,
        "pic",
        "http://schemas.openxmlformats.org/drawingml/2006/picture",
    ),
    (
        Ns::Wp,
        "wp",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (
        Ns::Wps,
        "wps",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    ),
    (Ns::V, "v", "urn:schemas-microsoft-com:vml"),
    (Ns::O, "o", "urn:schemas-microsoft-com:office:office"),
    (
        Ns::Mc,
        "mc",
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
    ),
    (
        Ns::W14,
        "w14",
        "http://schemas.microsoft.com/office/word/2010/wordml",
    ),
    (
        Ns::W15,
        "w15",
        "http://schemas.microsoft.com/office/word/2012/wordml",
    ),
    (
        Ns::Asvg,
        "asvg",
        "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    ),
];

/// The vocabulary of the data that we let a file carry.
pub(crate) const OURS: &str = "urn:understory";

/// Strict (ISO/IEC 29500-1) and package-level addresses.
const FURTHER: [(&str, Ns); 10] = [
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", Ns::W),
    (
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
        Ns::R,
    ),
    ("http://purl.oclc.org/ooxml/officeDocument/math", Ns::M),
    ("http://purl.oclc.org/ooxml/drawingml/main", Ns::A),
    ("http://purl.oclc.org/ooxml/drawingml/picture", Ns::Pic),
    (
        "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        Ns::Wp,
    ),
    (
        "http://schemas.openxmlformats.org/package/2006/relationships",
        Ns::Rel,
    ),
    ("http://purl.org/dc/elements/1.1/", Ns::Dc),
    ("http://www.w3.org/XML/1998/namespace", Ns::Xml),
    (OURS, Ns::Ours),
];

impl Ns {
    /// The vocabulary at this address.
    pub(crate) fn of_address(address: &str) -> Self {
        let declared = DECLARED.iter().map(|&(ns, _, uri)| (uri, ns));
        declared
            .chain(FURTHER)
            .find_map(|(uri, ns)| (uri == address).then_some(ns))
            .unwrap_or(Self::Other)
    }

    /// The prefix that we write for it; empty for what is not written.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::Xml => "xml",
            _ => DECLARED
                .iter()
                .find_map(|&(ns, prefix, _)| (ns == self).then_some(prefix))
                .unwrap_or(""),
        }
    }
}
