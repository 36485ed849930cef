//! The command line.

mod admin;
mod audit;
mod jobs;
mod keys;
mod migrate;
mod seal;
mod seed;
mod serve;
mod users;

use std::{fmt, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use tracing::subscriber::set_global_default;
use uuid::Uuid;

use crate::{
    config::{self, Settings},
    observe,
};

/// Exit code of a start with settings that are not usable.
const UNUSABLE_SETTINGS: u8 = 2;

/// The origin of Listen Stream.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
    /// File with settings, TOML. The environment overrides it: `a.b` is `LISTEN_A_B`.
    #[arg(long, env = "LISTEN_CONFIG", global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Clone, Subcommand)]
enum Command {
    /// Serve; so it does without a command.
    Serve,
    /// Bring the database's schema up or down.
    Migrate {
        #[command(subcommand)]
        direction: Direction,
    },
    /// The keys that sign access tokens.
    Keys {
        #[command(subcommand)]
        action: Keys,
    },
    /// Listeners' accounts.
    Users {
        #[command(subcommand)]
        action: Users,
    },
    /// Who administers the service.
    Admin {
        #[command(subcommand)]
        action: admin::Admin,
    },
    /// What was done.
    Audit {
        #[command(subcommand)]
        action: Audited,
    },
    /// Show the last run of each job.
    Jobs,
    /// Print the description of the administrators' API, as `OpenAPI` has it.
    Openapi,
    /// Fill the database with users and their libraries, in development only.
    Seed(seed::Seed),
    /// Seal a secret of the edges' settings, read from standard input.
    Seal {
        /// The setting's dotted name, for example sources.qq.common.cookie.
        setting: String,
    },
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum Keys {
    /// Let the next key sign, and make a new next one.
    Rotate,
    /// Show each key's name and where it stands since when.
    List,
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum Audited {
    /// Follow the chain of records, and name the first that is not as it was written.
    Verify,
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum Users {
    /// Sign a user out everywhere and let them in no more.
    Ban {
        /// The user's id.
        id: Uuid,
    },
    /// Let a user sign in again.
    Unban {
        /// The user's id.
        id: Uuid,
    },
    /// Sign a user out everywhere.
    SignOut {
        /// The user's id.
        id: Uuid,
    },
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum Direction {
    /// Apply every migration that is missing.
    Up,
    /// Revert the last migration.
    Down {
        /// Revert all of them. Everything stored is lost.
        #[arg(long)]
        all: bool,
    },
}

impl Cli {
    /// Does what was asked for. Exit codes: 0 done, 1 failed, 2 the settings are not usable.
    pub fn run(self) -> ExitCode {
        if let Some(Command::Openapi) = self.command {
            return print_description();
        }
        let settings = match config::load(self.config.as_deref()) {
            Ok(settings) => settings,
            Err(error) => return complain(&error, UNUSABLE_SETTINGS),
        };
        let logs = observe::subscriber(&settings.log, std::io::stdout);
        if let Err(error) = set_global_default(logs) {
            return complain(&error, 1);
        }
        observe::log_panics();
        let runtime = match tokio::runtime::Runtime::new() {
            Ok(runtime) => runtime,
            Err(error) => return complain(&error, 1),
        };
        match runtime.block_on(self.execute(&settings)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => complain(&observe::chain(&*error), 1),
        }
    }

    async fn execute(&self, settings: &Settings) -> Result<(), Box<dyn std::error::Error>> {
        match self.command.clone().unwrap_or(Command::Serve) {
            Command::Serve => serve::run(settings).await,
            Command::Migrate { direction: Direction::Up } => migrate::up(settings).await,
            Command::Migrate { direction: Direction::Down { all } } => {
                migrate::down(settings, all).await
            }
            Command::Keys { action: Keys::Rotate } => keys::rotate(settings).await,
            Command::Keys { action: Keys::List } => keys::list(settings).await,
            Command::Users { action } => users::run(settings, action).await,
            Command::Audit { action: Audited::Verify } => audit::verify(settings).await,
            Command::Admin { action } => action.run(settings).await,
            Command::Jobs => jobs::list(settings).await,
            // Answered before the settings are read.
            Command::Openapi => Ok(()),
            Command::Seed(seed) => seed.run(settings).await,
            Command::Seal { setting } => seal::run(settings, &setting),
        }
    }
}

/// Wants no settings: the panel's types are made from it where there are none.
#[expect(clippy::print_stdout, reason = "this is what was asked for")]
fn print_description() -> ExitCode {
    match crate::admin::description().to_pretty_json() {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(error) => complain(&error, 1),
    }
}

/// Says to a person what is wrong. Logs may not be set up yet, and go elsewhere.
#[expect(clippy::print_stderr, reason = "this is what the terminal is for")]
fn complain(error: &dyn fmt::Display, code: u8) -> ExitCode {
    eprintln!("origin: {error}");
    ExitCode::from(code)
}
