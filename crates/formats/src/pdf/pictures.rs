//! Pictures that can be drawn, each once.

use std::collections::HashMap;

use document::{Resource, ResourceId};
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage};

/// The space that a picture may take, in points.
const WIDEST: f64 = 430.0;
const HIGHEST: f64 = 560.0;

/// More pixels than this are not unpacked.
const MOST_PIXELS: u64 = 40_000_000;

/// The number of a picture and its size in points.
type Held = (usize, (f64, f64));

/// Pictures in the order in which they were met.
#[derive(Default)]
pub(super) struct Pictures {
    drawable: Vec<Bytes>,
    known: HashMap<ResourceId, Option<Held>>,
}

impl Pictures {
    /// Takes a picture in, if it can be drawn: its number, and its size in points.
    pub(super) fn hold(
        &mut self,
        id: &ResourceId,
        resource: &Resource,
        size: Option<(u64, u64)>,
    ) -> Option<Held> {
        if !self.known.contains_key(id) {
            let held = self.take(resource);
            self.known.insert(id.clone(), held);
        }
        let (number, natural) = self.known.get(id).copied().flatten()?;
        Some((number, fitted(size.and_then(points).unwrap_or(natural))))
    }

    /// The bytes, in order.
    pub(super) fn into_bytes(self) -> Vec<Bytes> {
        self.drawable
    }

    fn take(&mut self, resource: &Resource) -> Option<Held> {
        let size = pixels(&resource.bytes)?;
        let bytes = Bytes::new(resource.bytes.clone());
        let format = ExchangeFormat::detect(&bytes)?;
        RasterImage::plain(bytes.clone(), format).ok()?;
        self.drawable.push(bytes);
        Some((self.drawable.len() - 1, size))
    }
}

/// The size of a picture at 96 pixels to the inch, if it can be told without unpacking it and is
/// not too large.
fn pixels(bytes: &[u8]) -> Option<(f64, f64)> {
    let size = imagesize::blob_size(bytes).ok()?;
    let (width, height) = (
        u32::try_from(size.width).ok()?,
        u32::try_from(size.height).ok()?,
    );
    let count = u64::from(width) * u64::from(height);
    let points = |pixels: u32| f64::from(pixels) * 0.75;
    (1..=MOST_PIXELS)
        .contains(&count)
        .then(|| (points(width), points(height)))
}

/// English Metric Units as points.
fn points((width, height): (u64, u64)) -> Option<(f64, f64)> {
    let points = |units: u64| {
        u32::try_from(units / 127)
            .ok()
            .map(|it| f64::from(it) / 100.0)
    };
    let (width, height) = (points(width)?, points(height)?);
    (width > 0.0 && height > 0.0).then_some((width, height))
}

/// Made smaller until it fits on a page.
fn fitted((width, height): (f64, f64)) -> (f64, f64) {
    let scale = (WIDEST / width).min(HIGHEST / height).min(1.0);
    (width * scale, height * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_fit_on_a_page() {
        assert_eq!(fitted((100.0, 50.0)), (100.0, 50.0));
        assert_eq!(fitted((860.0, 100.0)), (430.0, 50.0));
        assert_eq!(points((914_400, 457_200)), Some((72.0, 36.0)));
        assert_eq!(points((0, 1)), None);
    }

    #[test]
    fn what_is_no_picture_is_not_drawn() {
        let resource = Resource {
            media_type: "image/png".into(),
            bytes: b"#read(\"/etc/passwd\")".to_vec(),
        };
        assert!(
            Pictures::default()
                .hold(&resource.id(), &resource, None)
                .is_none()
        );
    }
}
