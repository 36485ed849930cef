//! Programs that run to their end.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::group::{Group, POLL};
use super::interrupt::interrupted;

/// Runs a program with this terminal as its output; fails when the program does.
pub fn run(command: &mut Command) -> Result<()> {
    let mut group = Group::start(command)?;
    loop {
        if let Some(status) = group.status()? {
            if status.success() {
                return Ok(());
            }
            bail!("`{}` failed ({status})", line(command));
        }
        interrupted()?;
        std::thread::sleep(POLL);
    }
}

/// Runs a program with its whole output in a file; fails when the program does.
pub fn run_into(file: &Path, command: &mut Command) -> Result<()> {
    if let Some(directory) = file.parent() {
        std::fs::create_dir_all(directory)?;
    }
    let log = File::create(file).with_context(|| format!("cannot write {}", file.display()))?;
    run(command.stdout(log.try_clone()?).stderr(log))
        .with_context(|| format!("its output is in {}", file.display()))
}

/// Runs a short program and gives its standard output; fails when the program does.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", command.get_program().display()))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}): {}", line(command), output.status, reason.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    std::iter::once(program)
        .chain(command.get_args())
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_and_its_status() {
        let error = run(Command::new("sh").args(["-c", "exit 3"])).unwrap_err().to_string();
        assert_eq!(error, "`sh -c exit 3` failed (exit status: 3)");
    }

    /// What a step leaves in the background ends with it.
    #[test]
    fn nothing_outlives_a_step() {
        let directory = std::env::temp_dir().join(format!("xtask-step-{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        let mark = directory.join("mark");
        let script = format!("(sleep 1; touch {}) & true", mark.display());
        run(Command::new("sh").args(["-c", &script])).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(1_300));
        assert!(!mark.exists());
        std::fs::remove_dir_all(&directory).unwrap();
    }
}
