//! The origin's binary.

use std::process::ExitCode;

use clap::Parser;
use origin::cli::Cli;

fn main() -> ExitCode {
    Cli::parse().run()
}
