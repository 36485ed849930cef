use std::cell::RefCell;

use wasm_shared::ports::Entropy;

/// The platform's generator, read in blocks: a crossing into JavaScript costs more than the bytes.
pub struct WorkerEntropy;

const BLOCK: usize = 1024;

struct Pool {
    bytes: [u8; BLOCK],
    left: usize,
}

thread_local! {
    static POOL: RefCell<Pool> = const { RefCell::new(Pool { bytes: [0; BLOCK], left: 0 }) };
}

impl Entropy for WorkerEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        POOL.with_borrow_mut(|pool| {
            for part in buffer.chunks_mut(BLOCK) {
                if pool.left < part.len() {
                    getrandom::fill(&mut pool.bytes).expect("crypto.getRandomValues does not fail");
                    pool.left = BLOCK;
                }
                let start = BLOCK - pool.left;
                let handed_out = &mut pool.bytes[start..start + part.len()];
                part.copy_from_slice(handed_out);
                handed_out.fill(0);
                pool.left -= part.len();
            }
        });
    }
}
