//! Programs that run beside each other until they are ended.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use nix::sys::signal::Signal;

use super::group::{Group, POLL};
use super::interrupt::interrupted;
use crate::console::{Colour, paint};

/// How many of a service's last lines are shown when it fails.
const RECENT: usize = 40;

/// Where the lines of services go.
#[derive(Debug, Clone)]
pub enum Output {
    /// This terminal, each line behind the service's name.
    Terminal,
    /// A file per service in this folder.
    Files(PathBuf),
}

type Recent = Arc<Mutex<VecDeque<String>>>;

/// A running program with a name.
#[derive(Debug)]
pub struct Service {
    name: &'static str,
    group: Group,
    recent: Recent,
    readers: Vec<JoinHandle<()>>,
}

/// Services that belong together; dropped, they end in the reverse order of their start.
#[derive(Debug)]
pub struct Services {
    output: Output,
    running: Vec<Service>,
}

impl Services {
    /// None yet.
    pub fn new(output: Output) -> Self {
        Self { output, running: Vec::new() }
    }

    /// Starts a program and waits until `ready` holds. Fails when it ends before, when `limit` passes,
    /// and when this command is interrupted.
    pub fn start(
        &mut self,
        name: &'static str,
        command: &mut Command,
        stop_signal: Signal,
        limit: Duration,
        ready: impl Fn() -> bool,
    ) -> Result<()> {
        let colours = [Colour::Cyan, Colour::Magenta, Colour::Green, Colour::Yellow, Colour::Blue];
        let colour = colours[self.running.len() % colours.len()];
        let service = Service::start(name, colour, command, stop_signal, &self.output)?;
        self.running.push(service);

        let started = Instant::now();
        while !ready() {
            self.check()?;
            if started.elapsed() > limit {
                let seconds = limit.as_secs();
                bail!("{name} was not ready after {seconds} s{}", self.last_words(name));
            }
            std::thread::sleep(POLL);
        }
        Ok(())
    }

    /// Ends a service without a warning, with everything it started, as a crash would. Does nothing
    /// when it does not run.
    pub fn kill(&mut self, name: &str) {
        if let Some(place) = self.running.iter().position(|service| service.name == name) {
            let mut service = self.running.remove(place);
            service.group.kill();
            service.finish_reading();
        }
    }

    /// The process id of a service.
    pub fn id(&mut self, name: &str) -> Option<u32> {
        let service = self.running.iter_mut().find(|service| service.name == name)?;
        Some(service.group.child().id())
    }

    /// Fails when one of the services ended or this command is interrupted.
    pub fn check(&mut self) -> Result<()> {
        interrupted()?;
        let mut ended = None;
        for service in &mut self.running {
            if let Some(status) = service.group.status()? {
                ended = Some((service.name, status));
                service.finish_reading();
            }
        }
        match ended {
            Some((name, status)) => bail!("{name} ended ({status}){}", self.last_words(name)),
            None => Ok(()),
        }
    }

    /// Returns when one of the services ended or this command is interrupted.
    pub fn watch(&mut self) -> Result<()> {
        loop {
            self.check()?;
            std::thread::sleep(POLL * 4);
        }
    }

    /// The last lines of a service whose output the terminal has not shown.
    fn last_words(&self, name: &str) -> String {
        let Output::Files(directory) = &self.output else { return String::new() };
        let Some(service) = self.running.iter().find(|service| service.name == name) else {
            return String::new();
        };
        let recent = service.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let lines: Vec<_> = recent.iter().map(|line| format!("\n    {name} | {line}")).collect();
        format!("; all of its output is in {}{}", directory.join(name).display(), lines.concat())
    }
}

impl Drop for Services {
    fn drop(&mut self) {
        while let Some(mut service) = self.running.pop() {
            service.group.stop();
            service.finish_reading();
        }
    }
}

