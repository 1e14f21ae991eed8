use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    cast::{Cast, text},
    of,
};

/// How the disputed blocks start, and how many proposals there are for each.
const DISPUTES: [(&str, usize); 5] = [
    ("biodiversity net gain", 3),
    ("A grievance mechanism", 2),
    ("Areas to be avoided", 3),
    ("New and existing facilities", 2),
    ("Financial assurance", 2),
];

impl Cast {
    /// The board shows the twelve proposals that collide, and no other, in the order of the text.
    pub(crate) async fn find_the_disputes(&self) {
        let board = self.board().await;
        let shown: Vec<_> = board
            .iter()
            .map(|dispute| (start(dispute), proposals(dispute).len()))
            .collect();
        let expected = DISPUTES.map(|(start, proposals)| (start.to_owned(), proposals));
        assert_eq!(shown, expected);
        let on_it: BTreeSet<_> = board.iter().flat_map(proposals).collect();
        assert_eq!(on_it.len(), 12);
        for dispute in &board {
            for proposal in dispute["proposals"].as_array().unwrap() {
                let supporters = proposal["supporters"].as_array().unwrap().len();
                let told = proposal["suggestion"]["support"]["count"].as_u64();
                assert_eq!(told, Some(supporters as u64));
            }
        }
    }

    async fn board(&self) -> Vec<Value> {
        self.all(self.editor(), &of("conflicts?language=en&")).await
    }

    /// One is chosen, one is written by hand, one goes in before the other is refused, one is
    /// deferred, and one stays open.
    pub(crate) async fn settle_the_disputes(&self) {
        let id = |email: &str, block: &str| self.proposal(email, block);
        let (chosen, other) = (
            id("wu.jianping@example.org", "New and existing facilities"),
            id("farid.rahmani@example.org", "New and existing facilities"),
        );
        let ruling = json!({
            "outcome": "accepted",
            "reason": "As the standard has it.",
            "supersedes": [other],
        });
        self.rule(&chosen, &ruling).await;
        let superseded = self.get(&format!("/suggestions/{other}")).await;
        assert_eq!(superseded["decision"]["outcome"], "superseded");
        assert_eq!(superseded["decision"]["target"], chosen.as_str());

        let camila = id("camila.andrade@example.org", "Areas to be avoided");
        let draft = self.get(&of("draft?language=en")).await;
        let by_hand = block_of(&draft, "Areas to be avoided").replace(
            "at least 100 m",
            "at least 100 m, or the width of the river bed where that is larger, marked together \
             with the communities concerned,",
        );
        let ruling = json!({
            "outcome": "accepted_with_modification",
            "reason": "What the three have in common.",
            "text": by_hand,
            "onto": draft["tag"],
            "supersedes": [
                id("lars.bjornstad@example.org", "Areas to be avoided"),
                id("graca.muianga@example.org", "Areas to be avoided"),
            ],
        });
        self.rule(&camila, &ruling).await;

        let ten = id("renata.vasconcelos@example.org", "A grievance mechanism");
        self.rule(&ten, &json!({"outcome": "accepted"})).await;
        let thirty = id("lars.bjornstad@example.org", "A grievance mechanism");
        let clash = json!({"outcome": "accepted"});
        let path = format!("/suggestions/{thirty}/decision");
        let clash = self.call(self.editor(), "PUT", &path, &clash).await;
        let clash = clash.expect_problem(409, "conflict").json();
        assert_eq!(text(&clash["conflict"][0]["theirs"], "kind"), "paragraph");
        assert_eq!(clash["with"], json!([ten]));
        let no = json!({"outcome": "rejected", "reason": "Ten working days were agreed."});
        self.rule(&thirty, &no).await;

        for email in ["farid.rahmani", "thandeka.mokoena"] {
            let id = id(&format!("{email}@example.org"), "Financial assurance");
            let later =
                json!({"outcome": "deferred", "target": "the plenary", "reason": "No agreement."});
            self.rule(&id, &later).await;
        }
        let left: Vec<_> = self.board().await.iter().map(start).collect();
        assert_eq!(left, ["biodiversity net gain"], "one dispute stays open");
    }

    /// The suggestion of this person on this block of the English text.
    pub(super) fn proposal(&self, email: &str, block: &str) -> String {
        let fits = |it: &&Value| it["author"] == email && text(it, "block").starts_with(block);
        let found = self.suggestions.iter().find(fits);
        text(found.unwrap_or_else(|| panic!("{email} {block}")), "id").to_owned()
    }

    async fn rule(&self, id: &str, ruling: &Value) -> Value {
        let path = format!("/suggestions/{id}/decision");
        let ruled = self.call(self.editor(), "PUT", &path, ruling).await;
        ruled.expect(200).json()
    }

    /// Half of one, none of another, and all others at once but those in dispute.
    pub(crate) async fn decide_the_rest(&self) {
        let disputed: BTreeSet<_> = self.board().await.iter().flat_map(proposals).collect();
        let half = self.proposal("wu.jianping@example.org", "Disturbed land shall");
        let hunks = self.get(&format!("/suggestions/{half}")).await["hunks"].clone();
        let hunks: Vec<_> = hunks
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["index"].clone())
            .collect();
        assert!(hunks.len() > 1, "{hunks:?}");
        let part =
            json!({"outcome": "partly_accepted", "hunks": hunks[1..], "reason": "1.5 m stays."});
        self.rule(&half, &part).await;
        let rejected = self.proposal("lars.bjornstad@example.org", "Remote sensing");
        let no = json!({"outcome": "rejected", "reason": "The second sentence is needed."});
        self.rule(&rejected, &no).await;

        let open = self
            .all(self.editor(), &of("suggestions?status=open&"))
            .await;
        let ids: Vec<_> = open
            .iter()
            .map(|it| text(it, "id"))
            .filter(|id| !disputed.contains(*id))
            .collect();
        assert_eq!(open.len() - ids.len(), 3, "the open dispute");
        let all = json!({
            "contributions": "suggestions",
            "ids": ids,
            "outcome": "accepted",
            "reason": "Agreed in the closing plenary.",
        });
        let done = self
            .call(self.editor(), "POST", &of("decisions"), &all)
            .await;
        let done = done.expect(200).json();
        assert_eq!(done["changed"], ids.len(), "{done}");
    }
}

fn start(dispute: &Value) -> String {
    let block = text(&dispute["blocks"][0], "text");
    let known = DISPUTES.iter().find(|(start, _)| block.starts_with(start));
    known.map_or(block, |(start, _)| start).to_owned()
}

fn proposals(dispute: &Value) -> Vec<String> {
    let proposals = dispute["proposals"].as_array().unwrap().iter();
    proposals
        .map(|it| text(&it["suggestion"], "id").to_owned())
        .collect()
}

fn block_of(draft: &Value, start: &str) -> String {
    let mut texts = draft["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| text(it, "text"));
    texts.find(|it| it.starts_with(start)).unwrap().to_owned()
}
