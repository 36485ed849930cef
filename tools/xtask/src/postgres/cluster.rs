//! One server with its data.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use nix::sys::signal::Signal;

use super::account::Account;
use super::binaries::Binaries;
use crate::process::{Services, output};
use crate::{console, probe};

/// The superuser of every cluster; it needs no password, and only this machine can connect.
pub const USER: &str = "listen";

/// Whether a crash of the machine may lose what was committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Data outlives a crash.
    Kept,
    /// Data is thrown away after the run; nothing waits for the disk.
    Lost,
}

/// A cluster's folder and the port it is served on.
#[derive(Debug)]
pub struct Cluster {
    account: Account,
    binaries: Binaries,
    directory: PathBuf,
    port: u16,
    durability: Durability,
}

impl Cluster {
    /// The cluster in `directory`, made with the given databases if it is not there.
    pub fn prepare(
        directory: &Path,
        port: u16,
        durability: Durability,
        databases: &[&str],
    ) -> Result<Self> {
        let account = Account::choose()?;
        let binaries = Binaries::find(account)?;
        let directory = binaries.place(directory);
        let cluster = Self { account, binaries, directory, port, durability };
        // Written last: a folder without it is what a cut-short start left behind.
        let complete = cluster.directory.join("listen-databases");
        if complete.is_file() {
            cluster.refuse_other_version()?;
        } else {
            cluster.create(databases)?;
            std::fs::write(&complete, databases.join("\n"))?;
        }
        Ok(cluster)
    }

    fn create(&self, databases: &[&str]) -> Result<()> {
        console::step(format!("Creating a database cluster in {}", self.directory.display()));
        if self.directory.exists() {
            std::fs::remove_dir_all(&self.directory)
                .with_context(|| format!("cannot remove {}", self.directory.display()))?;
        }
        std::fs::create_dir_all(&self.directory)?;
        self.account.own(&self.directory)?;
        let mut initdb = self.binaries.program("initdb");
        initdb.arg("-D").arg(&self.directory).args(["-U", USER, "-A", "trust", "-E", "UTF8"]);
        // ICU's root collation would sort the same everywhere too; C is what the indexes assume.
        initdb.args(["--no-locale", "--no-sync", "--no-instructions"]);
        output(self.account.applied(&mut initdb))?;
        databases.iter().try_for_each(|database| self.create_database(database))
    }

    /// The package has no client, so the server itself runs the statement, alone.
    fn create_database(&self, database: &str) -> Result<()> {
        let mut postgres = self.binaries.program("postgres");
        postgres.arg("--single").arg("-D").arg(&self.directory).arg("postgres");
        let mut child = self
            .account
            .applied(&mut postgres)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        if let Some(mut input) = child.stdin.take() {
            writeln!(input, "CREATE DATABASE {database}")?;
        }
        let output = child.wait_with_output()?;
        let messages = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() || messages.contains("ERROR:") {
            bail!("cannot create the database {database}: {}", messages.trim());
        }
        Ok(())
    }

    /// A newer major version cannot read an older one's files, and says so less clearly.
    fn refuse_other_version(&self) -> Result<()> {
        let written = std::fs::read_to_string(self.directory.join("PG_VERSION"))?;
        let program =
            output(self.account.applied(self.binaries.program("postgres").arg("--version")))?;
        let major = program.trim().rsplit(' ').next().and_then(|version| version.split('.').next());
        if major != Some(written.trim()) {
            let directory = self.directory.display();
            bail!(
                "{directory} was written by PostgreSQL {}, this is {}; remove it to start afresh",
                written.trim(),
                program.trim()
            );
        }
        Ok(())
    }

    /// Starts the server among `services` and waits until it lets connections in.
    pub fn start(&self, services: &mut Services) -> Result<()> {
        self.outwait_orphans();
        self.forget_dead_server()?;
        let mut postgres = self.command();
        let ready = || self.says_ready() && probe::postgres_accepts(self.port, USER, "postgres");
        // SIGINT is the server's fast shutdown: it ends sessions and writes everything.
        services.start("postgres", &mut postgres, Signal::SIGINT, Duration::from_mins(1), ready)
    }

    /// Processes of a server that was killed outlive it for a moment, and hold the shared memory that its
    /// note names in the seventh line; until they are gone no other starts.
    fn outwait_orphans(&self) {
        let Ok(note) = std::fs::read_to_string(self.directory.join("postmaster.pid")) else {
            return;
        };
        let segment = note.lines().nth(6).and_then(|line| line.split_whitespace().nth(1));
        let until = Instant::now() + Duration::from_secs(30);
        while segment.is_some_and(is_attached) && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Whether the server's own note has it ready, in its eighth line. Asking sooner is answered too, but
    /// fills the log with refusals.
    fn says_ready(&self) -> bool {
        std::fs::read_to_string(self.directory.join("postmaster.pid"))
            .is_ok_and(|note| note.lines().nth(7).is_some_and(|state| state.trim() == "ready"))
    }

    /// Removes the note of a server that did not end by itself. The server does so too, unless its
    /// process id has gone to another program since, as it does after a restart of the machine.
    fn forget_dead_server(&self) -> Result<()> {
        let note = self.directory.join("postmaster.pid");
        let Ok(text) = std::fs::read_to_string(&note) else { return Ok(()) };
        let process = Path::new("/proc").join(text.lines().next().unwrap_or_default());
        let Ok(name) = std::fs::read_to_string(process.join("comm")) else { return Ok(()) };
        if name.trim() == "postgres" {
            bail!("{} is served already, see {}", self.directory.display(), note.display());
        }
        Ok(std::fs::remove_file(note)?)
    }

    fn command(&self) -> Command {
        let mut postgres = self.binaries.program("postgres");
        let port = self.port.to_string();
        postgres.arg("-D").arg(&self.directory).args(["-p", &port, "-h", "127.0.0.1", "-k", ""]);
        postgres.args(["-c", "max_connections=300", "-c", "log_checkpoints=off"]);
        if self.durability == Durability::Lost {
            for setting in ["fsync=off", "synchronous_commit=off", "full_page_writes=off"] {
                postgres.args(["-c", setting]);
            }
        }
        self.account.applied(&mut postgres);
        postgres
    }

    /// Address of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{database}", self.port)
    }

    /// Removes the data; the server must have ended.
    pub fn remove(&self) -> Result<()> {
        Ok(std::fs::remove_dir_all(&self.directory)?)
    }
}

/// Whether a process holds a segment of shared memory; `false` where the kernel does not tell.
fn is_attached(segment: &str) -> bool {
    let segments = std::fs::read_to_string("/proc/sysvipc/shm").unwrap_or_default();
    segments.lines().any(|line| {
        let mut fields = line.split_whitespace();
        // key shmid perms size cpid lpid nattch …
        fields.nth(1) == Some(segment) && fields.nth(4).is_some_and(|attached| attached != "0")
    })
}
