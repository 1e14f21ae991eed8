//! The parts that hold what is said.
//!
//! There is no `commentsExtensible.xml`: from a time in UTC there Word sets the comment's date anew in
//! local time, and what comes back would no longer be known by it.

use std::{collections::BTreeSet, fmt::Write as _};

use super::Comments;
use crate::docx::{
    markup,
    write::{archive::HEAD, attribution, writer},
};

/// What is said, what answers what, and who speaks.
pub(in crate::docx::write) struct CommentParts {
    pub(in crate::docx::write) comments: String,
    pub(in crate::docx::write) extended: String,
    pub(in crate::docx::write) people: String,
}

impl Comments<'_> {
    pub(in crate::docx::write) fn parts(&self) -> CommentParts {
        let (mut comments, mut extended) = (begin("w:comments"), begin("w15:commentsEx"));
        for (at, note) in self.notes.iter().enumerate() {
            let mut ids = self.ids(at);
            let first = ids.next().unwrap_or_default();
            let said = Said {
                author: &note.author,
                initials: &note.initials,
                date: &note.date,
                body: &note.body,
            };
            said.write(&mut comments, first);
            entry(&mut extended, first, None, note.resolved);
            for (reply, id) in note.replies.iter().zip(ids) {
                let said = Said {
                    author: &reply.author,
                    initials: &reply.initials,
                    date: &reply.date,
                    body: &reply.body,
                };
                said.write(&mut comments, id);
                entry(&mut extended, id, Some(first), note.resolved);
            }
        }
        comments.push_str("</w:comments>");
        extended.push_str("</w15:commentsEx>");
        CommentParts {
            comments,
            extended,
            people: self.people(),
        }
    }

    /// Everybody who speaks, so that Word can tell them apart.
    fn people(&self) -> String {
        let replies = self.notes.iter().flat_map(|note| &note.replies);
        let authors = self.notes.iter().map(|note| note.author.as_str());
        let all = authors.chain(replies.map(|reply| reply.author.as_str()));
        let names: BTreeSet<&str> = all.map(attribution::author).collect();
        let mut out = begin("w15:people");
        for name in names {
            let name = markup::escaped(name);
            let _ = write!(
                out,
                "<w15:person w15:author=\"{name}\"><w15:presenceInfo w15:providerId=\"None\" \
                 w15:userId=\"{name}\"/></w15:person>"
            );
        }
        out.push_str("</w15:people>");
        out
    }
}

fn begin(root: &str) -> String {
    let mut out = format!("{HEAD}<{root}");
    writer::declare(&mut out);
    out.push('>');
    out
}

/// One comment.
struct Said<'c> {
    author: &'c str,
    initials: &'c str,
    date: &'c str,
    body: &'c str,
}

impl Said<'_> {
    fn write(&self, out: &mut String, id: u32) {
        let _ = write!(
            out,
            "<w:comment w:id=\"{id}\"{}",
            attribution::attributes(self.author, self.date)
        );
        let initials = attribution::initials(self.initials);
        if !initials.is_empty() {
            let _ = write!(out, " w:initials=\"{}\"", markup::escaped(initials));
        }
        out.push('>');
        let count = self.body.split('\n').count();
        for (line, at) in self.body.split('\n').zip(1..) {
            out.push_str("<w:p");
            if at == count {
                let _ = write!(out, " w14:paraId=\"{}\"", paragraph_id(id));
            }
            out.push_str("><w:pPr><w:pStyle w:val=\"CommentText\"/></w:pPr>");
            if at == 1 {
                out.push_str(
                    "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
                     <w:annotationRef/></w:r>",
                );
            }
            let line = markup::escaped(line);
            let _ = write!(
                out,
                "<w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>"
            );
        }
        out.push_str("</w:comment>");
    }
}

/// `w14:paraId` of a comment's last paragraph: below 0x80000000 and not zero (MS-DOCX, 2.2.4).
fn paragraph_id(comment: u32) -> String {
    format!("{:08X}", 0x1000_0000 + comment)
}

fn entry(out: &mut String, id: u32, parent: Option<u32>, done: bool) {
    let _ = write!(out, "<w15:commentEx w15:paraId=\"{}\"", paragraph_id(id));
    if let Some(parent) = parent {
        let _ = write!(out, " w15:paraIdParent=\"{}\"", paragraph_id(parent));
    }
    let _ = write!(out, " w15:done=\"{}\"/>", u8::from(done));
}
