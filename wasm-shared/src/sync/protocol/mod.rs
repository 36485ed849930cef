//! What is spoken on a socket, as `listen.v1`: one JSON object per text frame.

mod client_frame;
mod close_code;
mod frame_error;
mod server_frame;

pub use client_frame::{ClientFrame, PlayerCommand, RemoteCommand};
pub use close_code::CloseCode;
pub use frame_error::{FrameError, FrameErrorCode};
pub use server_frame::{DeviceState, ServerFrame};
