//! `cargo xtask <command>`; see [`xtask`].

use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail};
use xtask::console::{Colour, paint};
use xtask::edge::EdgeKind;
use xtask::generated::{self, Mode};
use xtask::process::{self, Interrupted};
use xtask::{coverage, dependencies, dev, edge, lint, migrations, panel, setup, suite};

const HELP: &str = "\
cargo xtask <command>

  setup                 install what is missing: targets, tools, npm packages
  dev                   PostgreSQL, sandbox, origin and the worker, until Ctrl-C
  dev-spin              the same with the component for Spin in place of the worker
  test [step]…          everything that must hold, or only the named steps
  black-box FILTER      only the black box's tests whose names contain FILTER, as they go
  black-box-spin FILTER the same on Spin
  chaos [SECONDS]       sources killed and mended at random under load; 120 s unless said
  sync-chaos [SECONDS]  worker, origin and PostgreSQL killed at random while devices write and read;
                        300 s unless said
  cover                 line coverage; fails below its bounds
  bench [--strict] [part]…
                        everything that is measured, or only origin, library, worker, spin, hub,
                        catalogue or memory; --strict fails over a missed budget
  match-bench           how often the matching is right; --set FILE for another labelled set,
                        --fit for its threshold, --generate [--check] for set and tables
  build [edge|spin|origin]
                        release builds
  lint                  clippy for every target, and cargo-deny
  fmt [--check]         rustfmt
  proto [--check]       the Rust of the protobuf contract
  openapi [--check]     the edge's description of its API
  sqlx [--check]        the origin's .sqlx
  panel                 the panel that the origin embeds
  panel types [--check] its types of the admin API
  migrate up|down       steps of the development database's schema
  check-deps            the direction of dependencies
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match process::listen().and_then(|()| dispatch(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        // 128 + SIGINT, as a shell reports it.
        Err(error) if error.is::<Interrupted>() => ExitCode::from(130),
        // Told already, line by line; the tally stays the last line.
        Err(error) if error.is::<suite::Failed>() => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{} {error:#}", paint(Colour::Red, "xtask:"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let (command, rest) = match arguments {
        [] => ("help", arguments),
        [command, rest @ ..] => (command.as_str(), rest),
    };
    let options: Vec<&str> = rest.iter().map(String::as_str).collect();
    match (command, options.as_slice()) {
        ("setup", []) => setup::all(),
        ("dev", []) => dev::run_all(EdgeKind::Cloudflare),
        ("dev-spin", []) => dev::run_all(EdgeKind::Spin),
        ("test", _) => suite::run(rest),
        ("black-box", [filter]) => suite::black_box(EdgeKind::Cloudflare, filter),
        ("black-box-spin", [filter]) => suite::black_box(EdgeKind::Spin, filter),
        ("chaos", []) => suite::chaos(120),
        ("chaos", [seconds]) => {
            suite::chaos(seconds.parse().context("the number of seconds is not one")?)
        }
        ("sync-chaos", []) => suite::sync_chaos(300),
        ("sync-chaos", [seconds]) => {
            suite::sync_chaos(seconds.parse().context("the number of seconds is not one")?)
        }
        ("cover", []) => coverage::cover(),
        ("build", []) => {
            build_origin().and_then(|()| edge::build()).and_then(|()| edge::build_spin())
        }
        ("build", ["spin"]) => edge::build_spin(),
        ("build", ["edge"]) => edge::build(),
        ("build", ["origin"]) => build_origin(),
        ("lint", []) => setup::test()
            .and_then(|()| lint::everything_native())
            .and_then(|()| lint::edge())
            .and_then(|()| lint::deny()),
        ("fmt", options) => lint::format(mode(options)? == Mode::Check),
        ("proto", options) => generated::proto(mode(options)?),
        ("openapi", options) => generated::openapi(mode(options)?),
        ("sqlx", options) => generated::queries(mode(options)?),
        ("panel", []) => panel::build(),
        ("panel", ["types", options @ ..]) => panel::types(mode(options)?),
        ("migrate", [direction]) => migrations::migrate(direction),
        ("bench", options) => bench(options),
        ("match-bench", options) => match_bench(options),
        ("check-deps", []) => dependencies::check(),
        ("help" | "--help" | "-h", _) => {
            print!("{HELP}");
            Ok(())
        }
        _ => bail!("not understood: {}\n\n{HELP}", arguments.join(" ")),
    }
}

fn mode(options: &[&str]) -> Result<Mode> {
    match options {
        [] => Ok(Mode::Write),
        ["--check"] => Ok(Mode::Check),
        _ => bail!("the only option is --check"),
    }
}

fn build_origin() -> Result<()> {
    panel::build()?;
    let mut cargo = xtask::workspace::cargo(["build", "--release", "--package", "origin"]);
    process::run(&mut cargo)
}

/// A program of its own: the load it makes would hide what it measures if it were not optimised.
fn bench(options: &[&str]) -> Result<()> {
    edge::build()?;
    let mut parts = options.iter().filter(|option| **option != "--strict").peekable();
    if parts.peek().is_none() || parts.any(|part| *part == "spin") {
        edge::build_spin()?;
        let host = ["build", "--release", "--package", "spin-host"];
        process::run(&mut xtask::workspace::cargo(host))?;
    }
    build_origin()?;
    xtask::workspace::build_native(&["sandbox"])?;
    let mut cargo = xtask::workspace::cargo(["run", "--quiet", "--release", "--package", "xtask"]);
    cargo.args(["--features", "bench", "--bin", "xtask-bench", "--"]).args(options);
    process::run(&mut cargo)
}

/// A program of its own, since it is built with the core and with dictionaries.
fn match_bench(options: &[&str]) -> Result<()> {
    xtask::workspace::build_native(&["xtask-match-bench"])?;
    let mut program = Command::new(xtask::workspace::built("xtask-match-bench"));
    process::run(program.args(options).current_dir(xtask::workspace::root()))
}
