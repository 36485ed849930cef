/// Cryptographically secure randomness.
pub trait Entropy {
    /// Fills `buffer` with random bytes that are handed out once.
    fn fill(&self, buffer: &mut [u8]);

    /// `N` random bytes.
    fn bytes<const N: usize>(&self) -> [u8; N]
    where
        Self: Sized,
    {
        let mut buffer = [0; N];
        self.fill(&mut buffer);
        buffer
    }
}
