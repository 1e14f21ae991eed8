//! How alike comments are by what they say.
//!
//! A comment is the set of what it speaks of: in alphabetic scripts the stems of its words, in
//! Chinese the pairs of neighbouring characters, which needs no dictionary. What few comments say
//! weighs more (inverse document frequency), and likeness is the cosine between two sets. Comments
//! are compared only if they have something rare in common, so that many comments cost little.

mod things;

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};

use things::things;

/// From here on two comments say the same.
pub(crate) const SAME: f64 = 0.5;
/// From here on one comment is worth a look while another is written.
pub(crate) const LIKE: f64 = 0.3;
/// What standing in the same block adds.
const SAME_PLACE: f64 = 0.08;
/// Fewer things in common are chance.
const LEAST_IN_COMMON: usize = 3;
/// So many of a comment's rarest things are looked up.
const LOOKED_UP: usize = 24;
/// A thing that so many comments have is no reason to compare them.
const COMMON: usize = 200;
/// A corpus of so few comments knows little of what is rare.
const SMOOTHING: f64 = 20.0;

/// A comment as far as likeness goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Saying {
    /// Where it stands, if anywhere.
    place: Option<String>,
    /// What it speaks of.
    things: BTreeSet<u64>,
}

/// Comments among which likeness is judged.
#[derive(Debug, Default)]
pub(crate) struct Corpus {
    sayings: Vec<Saying>,
    /// In how many comments a thing is.
    counts: HashMap<u64, usize>,
    /// By thing, the comments among whose rarest it is.
    index: HashMap<u64, Vec<usize>>,
}

/// Comments that say the same: the first of them, and the others with how like it they are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cluster {
    pub(crate) first: usize,
    pub(crate) others: Vec<(usize, f64)>,
}

impl Saying {
    pub(crate) fn new(text: &str, place: Option<&str>) -> Self {
        Self {
            place: place.map(str::to_owned),
            things: things(text),
        }
    }
}

impl Corpus {
    pub(crate) fn new(sayings: Vec<Saying>) -> Self {
        let mut counts: HashMap<u64, usize> = HashMap::new();
        for thing in sayings.iter().flat_map(|saying| &saying.things) {
            *counts.entry(*thing).or_default() += 1;
        }
        let mut corpus = Self {
            counts,
            ..Self::default()
        };
        for (at, saying) in sayings.iter().enumerate() {
            corpus.list(at, saying);
        }
        corpus.sayings = sayings;
        corpus
    }

    /// The comments that are most like this one, at least [`LIKE`], likest first.
    pub(crate) fn likest(&self, saying: &Saying, most: usize) -> Vec<(usize, f64)> {
        let mut found: Vec<(usize, f64)> = self
            .candidates(saying, &self.index)
            .into_iter()
            .map(|at| (at, self.likeness(saying, &self.sayings[at])))
            .filter(|(_, likeness)| *likeness >= LIKE)
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(most);
        found
    }

    /// Those that say the same, the largest groups first. Each comment is compared with the first
    /// of each group, so that a chain of small steps joins nothing that is not alike.
    pub(crate) fn clusters(&self) -> Vec<Cluster> {
        let mut clusters: Vec<Cluster> = Vec::new();
        let mut firsts: HashMap<u64, Vec<usize>> = HashMap::new();
        let mut equal: HashMap<&BTreeSet<u64>, usize> = HashMap::new();
        for (at, saying) in self.sayings.iter().enumerate() {
            let known = equal.get(&saying.things).map(|&cluster| (cluster, 1.0));
            let known = known.or_else(|| self.nearest(saying, &clusters, &firsts));
            if let Some((cluster, likeness)) = known {
                clusters[cluster].others.push((at, likeness));
                continue;
            }
            if saying.things.len() < LEAST_IN_COMMON {
                continue;
            }
            for thing in self.rarest(saying) {
                let list = firsts.entry(thing).or_default();
                if list.len() < COMMON {
                    list.push(clusters.len());
                }
            }
            equal.insert(&saying.things, clusters.len());
            clusters.push(Cluster {
                first: at,
                others: Vec::new(),
            });
        }
        clusters.retain(|cluster| !cluster.others.is_empty());
        clusters.sort_by_key(|cluster| (Reverse(cluster.others.len()), cluster.first));
        clusters
    }

