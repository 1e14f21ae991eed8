use std::fs;

/// The most memory that this process has held at once, where the system tells it.
pub fn peak_bytes() -> Option<u64> {
    status("VmHWM:")
}

/// The time that processors have spent on this process, in seconds, where the system tells it: what a
/// busy machine does not lengthen.
pub fn processor_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields = stat.rsplit_once(") ")?.1.split_whitespace();
    let ticks: Vec<f64> = fields
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse().ok())
        .collect();
    // Linux counts hundredths of a second, whatever the kernel's own clock.
    Some(ticks.iter().sum::<f64>() / 100.0)
}

fn status(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes * 1024)
}
