//! The files that are written, as they are.

use formats::tables::{Layout, TableFormat, write};

use crate::support::table;

#[test]
fn csv_of_each_layout() {
    let mut out = String::new();
    for (layout, language) in [
        (Layout::Iso, "en"),
        (Layout::Ipcc, "pt"),
        (Layout::Ipbes, "en"),
        (Layout::Cn, "en"),
        (Layout::CnResult, "en"),
        (Layout::Full, "en"),
        (Layout::Full, "zh"),
        (Layout::Full, "pt"),
    ] {
        let bytes = write(&table(layout, language), TableFormat::Csv).unwrap();
        assert!(bytes.starts_with(&[0xEF, 0xBB, 0xBF]), "Excel asks for it");
        let text = String::from_utf8(bytes).unwrap();
        out.extend(["== ", layout.name(), " ", language, "\n"]);
        out.push_str(&text.trim_start_matches('\u{FEFF}').replace("\r\n", "⏎\n"));
    }
    insta::assert_snapshot!(out);
}
