/// Numbers from a fixed seed (xorshift64*), so that what was found can be found again.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice that always fall alike.
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below `sides`, or 0 where there are none.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let rolled = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(rolled).unwrap_or(0) % sides.max(1)
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T> {
        among.get(self.roll(among.len()))
    }

    /// The numbers below this one in some order.
    pub fn shuffled(&mut self, count: usize) -> Vec<usize> {
        let mut numbers: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            numbers.swap(last, self.roll(last + 1));
        }
        numbers
    }

    /// A stretch of at most `longest` within a length.
    pub fn stretch(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let start = self.roll(length);
        let end = start + 1 + self.roll(longest);
        start..end.min(length)
    }
}
