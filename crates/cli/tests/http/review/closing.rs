use serde_json::{Value, json};

use super::{
    cast::{Cast, text},
    of,
};
use crate::package::Unpacked;

impl Cast {
    /// Two comments that say the same are answered once, each author is told.
    pub(crate) async fn answer_alike_comments_once(&self) {
        let proposed = self.get(&of("groups/proposed")).await;
        let groups = proposed.as_array().unwrap();
        let pmf = |group: &&Value| {
            let comments = group["comments"].as_array().unwrap();
            comments
                .iter()
                .any(|it| text(it, "body").contains("可能最大洪水"))
        };
        let group = groups
            .iter()
            .find(pmf)
            .unwrap_or_else(|| panic!("{proposed:#}"));
        let ids: Vec<_> = group["comments"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["id"].clone())
            .collect();
        assert_eq!(ids.len(), 2, "{group}");
        let made = json!({"title": group["title"], "comments": ids});
        let made = self
            .call(self.second_editor(), "POST", &of("groups"), &made)
            .await;
        let group = made.expect(201).json()["id"].clone();
        let once = json!({
            "filter": {"group": group},
            "outcome": "accepted",
            "reason": "已采纳，见8.1。",
        });
        let done = self
            .call(self.second_editor(), "POST", &of("decisions"), &once)
            .await;
        assert_eq!(done.expect(200).json()["changed"], 2);
    }

    /// Nothing undecided is published by accident; the draft becomes the fourth revision.
    pub(crate) async fn publish_the_draft(&self) {
        let note = json!({"note": "As adopted", "expected": 3});
        let refused = self
            .call(self.editor(), "POST", &of("revisions"), &note)
            .await;
        let refused = refused.expect_problem(409, "conflict").json();
        assert_eq!(refused["suggestions"], 3, "{refused:#}");
        let open = self.all(self.editor(), &of("comments?status=open&")).await;
        assert_eq!(refused["comments"], open.len(), "{refused:#}");
        let known = json!({"note": "As adopted", "expected": 3, "undecided": true});
        let published = self
            .call(self.editor(), "POST", &of("revisions"), &known)
            .await;
        assert_eq!(published.expect(201).json()["number"], 4);
        for (language, passage) in [
            ("en", "or for the probable maximum flood"),
            (
                "en",
                "or the width of the river bed where that is larger, marked together with",
            ),
            (
                "en",
                "answered within 10 working days; unresolved cases go to a mediator chosen by both sides and paid by the operator",
            ),
            (
                "en",
                "free of charge, in the village and in its language, and",
            ),
            (
                "en",
                "Lenders shall be told of each change of the closure plan.",
            ),
            ("en", "minutes in the local language"),
            ("en", "at least 10 %"),
            ("en", "Remote sensing, environmental DNA"),
            ("zh", "不低于10000年或可能最大洪水"),
            ("zh", "本指南发布前已取得许可的矿山"),
        ] {
            let blocks = self.text(4, language).await;
            let holds = |block: &Value| text(block, "text").contains(passage);
            assert!(blocks.iter().any(holds), "{passage}");
        }
        let carried = self
            .all(self.editor(), &of("suggestions?status=open&within=4&"))
            .await;
        let states: Vec<_> = carried.iter().map(|it| text(it, "placement")).collect();
        assert_eq!(states, ["exact"; 3]);
    }

    /// Whoever said something finds the decision on it; whoever was superseded was told, too.
    pub(crate) async fn everybody_is_told(&self) {
        for email in ["lars.bjornstad@example.org", "graca.muianga@example.org"] {
            let person = self.person(email);
            let notices = self.all(person, "/me/notices?").await;
            let about = self.proposal(email, "Areas to be avoided");
            let told = notices.iter().find(|it| it["suggestion"] == about.as_str());
            assert_eq!(told.map(|it| text(it, "kind")), Some("decided"), "{email}");
        }
        for email in ["wu.jianping@example.org", "camila.andrade@example.org"] {
            let person = self.person(email);
            let mine = self.all(person, &of("mine?")).await;
            let made = self.comments.iter().chain(&self.suggestions);
            assert_eq!(mine.len(), made.filter(|it| it["author"] == email).count());
            for contribution in mine {
                let value = &contribution["value"];
                let decided = value["decision"].is_object();
                assert_eq!(value["status"] == "decided", decided, "{value}");
            }
        }
    }

