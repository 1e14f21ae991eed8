//! What readers make of a file with everything in it, and what writers make of that.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

use document::Document;
use formats::{Format, Limits, Presentation, html, read, write};

const SOURCE: &str = "---
title: Mining and Biodiversity
lang: en
status: draft
---

# 1 Scope

These guidelines cover *exploration*, **construction** and ~~closure~~[^1]
of mines; see [the law](https://example.org/law \"Law\") and `code`.

## 1.1 **缓解**层级

尾矿库应当
避让**“生态保护红线”**。H<sub>2</sub>O, <mark>x</mark>.\\
A second line.

(b) an enumerated duty

- one
  - nested
    1. deep

       goes on
- (c) labelled

> quoted
>
> > twice

| Phase | Measure |
| --- | --- |
| Design | avoid \\| minimise |

<table>
<tr><td rowspan=\"2\">merged</td><td>a</td></tr>
<tr><td>b</td></tr>
</table>

![Map](https://example.org/map.png \"Map of the site\")

```rust
fn main() {}
```

<div class=\"x\">raw</div>

***

<!-- a remark for editors -->

第十二条 矿山企业应当遵守本指南。

[^1]: Including *progressive* closure.

    A second paragraph.
";

fn document() -> (Document, String) {
    let reading = read(Format::Markdown, SOURCE.as_bytes(), &Limits::default()).unwrap();
    let problems = reading.problems.iter();
    let listed = problems.map(|problem| format!("{}: {}\n", problem.place, problem.what));
    let listed = listed.collect();
    (reading.document, listed)
}

fn written(format: Format, document: &Document) -> String {
    String::from_utf8(write(format, document, &Presentation::default()).unwrap()).unwrap()
}

#[test]
fn golden_documents() {
    let (document, problems) = document();
    insta::assert_snapshot!("problems", problems);
    insta::assert_snapshot!("document_json", written(Format::Json, &document));
    insta::assert_snapshot!("document_markdown", written(Format::Markdown, &document));
    insta::assert_snapshot!("document_html", html::blocks(&document));
}

#[test]
fn a_page_is_whole() {
    let page = written(Format::Html, &document().0);
    assert!(
        page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"),
        "{page}"
    );
    assert!(
        page.contains("<title>Mining and Biodiversity</title>"),
        "{page}"
    );
    assert!(!page.contains("<link") && !page.contains("<script") && !page.contains("style=\""));
}