    fn nearest(
        &self,
        saying: &Saying,
        clusters: &[Cluster],
        firsts: &HashMap<u64, Vec<usize>>,
    ) -> Option<(usize, f64)> {
        self.candidates(saying, firsts)
            .into_iter()
            .map(|cluster| {
                let first = &self.sayings[clusters[cluster].first];
                (cluster, self.likeness(saying, first))
            })
            .filter(|(_, likeness)| *likeness >= SAME)
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }

    /// Between 0 and 1.
    fn likeness(&self, one: &Saying, other: &Saying) -> f64 {
        let common: Vec<u64> = one.things.intersection(&other.things).copied().collect();
        if common.len() < LEAST_IN_COMMON {
            return 0.0;
        }
        let size = |things: &mut dyn Iterator<Item = u64>| -> f64 {
            things.map(|thing| self.weight(thing).powi(2)).sum()
        };
        let shared = size(&mut common.into_iter());
        let whole = size(&mut one.things.iter().copied()) * size(&mut other.things.iter().copied());
        let cosine = shared / whole.sqrt();
        let same_place = one.place.is_some() && one.place == other.place;
        let likeness = if same_place {
            cosine + SAME_PLACE
        } else {
            cosine
        };
        likeness.min(1.0)
    }

    fn weight(&self, thing: u64) -> f64 {
        let count = self.counts.get(&thing).copied().unwrap_or(0);
        let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        (1.0 + (number(self.sayings.len()) + SMOOTHING) / (number(count) + 1.0)).ln()
    }

    fn list(&mut self, at: usize, saying: &Saying) {
        for thing in self.rarest(saying) {
            let list = self.index.entry(thing).or_default();
            if list.len() < COMMON {
                list.push(at);
            }
        }
    }

    /// The places in an index of those with something rare in common, in order.
    fn candidates(&self, saying: &Saying, index: &HashMap<u64, Vec<usize>>) -> BTreeSet<usize> {
        let lists = self.rarest(saying).into_iter();
        let lists = lists.filter_map(|thing| index.get(&thing));
        lists.flatten().copied().collect()
    }

