//! How the time and memory of `understory redline old.md new.md --format json` grow with the text,
//! and what texts cost that make careless comparisons take for ever; beside `git diff --word-diff`
//! on the same files. The goals: an exponent of at most 1.1, 10 MB within 2 s and 500 MB, and each
//! hard pair within 2 s.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];
const ENGLISH: &str = "operators shall avoid minimise restore offset impacts on habitats species water \
    and soils before during after construction closure monitoring results are published every year \
    with communities consulted under the mitigation hierarchy of the permit for tailings facilities";
const CHINESE: &str = "采矿 企业 应当 避免 减少 恢复 补偿 对 栖息地 物种 水体 土壤 的 影响 建设 运营 闭矿 期间 监测 结果 \
    每年 公开 征求 社区 意见 按照 缓解 层级 许可 尾矿库 设施";

/// Writes the same text each time (Knuth's MMIX constants).
struct Writer {
    state: u64,
    words: Vec<&'static str>,
    space: &'static str,
    stop: &'static str,
}

impl Writer {
    fn english(seed: u64) -> Self {
        Self::new(seed, ENGLISH, " ", ". ")
    }

    fn chinese(seed: u64) -> Self {
        Self::new(seed, CHINESE, "", "。")
    }

    fn new(seed: u64, words: &'static str, space: &'static str, stop: &'static str) -> Self {
        Self {
            state: seed,
            words: words.split_whitespace().collect(),
            space,
            stop,
        }
    }

    fn below(&mut self, bound: usize) -> usize {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % bound
    }

    fn word(&mut self) -> &'static str {
        let at = self.below(self.words.len());
        self.words[at]
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| self.word()).collect();
        words.join(self.space)
    }

    fn sentence(&mut self) -> String {
        let length = 8 + self.below(14);
        self.words(length) + self.stop
    }

    fn paragraph(&mut self) -> String {
        let sentences = 3 + self.below(4);
        (0..sentences).map(|_| self.sentence()).collect()
    }

    /// Paragraphs of so many bytes together.
    fn text(&mut self, bytes: usize) -> Vec<String> {
        let mut paragraphs = Vec::new();
        let mut written = 0;
        while written < bytes {
            paragraphs.push(self.paragraph());
            written += paragraphs.last().map_or(0, |text| text.len() + 2);
        }
        paragraphs
    }

    /// Edits one paragraph in twenty: mostly a word, sometimes a sentence, sometimes all of it.
    fn edit(&mut self, paragraphs: &[String]) -> Vec<String> {
        let mut edited = paragraphs.to_vec();
        for paragraph in &mut edited {
            match self.below(200) {
                0..7 => {
                    let (from, to) = (self.word(), self.word());
                    *paragraph = paragraph.replacen(from, to, 2);
                }
                7..9 => paragraph.push_str(&self.sentence()),
                9 => *paragraph = self.paragraph(),
                _ => {}
            }
        }
        edited
    }
}

/// Two files to compare.
struct Pair {
    name: String,
    bytes: usize,
    old: PathBuf,
    new: PathBuf,
}

impl Pair {
    fn write(folder: &Path, name: &str, old: &[String], new: &[String]) -> Self {
        let file = |side: &str, paragraphs: &[String]| {
            let path = folder.join(format!("{side}.md"));
            fs::write(&path, paragraphs.join("\n\n") + "\n").expect("the folder takes files");
            path
        };
        Self {
            name: name.to_owned(),
            bytes: old.iter().map(|text| text.len() + 2).sum(),
            old: file("old", old),
            new: file("new", new),
        }
    }

    fn ours(&self) -> Cost {
        let mut command = Command::new(env!("CARGO_BIN_EXE_understory"));
        command.arg("redline").args([&self.old, &self.new]);
        command.args(["--format", "json"]);
        Cost::of(&mut command)
    }

    fn gits(&self) -> Cost {
        let mut command = Command::new("git");
        command.args(["diff", "--no-index", "--word-diff=porcelain"]);
        Cost::of(command.args([&self.old, &self.new]))
    }
}

/// What one process took.
#[derive(Clone, Copy)]
struct Cost {
    time: Duration,
    /// Most memory held, where the system tells.
    kilobytes: Option<u64>,
}

impl Cost {
    /// The best of three runs.
    fn of(command: &mut Command) -> Self {
        let runs = (0..3).map(|_| Self::of_one(command));
        runs.min_by_key(|cost| cost.time).expect("three runs")
    }

