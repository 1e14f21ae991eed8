//! How long comparing takes, and each of its passes by itself: on texts that were shuffled, rewritten,
//! edited throughout, and revised as editors do, in English and Chinese and at two sizes.

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use document::{Block, Document, Kind};
use redline::{
    Options, PositionMap, compare,
    passes::{self, Refined},
};

const ENGLISH: &str = "operators shall avoid minimise restore offset impacts on habitats species water \
    and soils before during after construction closure monitoring results are published every year \
    with communities consulted under the mitigation hierarchy of the permit for tailings facilities";
const CHINESE: &str = "采矿 企业 应当 避免 减少 恢复 补偿 对 栖息地 物种 水体 土壤 的 影响 建设 运营 闭矿 期间 监测 结果 \
    每年 公开 征求 社区 意见 按照 缓解 层级 许可 尾矿库 设施";

/// A deterministic stream of numbers (Knuth's MMIX constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// A guideline of paragraphs of two to four sentences.
struct Writer {
    numbers: Numbers,
    words: Vec<&'static str>,
    space: &'static str,
    stop: &'static str,
}

impl Writer {
    fn english() -> Self {
        Self::new(ENGLISH, " ", ". ")
    }

    fn chinese() -> Self {
        Self::new(CHINESE, "", "。")
    }

    fn new(words: &'static str, space: &'static str, stop: &'static str) -> Self {
        Self {
            numbers: Numbers(7),
            words: words.split_whitespace().collect(),
            space,
            stop,
        }
    }

    fn sentence(&mut self) -> String {
        let length = 8 + self.numbers.below(14);
        let words: Vec<&str> = (0..length).map(|_| self.word()).collect();
        words.join(self.space) + self.stop
    }

    fn word(&mut self) -> &'static str {
        self.words[self.numbers.below(self.words.len())]
    }

    fn paragraph(&mut self) -> Block {
        let sentences = 2 + self.numbers.below(3);
        let text: String = (0..sentences).map(|_| self.sentence()).collect();
        Block::new(Kind::Paragraph, text)
    }

    fn document(&mut self, blocks: usize) -> Document {
        numbered((0..blocks).map(|_| self.paragraph()).collect())
    }

    /// Replaces one word of a paragraph and adds a sentence to every third.
    fn edit(&mut self, block: &mut Block) {
        let (from, to) = (self.word(), self.word());
        block.text = block.text.replacen(from, to, 1);
        if self.numbers.below(3) == 0 {
            block.text.push_str(&self.sentence());
        }
    }

    /// Of a hundred blocks four are edited, one is added, one goes and one moves.
    fn revise(&mut self, old: &Document) -> Document {
        let mut blocks = old.blocks.clone();
        for _ in 0..old.blocks.len() / 100 + 1 {
            for _ in 0..4 {
                let at = self.numbers.below(blocks.len());
                self.edit(&mut blocks[at]);
            }
            let added = self.paragraph();
            blocks.insert(self.numbers.below(blocks.len()), added);
            blocks.remove(self.numbers.below(blocks.len()));
            let moved = blocks.remove(self.numbers.below(blocks.len()));
            blocks.insert(self.numbers.below(blocks.len()), moved);
        }
        numbered(blocks)
    }
}

fn numbered(blocks: Vec<Block>) -> Document {
    let mut document = Document {
        blocks,
        ..Document::default()
    };
    document.number_blocks();
    document
}

fn length(document: &Document) -> u64 {
    let lengths = document.blocks.iter().map(|block| block.text.len() as u64);
    lengths.sum()
}

/// The three passes by themselves, and all of it.
fn bench(criterion: &mut Criterion, name: &str, old: &Document, new: &Document) {
    let options = Options::default();
    let aligned = passes::align(old, new, &options);
    let refined = aligned.refine();
    let blocks = old.blocks.len();
    let mut group = criterion.benchmark_group(name);
    group
        .throughput(Throughput::Bytes(length(old) + length(new)))
        .sample_size(20);
    group.bench_function(BenchmarkId::new("align", blocks), |bencher| {
        bencher.iter(|| passes::align(black_box(old), black_box(new), &options));
    });
    group.bench_function(BenchmarkId::new("refine", blocks), |bencher| {
        bencher.iter(|| black_box(&aligned).refine());
    });
    group.bench_function(BenchmarkId::new("tidy", blocks), |bencher| {
        bencher.iter_batched(|| refined.clone(), Refined::tidy, BatchSize::LargeInput);
    });
    group.bench_function(BenchmarkId::new("compare", blocks), |bencher| {
        bencher.iter(|| compare(black_box(old), black_box(new), &options));
    });
    group.finish();
}

fn moved_and_rewritten(criterion: &mut Criterion) {
    let mut writer = Writer::english();
    let old = writer.document(1000);
    let mut blocks = old.blocks.clone();
    blocks.rotate_left(300);
    blocks[400..].reverse();
    bench(criterion, "all moved, none edited", &old, &numbered(blocks));
    let other = writer.document(1000);
    bench(criterion, "all rewritten", &old, &other);
}

fn edited(criterion: &mut Criterion) {
    for (name, mut writer) in [
        ("all edited, English", Writer::english()),
        ("all edited, Chinese", Writer::chinese()),
    ] {
        let old = writer.document(1000);
        let mut new = old.clone();
        new.blocks.iter_mut().for_each(|block| writer.edit(block));
        bench(criterion, name, &old, &new);
    }
}

fn revised(criterion: &mut Criterion) {
    for (name, mut writer) in [
        ("revised, English", Writer::english()),
        ("revised, Chinese", Writer::chinese()),
    ] {
        for blocks in [100, 10_000] {
            let old = writer.document(blocks);
            let new = writer.revise(&old);
            bench(criterion, name, &old, &new);
        }
    }
}

fn positions(criterion: &mut Criterion) {
    let mut writer = Writer::english();
    let old = writer.document(1000);
    let new = writer.revise(&old);
    let redline = compare(&old, &new, &Options::default());
    criterion.bench_function("position map of 1000 blocks", |bencher| {
        bencher.iter(|| PositionMap::new(black_box(&redline)));
    });
}

criterion_group!(benches, moved_and_rewritten, edited, revised, positions);
criterion_main!(benches);
