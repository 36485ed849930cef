/// Chance that falls the same way every time: `SplitMix64`.
pub struct Dice(u64);

impl Dice {
    /// Dice of their own for every name.
    pub fn seeded_by(name: &str) -> Self {
        Self(name.bytes().fold(7, |seed, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte))))
    }

    /// A number from 0 to `bound` - 1.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let bound = u64::try_from(bound).expect("a count fits in 64 bits");
        usize::try_from((mixed ^ (mixed >> 31)) % bound).expect("it is below a count")
    }

    /// One of several.
    pub fn of<'a, T: ?Sized>(&mut self, several: &[&'a T]) -> &'a T {
        several[self.below(several.len())]
    }

    /// `count` different ones of several.
    pub fn some<'a, T: ?Sized>(&mut self, count: usize, several: &[&'a T]) -> Vec<&'a T> {
        let mut left = several.to_vec();
        (0..count.min(left.len())).map(|_| left.remove(self.below(left.len()))).collect()
    }

    /// Whether one of `sides` faces fell.
    pub fn one_in(&mut self, sides: usize) -> bool {
        self.below(sides) == 0
    }
}
