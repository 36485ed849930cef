//! A child process and everything it starts.

use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

/// How often processes and signals are looked at.
pub(super) const POLL: Duration = Duration::from_millis(25);
/// How long a group may take to end by itself before it is killed.
const GRACE: Duration = Duration::from_secs(12);

/// A process that leads a group of its own; the group is ended when this is dropped.
#[derive(Debug)]
pub struct Group {
    child: Child,
    id: Pid,
    stop_signal: Signal,
    status: Option<ExitStatus>,
}

impl Group {
    /// Starts `command`. It has no standard input: it is not in the terminal's foreground.
    pub fn start(command: &mut Command) -> Result<Self> {
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        let id = Pid::from_raw(i32::try_from(child.id()).context("a process id beyond 31 bits")?);
        Ok(Self { child, id, stop_signal: Signal::SIGTERM, status: None })
    }

    /// The signal that asks this program to end; SIGTERM unless told otherwise.
    #[must_use]
    pub fn stopped_by(mut self, signal: Signal) -> Self {
        self.stop_signal = signal;
        self
    }

    /// The child's own streams.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// How the leader ended, if it did.
    pub fn status(&mut self) -> Result<Option<ExitStatus>> {
        if self.status.is_none() {
            self.status = self.child.try_wait()?;
        }
        Ok(self.status)
    }

    /// Asks the group to end without waiting for it.
    pub fn ask_to_stop(&mut self) {
        if self.alive() {
            // Gone in the meantime is as good.
            let _ = killpg(self.id, self.stop_signal);
        }
    }

    /// Ends the group: asks, waits, and kills what is left.
    pub fn stop(&mut self) {
        self.ask_to_stop();
        let asked = Instant::now();
        while self.alive() && asked.elapsed() < GRACE {
            std::thread::sleep(POLL);
        }
        self.kill();
    }

    /// Ends the group at once.
    pub fn kill(&mut self) {
        if self.alive() {
            let _ = killpg(self.id, Signal::SIGKILL);
            let _ = self.child.wait();
        }
        while self.alive() {
            std::thread::sleep(POLL);
        }
    }

    /// Whether any process of the group still runs.
    fn alive(&mut self) -> bool {
        // Reaps the leader, which else would stay in the group as a zombie.
        let _ = self.status();
        running_members(self.id).unwrap_or_else(|| killpg(self.id, None).is_ok())
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Whether a process of the group runs that is not a zombie, where `/proc` tells. Orphans stay zombies
/// where the first process of a container reaps nobody, and signals cannot tell them from the living.
fn running_members(group: Pid) -> Option<bool> {
    let group = group.to_string();
    let running = std::fs::read_dir("/proc").ok()?.filter_map(Result::ok).any(|entry| {
        let stat = std::fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        // pid (name) state parent group …; the name may hold anything.
        let mut fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
        let state = fields.next().unwrap_or_default();
        fields.nth(1) == Some(group.as_str()) && !matches!(state, "Z" | "X")
    });
    Some(running)
}
