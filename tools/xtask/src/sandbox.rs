//! The sandbox that stands for the music sources and the SMS vendors.

use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use nix::sys::signal::Signal;

use crate::process::Services;
use crate::{probe, workspace};

/// Starts it among `services` and waits until it answers.
pub fn start(port: u16, services: &mut Services) -> Result<()> {
    let mut command = Command::new(workspace::built("sandbox"));
    command.current_dir(workspace::root()).env("SANDBOX_ADDR", format!("127.0.0.1:{port}"));
    let ready = || probe::answers(port, "/health");
    services.start("sandbox", &mut command, Signal::SIGTERM, Duration::from_mins(1), ready)
}
