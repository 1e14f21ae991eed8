//! By what a change or a remark is known when it comes again.

use std::collections::HashSet;

use document::{Block, Digest};

use crate::{Part, Timestamp, WrittenBy};

/// Collects what is particular; every piece with its length, so that no two run together.
pub(crate) struct Fingerprint(String);

impl Fingerprint {
    pub(crate) fn new(of: &str) -> Self {
        Self(String::new()).with(of)
    }

    pub(crate) fn with(mut self, piece: &str) -> Self {
        self.0.push_str(&piece.len().to_string());
        self.0.push(':');
        self.0.push_str(piece);
        self
    }

    /// The name, and the time to the second: programs drop the rest.
    pub(crate) fn by(self, written: &WrittenBy) -> Self {
        self.with(&written.name).with(&second(written.date))
    }

    pub(crate) fn parts(self, parts: &[Part]) -> Self {
        parts.iter().fold(self, |print, part| {
            let after = part.after.as_ref().map_or("", |id| id.as_str());
            let print = print.with("part").with(after);
            let print = part
                .blocks
                .iter()
                .fold(print, |it, id| it.with(id.as_str()));
            let blocks = part.proposal.iter();
            blocks.fold(print, |it, block| it.with(particular(block).as_str()))
        })
    }

    /// Of the same thing when a file holds it once more.
    fn again(&self, time: usize) -> Digest {
        Digest::of_bytes(format!("{}#{time}", self.0).as_bytes())
    }

    pub(crate) fn digest(&self) -> Digest {
        Digest::of_bytes(self.0.as_bytes())
    }
}

/// The fingerprints of what is in one file.
#[derive(Default)]
pub(crate) struct Prints(HashSet<Digest>);

impl Prints {
    /// Whether this is the first of its kind.
    pub(crate) fn insert(&mut self, digest: &Digest) -> bool {
        self.0.insert(digest.clone())
    }

    /// Of a thing that may be in the file several times over: of each another one.
    pub(crate) fn unseen(&mut self, print: &Fingerprint) -> Digest {
        let mut digest = print.digest();
        let mut again = 1;
        while !self.insert(&digest) {
            again += 1;
            digest = print.again(again);
        }
        digest
    }
}

/// What a person wrote into a block: not its label nor its row, which other changes shift.
fn particular(block: &Block) -> Digest {
    let bare = Block {
        number: None,
        cell: None,
        note: None,
        ..block.clone()
    };
    let content = bare.content_digest();
    Digest::of_bytes(format!("{} {content}", block.id).as_bytes())
}

/// The second, or nothing.
pub(crate) fn second(time: Option<Timestamp>) -> String {
    time.map_or_else(String::new, |time| time.seconds().to_string())
}

/// Words without regard to white space, which programs change.
pub(crate) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
