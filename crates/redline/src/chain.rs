/// The places of the longest rising sequence among some numbers (Fredman, "On computing the length of
/// longest increasing subsequences", 1975).
pub(crate) fn longest_rising(numbers: impl Iterator<Item = usize>) -> Vec<usize> {
    // the smallest number that a sequence of each length ends with, and where it stands
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::new();
    for (at, number) in numbers.enumerate() {
        let length = ends.partition_point(|&(end, _)| end < number);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter].1));
        match ends.get_mut(length) {
            Some(end) => *end = (number, at),
            None => ends.push((number, at)),
        }
    }
    let mut rising = Vec::with_capacity(ends.len());
    let mut at = ends.last().map(|&(_, at)| at);
    while let Some(place) = at {
        rising.push(place);
        at = before[place];
    }
    rising.reverse();
    rising
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rising_sequence_is_found() {
        let rising = |numbers: &[usize]| longest_rising(numbers.iter().copied());
        assert_eq!(rising(&[]), []);
        assert_eq!(rising(&[3, 1, 2, 0, 5]), [1, 2, 4]);
        assert_eq!(rising(&[2, 2, 2]).len(), 1);
        assert_eq!(rising(&[9, 8, 1, 7, 2, 3]), [2, 4, 5]);
    }
}