impl Service {
    fn start(
        name: &'static str,
        colour: Colour,
        command: &mut Command,
        stop_signal: Signal,
        output: &Output,
    ) -> Result<Self> {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut group = Group::start(command).with_context(|| name)?.stopped_by(stop_signal);
        let file = match output {
            Output::Terminal => None,
            Output::Files(directory) => {
                std::fs::create_dir_all(directory)?;
                Some(Arc::new(File::create(directory.join(name))?))
            }
        };
        let recent = Recent::default();
        let prefix = paint(colour, format!("{name:>8} |"));
        let mut readers = Vec::new();
        let child = group.child();
        let streams: [Option<Box<dyn Read + Send>>; 2] = [
            child.stdout.take().map(|stream| Box::new(stream) as _),
            child.stderr.take().map(|stream| Box::new(stream) as _),
        ];
        for stream in streams.into_iter().flatten() {
            let (prefix, file, recent) = (prefix.clone(), file.clone(), Arc::clone(&recent));
            readers.push(std::thread::spawn(move || {
                forward(stream, &prefix, file.as_deref(), &recent);
            }));
        }
        Ok(Self { name, group, recent, readers })
    }

    /// Waits for the last lines of an ended service.
    fn finish_reading(&mut self) {
        // A stray grandchild may hold the pipe open; its lines are not worth waiting for.
        let until = Instant::now() + Duration::from_secs(1);
        while self.readers.iter().any(|reader| !reader.is_finished()) && Instant::now() < until {
            std::thread::sleep(POLL);
        }
    }
}

/// Passes lines on until the stream ends.
fn forward(stream: impl Read, prefix: &str, file: Option<&File>, recent: &Recent) {
    let mut lines = BufReader::new(stream);
    let mut buffer = Vec::new();
    while lines.read_until(b'\n', &mut buffer).is_ok_and(|length| length > 0) {
        let line = String::from_utf8_lossy(&buffer);
        let line = line.trim_end();
        // A terminal that is gone must not stop the reading: the service would block on its pipe.
        let _ = match file {
            Some(mut file) => writeln!(file, "{line}"),
            None => writeln!(std::io::stdout().lock(), "{prefix} {line}"),
        };
        let mut recent = recent.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.len() == RECENT {
            recent.pop_front();
        }
        recent.push_back(line.to_owned());
        drop(recent);
        buffer.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn services(test: &str) -> (Services, PathBuf) {
        let directory =
            std::env::temp_dir().join(format!("xtask-service-{test}-{}", std::process::id()));
        // The scripts write there too, before their first line is logged.
        std::fs::create_dir_all(&directory).unwrap();
        (Services::new(Output::Files(directory.clone())), directory)
    }

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_service_that_ends_early_is_named_with_its_status_and_last_words() {
        let (mut services, directory) = services("early");
        let error = services
            .start(
                "origin",
                &mut shell("echo no database; exit 7"),
                Signal::SIGTERM,
                Duration::from_secs(9),
                || false,
            )
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("origin ended (exit status: 7)"), "{error}");
        assert!(error.ends_with("origin | no database"), "{error}");
        std::fs::remove_dir_all(directory).unwrap();
    }

    #[test]
    fn a_service_that_is_never_ready_is_named() {
        let (mut services, directory) = services("never");
        let limit = Duration::from_millis(80);
        let error = services
            .start("edge", &mut shell("sleep 60"), Signal::SIGTERM, limit, || false)
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("edge was not ready after 0 s"), "{error}");
        std::fs::remove_dir_all(directory).unwrap();
    }

    /// A grandchild in the background ends with its service.
    #[test]
    fn the_whole_tree_ends() {
        let (mut services, directory) = services("tree");
        let file = directory.join("grandchild");
        let script = format!("sleep 60 & echo $! > {}; wait", file.display());
        let pid = || std::fs::read_to_string(&file).ok().filter(|text| text.ends_with('\n'));
        let ready = || pid().is_some();
        services
            .start("tree", &mut shell(&script), Signal::SIGTERM, Duration::from_secs(9), ready)
            .unwrap();
        let grandchild = PathBuf::from("/proc").join(pid().unwrap().trim()).join("stat");
        assert!(std::fs::exists(&grandchild).unwrap());
        drop(services);
        let stat = std::fs::read_to_string(&grandchild).unwrap_or_default();
        assert!(stat.is_empty() || stat.contains(") Z "), "{stat}");
        std::fs::remove_dir_all(directory).unwrap();
    }
}
