//! Pictures in the text and their bytes in the package.

use std::fmt::Write as _;

use document::{Resource, ResourceId};

use super::{format::RunKind, runs::Piece, writer::Writer};

/// A picture that the package holds.
#[derive(Debug)]
pub(super) struct Picture<'a> {
    pub(super) resource: &'a Resource,
    /// Such as `media/image1.png`, under `word/`.
    pub(super) part: String,
}

/// English Metric Units of a pixel at 96 to the inch.
const PIXEL: u64 = 9525;
/// English Metric Units of a twentieth of a point.
const TWENTIETH: u64 = 635;
/// Says that the size was not stated but taken from the picture.
pub(in crate::docx) const NATURAL: &str = "Picture in natural size";

/// Programs that cannot show SVG show this transparent pixel instead.
pub(super) const PIXEL_PNG: [u8; 68] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1F, 0x15, 0xC4,
    0x89, 0x00, 0x00, 0x00, 0x0B, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0x60, 0x00, 0x02, 0x00,
    0x00, 0x05, 0x00, 0x01, 0xE9, 0xFA, 0xDC, 0xD8, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44,
    0xAE, 0x42, 0x60, 0x82,
];
/// Where that pixel is.
pub(super) const PIXEL_PART: &str = "media/pixel.png";

impl<'a> Writer<'_, 'a> {
    pub(super) fn picture(
        &mut self,
        id: &ResourceId,
        resource: &'a Resource,
        size: Option<(u64, u64)>,
        alt: &str,
        piece: &Piece<'_>,
    ) {
        let part = self.picture_part(id, resource);
        let vector = resource.media_type == "image/svg+xml";
        let reference = self.reference("image", &part, false);
        let widest = u64::from(self.page.text_width) * TWENTIETH;
        let (width, height) = size.unwrap_or_else(|| natural_size(&resource.bytes, widest));
        let number = self.fresh_id();
        let name = if size.is_none() { NATURAL } else { "Picture" };
        self.begin_run(piece, RunKind::Text);
        let _ = write!(
            self.out,
            "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
             <wp:extent cx=\"{width}\" cy=\"{height}\"/>\
             <wp:docPr id=\"{number}\" name=\"{name}\" descr=\""
        );
        self.text(alt);
        self.push(
            "\"/><a:graphic><a:graphicData \
             uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
             <pic:nvPicPr><pic:cNvPr id=\"0\" name=\"\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill>",
        );
        if vector {
            let pixel = self.reference("image", PIXEL_PART, false);
            let _ = write!(
                self.out,
                "<a:blip r:embed=\"rId{pixel}\"><a:extLst>\
                 <a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\">\
                 <asvg:svgBlip r:embed=\"rId{reference}\"/></a:ext></a:extLst></a:blip>"
            );
        } else {
            let _ = write!(self.out, "<a:blip r:embed=\"rId{reference}\"/>");
        }
        let _ = write!(
            self.out,
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>\
             <a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
             </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        );
    }

    fn picture_part(&mut self, id: &ResourceId, resource: &'a Resource) -> String {
        let number = self.pictures.len() + 1;
        let picture = self.pictures.entry(id.clone()).or_insert_with(|| Picture {
            resource,
            part: format!("media/image{number}.{}", ending(&resource.media_type)),
        });
        picture.part.clone()
    }
}

/// The ending of the part's name.
fn ending(media_type: &str) -> &'static str {
    match media_type {
        "image/png" => "png",
        "image/jpeg" => "jpeg",
        "image/gif" => "gif",
        "image/svg+xml" => "svg",
        "image/webp" => "webp",
        "image/bmp" => "bmp",
        "image/tiff" => "tiff",
        "image/x-emf" => "emf",
        "image/x-wmf" => "wmf",
        _ => "bin",
    }
}

/// Width and height as the picture itself says, no wider than the text.
fn natural_size(bytes: &[u8], widest: u64) -> (u64, u64) {
    let pixels = png_size(bytes)
        .or_else(|| gif_size(bytes))
        .or_else(|| jpeg_size(bytes));
    let (width, height) = pixels
        .filter(|&(width, height)| width > 0 && height > 0)
        .map_or((2_880_000, 1_920_000), |(width, height)| {
            (width * PIXEL, height * PIXEL)
        });
    if width <= widest {
        return (width, height);
    }
    (widest, (height * widest / width).max(1))
}

/// IHDR is the first chunk of a PNG (its specification, 5.6).
fn png_size(bytes: &[u8]) -> Option<(u64, u64)> {
    let header = bytes.starts_with(b"\x89PNG").then(|| bytes.get(16..24))??;
    let side = |at: usize| {
        header[at..at + 4]
            .iter()
            .fold(0, |n, b| n << 8 | u64::from(*b))
    };
    Some((side(0), side(4)))
}

fn gif_size(bytes: &[u8]) -> Option<(u64, u64)> {
    let header = bytes.starts_with(b"GIF8").then(|| bytes.get(6..10))??;
    let side = |at: usize| u64::from(header[at]) | u64::from(header[at + 1]) << 8;
    Some((side(0), side(2)))
}

/// The first frame header of a JPEG (ITU-T T.81, B.2.2).
fn jpeg_size(bytes: &[u8]) -> Option<(u64, u64)> {
    let mut at = bytes.starts_with(&[0xFF, 0xD8]).then_some(2)?;
    loop {
        let segment = bytes.get(at..at + 9)?;
        let pair = |at: usize| u64::from(segment[at]) << 8 | u64::from(segment[at + 1]);
        if segment[0] != 0xFF {
            return None;
        }
        match segment[1] {
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                return Some((pair(7), pair(5)));
            }
            _ => at += 2 + usize::try_from(pair(2)).ok()?,
        }
    }
}