    fn of_one(command: &mut Command) -> Self {
        let command = command.stdout(Stdio::null()).stderr(Stdio::null());
        let begun = Instant::now();
        let mut child = command.spawn().expect("the program starts");
        let status = format!("/proc/{}/status", child.id());
        let watcher = std::thread::spawn(move || watch(&status));
        let outcome = child.wait().expect("the program ends");
        let time = begun.elapsed();
        assert!(matches!(outcome.code(), Some(0 | 1)), "{outcome}");
        let kilobytes = watcher.join().expect("watching cannot fail");
        Self { time, kilobytes }
    }

    fn shown(self) -> String {
        let memory = self.kilobytes.map(|kilobytes| kilobytes / 1024);
        let memory = memory.map_or_else(|| "?".to_owned(), |megabytes| megabytes.to_string());
        format!("{:9.1} ms {memory:>5} MB", self.time.as_secs_f64() * 1000.0)
    }
}

/// The last high-water mark that a process shows before it ends.
fn watch(status: &str) -> Option<u64> {
    let mut most = None;
    while let Ok(text) = fs::read_to_string(status) {
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let Some(mark) = line.and_then(|line| line.split_whitespace().next()?.parse().ok()) else {
            break;
        };
        most = Some(mark);
        std::thread::sleep(Duration::from_micros(300));
    }
    most
}

#[expect(clippy::print_stdout, reason = "a benchmark reports to the terminal")]
fn say(line: &str) {
    println!("{line}");
}

/// How fast one number grows with another: 1 is in step.
fn exponent(times: (Duration, Duration), sizes: (usize, usize)) -> f64 {
    let growth = times.1.as_secs_f64() / times.0.as_secs_f64();
    growth.ln() / (sizes.1 as f64 / sizes.0 as f64).ln()
}

fn growth(folder: &Path, language: &str, writer: fn(u64) -> Writer) {
    let mut before: Option<(usize, Cost)> = None;
    for size in SIZES {
        let old = writer(1).text(size);
        let new = writer(2).edit(&old);
        let pair = Pair::write(folder, language, &old, &new);
        let (ours, gits) = (pair.ours(), pair.gits());
        let grown = before.map_or_else(String::new, |(bytes, cost)| {
            let exponent = exponent((cost.time, ours.time), (bytes, pair.bytes));
            format!("{exponent:.2}")
        });
        say(&format!(
            "{language:10} {:>9} bytes  {}  git {}  exponent {grown}",
            pair.bytes,
            ours.shown(),
            gits.shown()
        ));
        before = Some((pair.bytes, ours));
    }
}

fn hard(folder: &Path, language: &str, writer: fn(u64) -> Writer) {
    const MEGABYTE: usize = 1_000_000;
    let whole = |paragraphs: Vec<String>| vec![paragraphs.concat()];
    let words = |seed: u64| -> Vec<String> {
        let mut writer = writer(seed);
        (0..10_000).map(|_| writer.word().to_owned()).collect()
    };
    let text = writer(3).text(MEGABYTE);
    let other = writer(4).text(MEGABYTE);
    let copies = vec![writer(5).sentence().trim().to_owned(); 5000];
    let unstopped = |seed: u64| vec![writer(seed).words(150_000)];
    let edited = writer(6).edit(&text);
    let pairs: [(&str, Vec<String>, Vec<String>); 7] = [
        ("two unrelated texts", text.clone(), other.clone()),
        ("one paragraph, edited", whole(text.clone()), whole(edited)),
        ("one paragraph, unrelated", whole(text), whole(other)),
        ("one sentence, unrelated", unstopped(7), unstopped(8)),
        ("10,000 one-word paragraphs", words(9), words(10)),
        ("5,000 equal paragraphs", copies.clone(), copies.clone()),
        (
            "5,000 and 4,999 of them",
            copies.clone(),
            copies[1..].to_vec(),
        ),
    ];
    for (name, old, new) in pairs {
        let pair = Pair::write(folder, name, &old, &new);
        let (ours, gits) = (pair.ours().shown(), pair.gits().shown());
        say(&format!(
            "{language:10} {:>9} bytes  {ours}  git {gits}  {}",
            pair.bytes, pair.name
        ));
    }
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder for the texts");
    say("growth, 5 % of the paragraphs edited; whole processes, best of three");
    growth(folder.path(), "English", Writer::english);
    growth(folder.path(), "Chinese", Writer::chinese);
    say("hard pairs");
    hard(folder.path(), "English", Writer::english);
    hard(folder.path(), "Chinese", Writer::chinese);
}
