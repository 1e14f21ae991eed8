//! Pictures that an address carries in itself.

use base64::{Engine, engine::general_purpose::STANDARD};
use document::Resource;

/// The picture of a `data:` address.
pub(crate) fn embedded(href: &str) -> Option<Resource> {
    let (head, data) = href.strip_prefix("data:")?.split_once(',')?;
    let media_type = head.strip_suffix(";base64")?;
    let safe = |part: &str| {
        part.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte))
    };
    let subtype = media_type
        .strip_prefix("image/")
        .filter(|name| !name.is_empty() && safe(name))?;
    Some(Resource {
        media_type: format!("image/{subtype}"),
        bytes: STANDARD.decode(data).ok()?,
    })
}

/// The address that carries a picture.
pub(crate) fn address(resource: &Resource) -> String {
    let data = STANDARD.encode(&resource.bytes);
    format!("data:{};base64,{data}", resource.media_type)
}
