//! The embedded PostgreSQL, really started: `cargo xtask setup` has to have run.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use xtask::postgres::{Cluster, Durability, USER};
use xtask::probe;
use xtask::process::{Output, Services};

struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let name = format!("xtask-postgres-{test}-{}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    fn cluster(&self, port: u16) -> Cluster {
        Cluster::prepare(&self.0.join("data"), port, Durability::Lost, &["first", "second"])
            .expect("the packages are installed")
    }

    fn services(&self) -> Services {
        Services::new(Output::Files(self.0.join("log")))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The id of the server's process, from its own note.
fn server(folder: &Path) -> String {
    let note = folder.join("data/postmaster.pid");
    let note = std::fs::read_to_string(note).expect("a server that runs leaves a note");
    note.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn serves_the_databases_it_was_made_with_and_ends_with_its_services() {
    let folder = Folder::new("serves");
    let port = probe::free_port().unwrap();
    let cluster = folder.cluster(port);
    let mut services = folder.services();
    cluster.start(&mut services).unwrap();
    assert!(probe::postgres_accepts(port, USER, "first"));
    assert!(probe::postgres_accepts(port, USER, "second"));
    assert_eq!(cluster.url("first"), format!("postgres://listen@127.0.0.1:{port}/first"));

    let process = Path::new("/proc").join(server(&folder.0));
    assert!(process.exists());
    drop(services);
    assert!(!process.exists());
    assert!(!probe::postgres_accepts(port, USER, "first"));
}

#[test]
fn a_second_start_is_quick_and_finds_what_the_first_made() {
    let folder = Folder::new("second");
    let port = probe::free_port().unwrap();
    let mut services = folder.services();
    folder.cluster(port).start(&mut services).unwrap();
    drop(services);

    let started = Instant::now();
    let mut services = folder.services();
    folder.cluster(port).start(&mut services).unwrap();
    assert!(probe::postgres_accepts(port, USER, "second"));
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

/// After a crash the note names a process id that may belong to anybody.
#[test]
fn a_dead_server_s_note_is_no_obstacle() {
    let folder = Folder::new("stale");
    let cluster = folder.cluster(probe::free_port().unwrap());
    let stranger = std::process::id();
    std::fs::write(folder.0.join("data/postmaster.pid"), format!("{stranger}\n")).unwrap();
    cluster.start(&mut folder.services()).unwrap();
}

#[test]
fn a_cluster_that_is_served_already_is_left_alone() {
    let folder = Folder::new("twice");
    let port = probe::free_port().unwrap();
    let mut services = folder.services();
    folder.cluster(port).start(&mut services).unwrap();
    let again = folder.cluster(probe::free_port().unwrap()).start(&mut folder.services());
    assert!(again.unwrap_err().to_string().contains("is served already"));
    assert!(probe::postgres_accepts(port, USER, "first"));
}

#[test]
fn a_start_that_was_cut_short_is_done_again() {
    let folder = Folder::new("short");
    std::fs::create_dir_all(folder.0.join("data/base")).unwrap();
    std::fs::write(folder.0.join("data/PG_VERSION"), "18\n").unwrap();
    let port = probe::free_port().unwrap();
    folder.cluster(port).start(&mut folder.services()).unwrap();
}
