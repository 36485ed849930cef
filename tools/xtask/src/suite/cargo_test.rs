//! `cargo test`, counted.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use super::database::with_database;
use super::report::Tally;
use crate::process::Group;
use crate::process::interrupted;
use crate::workspace;

/// Unit and integration tests of everything native, on a PostgreSQL of their own.
pub fn native() -> Result<Tally> {
    with_database(|database_url| {
        let mut cargo = workspace::native("test");
        cargo.args(["--quiet", "--no-fail-fast"]).env("TEST_DATABASE_URL", database_url);
        counted(&mut cargo)
    })
}

/// The tests of the component's host, with the component as it was built last.
pub fn spin_host() -> Result<Tally> {
    let mut cargo = workspace::native("test");
    counted(cargo.args(["--quiet", "--no-fail-fast", "--test", "component"]))
}

/// Runs a test command, shows its output and counts its tests. Failed tests are in the tally; an error
/// is a command that failed without naming any, or that ran none.
pub fn counted(command: &mut Command) -> Result<Tally> {
    let mut group = Group::start(command.stdout(Stdio::piped()))?;
    let stdout = group.child().stdout.take();
    let reader = std::thread::spawn(move || {
        let mut tally = Tally::default();
        for line in stdout.into_iter().flat_map(|stream| BufReader::new(stream).split(b'\n')) {
            let Ok(line) = line else { break };
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            tally = tally + Tally::of_line(&line);
        }
        tally
    });
    let status = loop {
        if let Some(status) = group.status()? {
            break status;
        }
        interrupted()?;
        std::thread::sleep(std::time::Duration::from_millis(25));
    };
    // Whoever still holds the pipe ends with the group.
    drop(group);
    let tally = reader.join().unwrap_or_default();
    match (status.success(), tally) {
        (false, Tally { failed: 0, .. }) => bail!("cargo test failed ({status})"),
        (true, Tally { passed: 0, failed: 0 }) => bail!("cargo test ran no test"),
        _ => Ok(tally),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn results_of_all_binaries_are_summed() {
        let script = "echo 'test result: ok. 2 passed; 0 failed; x'; \
            echo 'test result: FAILED. 1 passed; 3 failed; x'; exit 101";
        assert_eq!(counted(&mut shell(script)).unwrap(), Tally { passed: 3, failed: 3 });
    }

    #[test]
    fn what_does_not_compile_is_not_a_success() {
        let script = "echo 'test result: ok. 2 passed; 0 failed; x'; exit 101";
        assert!(counted(&mut shell(script)).is_err());
    }

    #[test]
    fn no_test_at_all_is_not_a_success() {
        assert!(counted(&mut shell("true")).is_err());
    }
}
