//! How long Word files take to read and to write: a text, and a redline with tracked changes, of
//! about the size of a guideline and of a large work.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use document::Document;
use formats::{Format, Limits, Presentation, read, write, write_redline};
use redline::{Options, compare};

const SECTIONS: [usize; 2] = [30, 600];

/// One section: a heading, prose with marks and a note, a list and a table.
fn section(number: usize, revision: usize) -> String {
    let revised = usize::from(number.is_multiple_of(20)) * revision;
    let year = 2000 + number % 20 + revised;
    format!(
        "# {number}. Tailings facility {number}\n\n\
        Operators shall **avoid** and *minimise* impacts on habitats, species, water and soils before, during and \
        after construction, and [publish](https://example.org/{number}) what they measured since {year}.[^{number}]\n\n\
        采矿企业应当按照缓解层级避免、减少、恢复和补偿对栖息地的影响，每年公开监测结果并征求社区意见。\n\n\
        - consult the communities concerned in year {year};\n- report `NO{number}` every month;\n  1. in public,\n  2. in full.\n\n\
        | measure | limit | year |\n|---|---|---|\n| dust | {number} mg | {year} |\n| noise | 40 dB | 2030 |\n\n\
        [^{number}]: See the permit of facility {number}.\n\n"
    )
}

fn document(sections: usize, revision: usize) -> Document {
    let text: String = (1..=sections)
        .map(|number| section(number, revision))
        .collect();
    let reading = read(Format::Markdown, text.as_bytes(), &Limits::default());
    reading.expect("this is Markdown").document
}

fn docx(criterion: &mut Criterion) {
    for sections in SECTIONS {
        let (old, new) = (document(sections, 0), document(sections, 1));
        let presentation = Presentation::default();
        let file = write(Format::Docx, &new, &presentation).expect("documents are written");
        let length: usize = new.blocks.iter().map(|block| block.text.len()).sum();
        let redline = compare(&old, &new, &Options::default());
        let mut group = criterion.benchmark_group("docx");
        group
            .throughput(Throughput::Bytes(length as u64))
            .sample_size(20);
        group.bench_function(BenchmarkId::new("read", length), |bencher| {
            bencher.iter(|| read(Format::Docx, black_box(&file), &Limits::default()));
        });
        group.bench_function(BenchmarkId::new("write", length), |bencher| {
            bencher.iter(|| write(Format::Docx, black_box(&new), &presentation));
        });
        group.bench_function(BenchmarkId::new("write redline", length), |bencher| {
            bencher.iter(|| write_redline(Format::Docx, black_box(&redline), &presentation));
        });
        group.finish();
    }
}

fn markdown(criterion: &mut Criterion) {
    let text: String = (1..=600).map(|number| section(number, 0)).collect();
    let mut group = criterion.benchmark_group("markdown");
    group
        .throughput(Throughput::Bytes(text.len() as u64))
        .sample_size(20);
    group.bench_function(BenchmarkId::new("read", text.len()), |bencher| {
        bencher.iter(|| {
            read(
                Format::Markdown,
                black_box(text.as_bytes()),
                &Limits::default(),
            )
        });
    });
    group.finish();
}

criterion_group!(benches, docx, markdown);
criterion_main!(benches);
