//! Atoms that a format has no words for, carried as base64 of their JSON so that nothing is lost.

use base64::{Engine, engine::general_purpose::STANDARD};
use document::{Atom, AtomKind};

/// The atom, its place aside.
pub(crate) fn encode(atom: &Atom) -> String {
    let mut atom = atom.clone();
    atom.at = 0;
    STANDARD.encode(serde_json::to_vec(&atom).unwrap_or_default())
}

/// What [`encode`] wrote; only equations and objects, since pictures have words of their own.
pub(crate) fn decode(data: &str) -> Option<Atom> {
    let atom: Atom = serde_json::from_slice(&STANDARD.decode(data).ok()?).ok()?;
    let carried = matches!(
        atom.kind,
        AtomKind::Equation { .. } | AtomKind::Object { .. }
    );
    carried.then_some(atom)
}