    fn rarest(&self, saying: &Saying) -> Vec<u64> {
        let mut things: Vec<u64> = saying.things.iter().copied().collect();
        things.sort_by_key(|thing| (self.counts.get(thing).copied().unwrap_or(0), *thing));
        things.truncate(LOOKED_UP);
        things
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What people say of a guideline, in three languages; the letter names what they say.
    const SAID: [(char, &str); 22] = [
        (
            'a',
            "Tailings facilities should be monitored every month by a body that is independent of the operator.",
        ),
        (
            'a',
            "The monitoring of tailings facilities needs an independent body: monthly, and not paid by the operator.",
        ),
        (
            'a',
            "Please have tailings facilities monitored monthly by an independent body.",
        ),
        (
            'b',
            "Offsets must be the last resort and in place before the impact occurs.",
        ),
        (
            'b',
            "Biodiversity offsets are a last resort; they have to be in place before impacts occur.",
        ),
        (
            'c',
            "The definition of critical habitat should refer to the IFC Performance Standard 6.",
        ),
        (
            '-',
            "Who pays for the closure plan when the operator is bankrupt?",
        ),
        ('-', "Section 5 repeats section 3."),
        ('-', "Typo: \"enviroment\" in the second line."),
        (
            '-',
            "We welcome the draft and thank the editors for their work.",
        ),
        ('d', "尾矿库应当每月由独立于经营者的机构进行监测。"),
        (
            'd',
            "建议由独立机构每月监测尾矿库，而不是由经营者自己监测。",
        ),
        ('e', "补偿应当是最后的手段，并且在影响发生之前到位。"),
        (
            'e',
            "生物多样性补偿只能作为最后的手段，必须在影响发生前到位。",
        ),
        ('-', "闭矿计划应当与社区商定。"),
        ('-', "第五条与第三条重复，建议删除。"),
        ('-', "关键栖息地的定义不清楚。"),
        (
            'f',
            "As barragens de rejeitos devem ser monitoradas mensalmente por um órgão independente do operador.",
        ),
        (
            'f',
            "O monitoramento mensal das barragens de rejeitos precisa de um órgão independente.",
        ),
        ('-', "A definição de habitat crítico não está clara."),
        (
            '-',
            "O plano de fechamento deve ser acordado com as comunidades.",
        ),
        (
            '-',
            "Quem paga a compensação quando a empresa vai à falência?",
        ),
    ];

    fn corpus() -> Corpus {
        Corpus::new(SAID.map(|(_, text)| Saying::new(text, None)).to_vec())
    }

    #[test]
    fn what_says_the_same_is_put_together_in_three_languages_and_nothing_else() {
        let clusters = corpus().clusters();
        let letters = |cluster: &Cluster| -> String {
            let others = cluster.others.iter().map(|(at, _)| *at);
            let all = [cluster.first].into_iter().chain(others);
            all.map(|at| SAID[at].0).collect()
        };
        let mut found: Vec<String> = clusters.iter().map(letters).collect();
        found.sort();
        assert_eq!(found, ["aaa", "bb", "dd", "ee", "ff"]);
        assert_eq!(letters(&clusters[0]), "aaa", "the largest first");
    }

    #[track_caller]
    fn likest(text: &str, place: Option<&str>, expect: &str) {
        let found = corpus().likest(&Saying::new(text, place), 5);
        let letters: String = found.iter().map(|(at, _)| SAID[*at].0).collect();
        assert_eq!(letters, expect, "{text}: {found:?}");
    }

    #[test]
    fn what_somebody_begins_to_write_finds_its_like() {
        likest(
            "Independent monitoring of tailings facilities every month",
            None,
            "aaa",
        );
        likest("尾矿库的监测应由独立机构负责", None, "dd");
        likest(
            "Monitoramento independente das barragens de rejeitos",
            None,
            "ff",
        );
        likest("Noise at night disturbs the village school", None, "");
        likest("矿区道路的噪声影响学校", None, "");
        likest("", None, "");
    }

    #[test]
    fn standing_in_the_same_place_counts_a_little_and_only_then() {
        let text = "Offsets must be the last resort";
        let of = |place: Option<&str>| Saying::new(text, place);
        let other = "An offset is a last resort for impacts that remain";
        let corpus = Corpus::new(vec![Saying::new(other, Some("b1"))]);
        let likeness = |place| corpus.likeness(&of(place), &corpus.sayings[0]);
        assert!(likeness(Some("b1")) > likeness(Some("b2")));
        assert!((likeness(Some("b2")) - likeness(None)).abs() < f64::EPSILON);
        let nothing = Saying::new("Typo", Some("b1"));
        assert!(corpus.likeness(&nothing, &corpus.sayings[0]) < f64::EPSILON);
    }

    #[test]
    fn many_comments_that_read_alike_are_one_group_and_cost_little() {
        let same = (0..20_000).map(|_| Saying::new(SAID[0].1, None)).collect();
        let clusters = Corpus::new(same).clusters();
        assert_eq!((clusters.len(), clusters[0].others.len()), (1, 19_999));
        let varied = |index: u32| {
            let words = [index % 97, index % 89, index % 83, index % 79, index];
            let words = words.map(|number| format!("word{number}"));
            Saying::new(&format!("{} on the same habitat", words.join(" ")), None)
        };
        let corpus = Corpus::new((0..5_000).map(varied).collect());
        assert!(corpus.index.values().all(|list| list.len() <= COMMON));
    }

    #[test]
    fn the_same_comments_give_the_same_groups() {
        assert_eq!(corpus().clusters(), corpus().clusters());
    }
}
