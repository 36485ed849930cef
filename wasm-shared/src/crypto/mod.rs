//! Sealing and masking of what must not be read by whom it does not concern.

mod mask;
mod seal;

pub use mask::{mask_ip, mask_phone};
pub use seal::{SealError, SealingKey};
