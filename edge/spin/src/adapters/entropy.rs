use wasm_shared::ports::Entropy;

/// The host's generator.
pub struct SpinEntropy;

impl Entropy for SpinEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("the host's generator does not fail");
    }
}