    /// The authors say whether they can live with it, and the editors see it.
    pub(crate) async fn answer_the_decisions(&self) {
        let said = [
            (
                "camila.andrade@example.org",
                "Areas to be avoided",
                true,
                "",
            ),
            (
                "lars.bjornstad@example.org",
                "Areas to be avoided",
                false,
                "Ditches are no rivers.",
            ),
        ];
        for (email, block, satisfied, note) in said {
            let id = self.proposal(email, block);
            let path = format!("/suggestions/{id}/answer");
            let answer = json!({"satisfied": satisfied, "note": note});
            let done = self.call(self.person(email), "PUT", &path, &answer).await;
            done.expect(200);
            let seen = self.get(&format!("/suggestions/{id}")).await;
            assert_eq!(seen["decision"]["answer"]["satisfied"], satisfied);
            assert_eq!(seen["decision"]["answer"]["note"], note);
        }
        let unhappy = self
            .all(self.editor(), &of("comments?satisfied=false&"))
            .await;
        let expected = self
            .comments
            .iter()
            .filter(|it| it["answer"]["satisfied"] == false);
        assert_eq!(unhappy.len(), expected.count());
    }

    /// Every changed phrase of the fourth revision names the suggestion, and its author or who took
    /// part in it.
    pub(crate) async fn every_change_knows_its_origin(&self) {
        let redline = self.get(&of("redline?from=3&to=4&language=en")).await;
        let changes = redline["blocks"].as_array().unwrap().iter();
        let segments = changes.flat_map(|it| it["segments"].as_array().unwrap());
        let changed: Vec<_> = segments.filter(|it| it["op"] != "same").collect();
        assert!(changed.len() > 30, "{}", changed.len());
        for segment in &changed {
            assert!(segment["suggestion"].is_string(), "{segment}");
            assert!(segment["author"].is_string(), "{segment}");
        }
        let by = |words: &str| {
            let of = changed.iter().find(|it| text(it, "text").contains(words));
            text(of.unwrap_or_else(|| panic!("{words}")), "author").to_owned()
        };
        assert_eq!(
            by("probable maximum flood"),
            self.name("wu.jianping@example.org")
        );
        assert_eq!(by("fruiting"), self.name("camila.andrade@example.org"));
        assert_eq!(by("Lenders shall"), "Farid Rahmani");
    }

    /// One archive has the text, the redline, every contribution, and sums that agree; the statistics
    /// count the same.
    pub(crate) async fn close(&self) {
        let path = of("revisions/4/package?from=3&layout=iso");
        let package = self.house.get(Some(self.editor()), &path).await.expect(200);
        let package = Unpacked::named(&package.bytes, "mining-biodiversity-r4/");
        let manifest = package.json("manifest.json");
        package.sums_agree(&manifest);
        let text = package.text("text/mining-biodiversity-r4-en.md");
        assert!(text.contains("or for the probable maximum flood"), "{text}");
        let redline = package.text("redline/mining-biodiversity-r3-r4-en.md");
        assert!(redline.contains("{++"), "{redline}");
        let decisions = package.json("decisions.json");
        let entries = decisions["contributions"].as_array().unwrap();
        // On revision 3: 27 comments and 40 suggestions of the sample, and what two files brought.
        assert_eq!(entries.len(), 27 + 40 + 2 + 4);
        let statistics = self.get(&of("statistics")).await;
        assert_eq!(statistics["total"]["comments"], 62, "{statistics:#}");
        assert_eq!(statistics["total"]["suggestions"], 44);
        let unhappy = self
            .comments
            .iter()
            .filter(|it| it["answer"]["satisfied"] == false);
        let unhappy = unhappy.count() + 1;
        assert_eq!(statistics["answers"]["not_satisfied"], unhappy);
        let of_four = package.json("statistics.json");
        assert_eq!(of_four["total"]["suggestions"], 44);
        assert_eq!(of_four["total"]["comments"], 27 + 2);
        for reader in [Some(self.person("oliver.brandt@example.org")), None] {
            let refused = self.house.get(reader, &path).await;
            assert!(refused.status.is_client_error());
        }
    }
}
