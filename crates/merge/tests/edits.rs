//! What [`TextEdits`] promises, as laws and as cases.

use merge::{TextEdit, TextEdits};
use proptest::prelude::*;

fn edits(list: &[(usize, usize, &str)]) -> TextEdits {
    TextEdits::new(
        list.iter()
            .map(|&(start, end, insert)| TextEdit::new(start..end, insert))
            .collect(),
    )
    .expect("disjoint")
}

fn check(text: &str, list: &[(usize, usize, &str)], expect: &str) {
    assert_eq!(edits(list).apply(text).as_deref(), Ok(expect));
}

#[test]
fn edits_apply_at_scalar_offsets() {
    check("avoid harm", &[(0, 5, "Minimise")], "Minimise harm");
    check("avoid harm", &[], "avoid harm");
    check("尾矿库应当监测", &[(3, 5, "必须")], "尾矿库必须监测");
    check("a🌿b", &[(1, 2, "🌱"), (3, 3, "!")], "a🌱b!");
    check("ab", &[(1, 1, "x"), (1, 2, "y")], "axy");
    check("ab", &[(2, 2, "c"), (0, 1, "")], "bc");
}

#[test]
fn edits_that_collide_are_refused() {
    let refused = |list: &[(usize, usize, &str)]| {
        let list = list
            .iter()
            .map(|&(start, end, insert)| TextEdit::new(start..end, insert))
            .collect();
        TextEdits::new(list).unwrap_err().to_string()
    };
    assert_eq!(
        refused(&[(4, 8, ""), (0, 5, "x")]),
        "the edit of 0..5 collides with that of 4..8"
    );
    refused(&[(3, 3, "a"), (3, 3, "b")]);
    refused(&[(0, 5, ""), (2, 2, "b")]);
    #[expect(clippy::reversed_empty_ranges, reason = "what is refused")]
    let backwards = TextEdit::new(5..2, "");
    assert!(TextEdits::new(vec![backwards]).is_err());
}

#[test]
fn an_edit_outside_the_text_says_so() {
    assert_eq!(
        edits(&[(2, 9, "")])
            .apply("尾矿库")
            .unwrap_err()
            .to_string(),
        "the edit of 2..9 does not fit a text of 3 characters"
    );
}

#[test]
fn a_union_hands_back_what_collides() {
    let ours = edits(&[(0, 2, "x"), (6, 8, "y")]);
    let theirs = edits(&[(1, 3, "z"), (4, 5, "w"), (6, 8, "y")]);
    assert_eq!(ours.union(&theirs), Err(edits(&[(1, 3, "z")])));
    let theirs = edits(&[(2, 3, "z"), (6, 8, "y")]);
    assert_eq!(
        ours.union(&theirs),
        Ok(edits(&[(0, 2, "x"), (2, 3, "z"), (6, 8, "y")]))
    );
}

#[test]
fn stored_edits_are_checked_when_they_come_back() {
    let ours = edits(&[(0, 2, "x"), (6, 8, "")]);
    let stored = serde_json::to_string(&ours).unwrap();
    assert_eq!(
        stored,
        r#"[{"start":0,"end":2,"insert":"x"},{"start":6,"end":8,"insert":""}]"#
    );
    assert_eq!(serde_json::from_str::<TextEdits>(&stored).unwrap(), ours);
    let broken = r#"[{"start":0,"end":5,"insert":""},{"start":4,"end":8,"insert":""}]"#;
    assert!(serde_json::from_str::<TextEdits>(broken).is_err());
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop::sample::select(vec!["a", "b ", "尾矿", "库，", "🌿", "e\u{301}", "\n"]),
        0..12,
    )
    .prop_map(|pieces| pieces.concat())
}

/// Disjoint edits of a text of this length.
fn edits_of(length: usize) -> impl Strategy<Value = TextEdits> {
    let raw = (0..=length, 0..4_usize, text());
    proptest::collection::vec(raw, 0..5).prop_map(move |raw| {
        let mut all = TextEdits::default();
        for (start, deleted, insert) in raw {
            let end = (start + deleted).min(length);
            let one = TextEdits::new(vec![TextEdit::new(start..end, insert)]).expect("one edit");
            all = all.union(&one).unwrap_or(all);
        }
        all
    })
}

fn text_and_edits() -> impl Strategy<Value = (String, TextEdits)> {
    text().prop_flat_map(|text| {
        let length = text.chars().count();
        (Just(text), edits_of(length))
    })
}

fn text_and_two_edits() -> impl Strategy<Value = (String, TextEdits, TextEdits)> {
    text().prop_flat_map(|text| {
        let length = text.chars().count();
        (Just(text), edits_of(length), edits_of(length))
    })
}

fn text_and_following_edits() -> impl Strategy<Value = (String, TextEdits, TextEdits)> {
    text_and_edits().prop_flat_map(|(text, first)| {
        let length = first.apply(&text).expect("made for it").chars().count();
        (Just(text), Just(first), edits_of(length))
    })
}

proptest! {
    #[test]
    fn what_is_done_can_be_undone((text, edits) in text_and_edits()) {
        let after = edits.apply(&text).unwrap();
        prop_assert_eq!(edits.invert(&text).unwrap().apply(&after).unwrap(), text);
    }

    #[test]
    fn composed_edits_do_what_both_do((text, first, second) in text_and_following_edits()) {
        let step = second.apply(&first.apply(&text).unwrap()).unwrap();
        let composed = first.compose(&second);
        prop_assert_eq!(composed.apply(&text).unwrap(), step);
        prop_assert_eq!(TextEdits::new(composed.as_slice().to_vec()).unwrap(), composed);
    }

    #[test]
    fn an_edit_and_its_inverse_compose_to_the_same_text((text, edits) in text_and_edits()) {
        let inverse = edits.invert(&text).unwrap();
        prop_assert_eq!(edits.compose(&inverse).apply(&text).unwrap(), text);
    }

    #[test]
    fn a_union_does_not_depend_on_who_comes_first((text, one, other) in text_and_two_edits()) {
        prop_assert_eq!(&one.union(&one).unwrap(), &one);
        match (one.union(&other), other.union(&one)) {
            (Ok(both), Ok(again)) => {
                prop_assert!(both.apply(&text).is_ok());
                prop_assert_eq!(both, again);
            }
            (Err(_), Err(_)) => {}
            unequal => prop_assert!(false, "{unequal:?}"),
        }
    }

    #[test]
    fn the_difference_of_two_texts_leads_from_one_to_the_other(old in text(), new in text()) {
        let edits = TextEdits::between(&old, &new, &[]);
        prop_assert_eq!(&edits.apply(&old).unwrap(), &new);
        prop_assert_eq!(edits.is_empty(), old == new);
    }
}
