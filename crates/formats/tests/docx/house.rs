//! A house's template by hand, as Word in Chinese would write it, with things that must stay behind.

use crate::support::*;

pub(crate) fn by_hand(further: &[(&str, &str)]) -> Vec<u8> {
    let own = [
        ("word/document.xml", body()),
        ("word/_rels/document.xml.rels", main_relationships()),
        ("word/styles.xml", styles()),
        ("word/numbering.xml", numbering()),
        ("word/settings.xml", settings()),
        ("word/header7.xml", header()),
        ("word/_rels/header7.xml.rels", header_relationships()),
        ("word/footer1.xml", footer(" PAGE ")),
        (
            "word/footer2.xml",
            footer(" INCLUDEPICTURE http://evil.example "),
        ),
        ("word/media/logo.png", "GIF89a really".to_owned()),
        ("word/embeddings/o.bin", "ole".to_owned()),
        ("word/vbaProject.bin", "macro".to_owned()),
    ];
    let own = own.iter().map(|(name, content)| (*name, content.as_str()));
    let parts: Vec<(&str, &str)> = own.chain(further.iter().copied()).collect();
    package(&parts)
}

fn styles() -> String {
    format!(
        "<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts \
         w:eastAsia=\"方正仿宋\"/><w:lang w:val=\"fr-FR\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/>\
         <w:rPr><w:color w:val=\"111111\"/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/>\
         <w:basedOn w:val=\"a\"/><w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr>\
         <w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:color w:val=\"AA0000\"/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"标题 2\"/>\
         <w:basedOn w:val=\"1\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Heading3\"><w:name w:val=\"Motto\"/></w:style>\
         <w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"b\"><w:name w:val=\"条\"/>\
         <w:basedOn w:val=\"Heading3\"/><w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr></w:pPr>\
         </w:style></w:styles>"
    )
}

fn numbering() -> String {
    format!(
        "<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\">\
         <w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:pStyle w:val=\"1\"/>\
         <w:lvlText w:val=\"House %1\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"7\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    )
}

fn settings() -> String {
    format!(
        "<w:settings {NAMESPACES}><w:attachedTemplate r:id=\"rId1\"/><w:mirrorMargins/>\
         <w:trackRevisions w:val=\"0\"/><w:evenAndOddHeaders/></w:settings>"
    )
}

fn header() -> String {
    format!(
        "<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:hyperlink r:id=\"rId9\">\
         <w:r><w:t>The House</w:t></w:r></w:hyperlink><w:r><w:drawing><wp:inline>\
         <wp:extent cx=\"9525\" cy=\"9525\"/><wp:docPr id=\"1\" name=\"logo\"/><a:graphic>\
         <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
         <pic:nvPicPr><pic:cNvPr id=\"0\" name=\"\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
         <a:blip r:embed=\"rId3\"/><a:stretch/></pic:blipFill><pic:spPr/></pic:pic>\
         </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>\
         <w:r><w:object><o:OLEObject r:id=\"rId4\"/></w:object></w:r>\
         <w:r><w:pict><v:shape href=\"https://evil.example/\"><v:imagedata r:id=\"rId5\"/></v:shape>\
         </w:pict></w:r><w:ins w:id=\"1\" w:author=\"x\"><w:r><w:t>, est. 1901</w:t></w:r></w:ins>\
         <w:del w:id=\"2\" w:author=\"x\"><w:r><w:delText>not</w:delText></w:r></w:del></w:p></w:hdr>"
    )
}

fn body() -> String {
    format!(
        "<w:document {NAMESPACES}><w:body><w:p><w:pPr><w:sectPr>\
         <w:headerReference w:type=\"default\" r:id=\"rId1\"/>\
         <w:footerReference w:type=\"default\" r:id=\"rId2\"/></w:sectPr></w:pPr></w:p>\
         <w:p><w:r><w:t>Delete this text</w:t></w:r></w:p><w:sectPr w:rsidR=\"00AA11BB\">\
         <w:footerReference w:type=\"first\" r:id=\"rId6\"/>\
         <w:printerSettings r:id=\"rId8\"/><w:titlePg/><w:pgSz w:w=\"12240\" w:h=\"15840\"/>\
         <w:pgMar w:top=\"1000\" w:right=\"1120\" w:bottom=\"1000\" w:left=\"1120\" w:header=\"500\" \
         w:footer=\"500\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

fn footer(instruction: &str) -> String {
    format!(
        "<w:ftr {NAMESPACES}><w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>\
             <w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar \
             w:fldCharType=\"separate\"/></w:r><w:r><w:t>17</w:t></w:r><w:r><w:fldChar \
             w:fldCharType=\"end\"/></w:r></w:p></w:ftr>"
    )
}

fn main_relationships() -> String {
    relationships(&[
        ("rId1", "header", "header7.xml"),
        ("rId2", "footer", "footer1.xml"),
        ("rId6", "footer", "footer2.xml"),
        ("rId8", "printerSettings", "printerSettings1.bin"),
        ("s", "styles", "styles.xml"),
        ("n", "numbering", "numbering.xml"),
        ("e", "settings", "settings.xml"),
        ("v", "vbaProject", "vbaProject.bin"),
    ])
}

fn header_relationships() -> String {
    relationships(&[
        ("rId3", "image", "media/logo.png"),
        ("rId4", "oleObject", "embeddings/o.bin"),
        ("rId5", "image", "https://evil.example/pixel.png"),
        ("rId9", "hyperlink", "https://house.example/"),
    ])
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn relationships(entries: &[(&str, &str, &str)]) -> String {
    let entries = entries.iter().map(|(id, kind, target)| {
        let mode = if target.contains(':') {
            " TargetMode=\"External\""
        } else {
            ""
        };
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"{mode}/>")
    });
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             {}</Relationships>",
        entries.collect::<String>()
    )
}
