//! The workers that are measured, and what stands behind them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use bytes::Bytes;
use nix::sys::signal::Signal;
use toml::{Table, Value};
use xtask::process::{Output, Services, run};
use xtask::{console, dev, edge, probe, sandbox, workspace};

use crate::load::{Answer, Call, in_sequence};
use crate::token::Signer;
use crate::workerd::Worker;

/// The search everybody answers from memory: 茉莉花.
const QUERY: &str = "茉莉花";
const PATH: &str = "/api/v1/search?q=%E8%8C%89%E8%8E%89%E8%8A%B1";
/// What differs in every answer; the Hono worker makes its own.
const OWN_HEADERS: [&str; 5] =
    ["content-length", "date", "server-timing", "transfer-encoding", "x-request-id"];

/// Everything that runs during the measurements.
pub struct Stage {
    services: Services,
    directory: PathBuf,
    compatibility_date: String,
    variables: Vec<(String, String)>,
    kv: u16,
    signer: Signer,
    tokens: u32,
    /// Port of the sandbox.
    pub sandbox: u16,
    /// Port of the bare worker.
    pub hello: u16,
    /// Port of our worker.
    pub edge: u16,
    /// Port of the Hono worker, once [`Self::subject`] knows what it has to answer.
    pub hono: u16,
}

/// The request that is measured, and its one right answer.
#[derive(Debug)]
pub struct Subject {
    /// The request.
    pub call: Call,
    /// The body of the answer.
    pub body: Bytes,
}

/// What an edge answers from its memory, having been asked before.
pub async fn remembered(edge: u16, call: &Call) -> Result<Answer> {
    let answers = in_sequence(edge, vec![call.clone(); 5]).await?;
    let answer = answers.into_iter().map(|(answer, _)| answer).next_back();
    let answer = answer.context("no answer")?;
    if cache_state(&answer) != "memory" {
        bail!("the fifth answer did not come from memory: {:?}", answer.headers);
    }
    Ok(answer)
}

impl Stage {
    /// Starts the sandbox, a KV namespace, an origin, the bare worker and ours.
    pub fn set() -> Result<Self> {
        let directory = workspace::path("target/bench/workers");
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory)?;
        let config = edge::configuration()?;
        let compatibility_date = text(&config, "compatibility_date")?;
        let mut services = Services::new(Output::Files(workspace::path("target/bench/log")));
        let sandbox_port = probe::free_port()?;
        sandbox::start(sandbox_port, &mut services)?;

        let (kv, origin) = (probe::free_port()?, probe::free_port()?);
        let moved = [(dev::ORIGIN_HTTP, origin), (dev::SANDBOX, sandbox_port)];
        let variables: Vec<_> = edge::moved_variables(&config, &moved)
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())))
            .collect();
        let (issuer, audience) = tokens_of_the_origin()?;
        let mut stage = Self {
            services,
            directory,
            compatibility_date,
            variables: quiet(variables)?,
            kv,
            signer: Signer::new(&issuer, &audience),
            tokens: 0,
            sandbox: sandbox_port,
            hello: probe::free_port()?,
            edge: probe::free_port()?,
            hono: probe::free_port()?,
        };
        stage.start("kv", kv, "kv.js", Vec::new())?;
        let jwks = vec![("JWKS".to_owned(), stage.signer.jwks()?)];
        stage.start("origin", origin, "origin.js", jwks)?;
        stage.start("hello", stage.hello, "hello.js", Vec::new())?;
        stage.start_edge("edge", stage.edge)?;
        Ok(stage)
    }

    /// Has our worker take the list into its memory, and gives it to the Hono worker too.
    pub async fn subject(&mut self) -> Result<Subject> {
        let call = Call { path: PATH.to_owned(), token: self.token()? };
        let answer = remembered(self.edge, &call).await?;
        console::note(format!("the list has {} bytes", answer.body.len()));
        self.start_hono(&answer)?;
        let mirrored = in_sequence(self.hono, [call.clone()]).await?;
        if mirrored.iter().any(|(mirrored, _)| mirrored.body != answer.body) {
            bail!("the Hono worker answers something else");
        }
        Ok(Subject { call, body: answer.body })
    }

    /// A token that no worker has seen.
    pub fn token(&mut self) -> Result<String> {
        self.tokens += 1;
        self.signer.token(self.tokens)
    }

    /// Starts one more of our worker, with empty memory and the same KV.
    pub fn start_edge(&mut self, name: &'static str, port: u16) -> Result<()> {
        let mut command = self.edge_command(name, port)?;
        self.serve(name, port, &mut command)
    }

    /// Starts the component for Spin on its host, set up as our worker is, with an empty store.
    pub fn start_spin(&mut self, name: &'static str, port: u16, options: &[&str]) -> Result<()> {
        let state = self.directory.join(name);
        let mut command = Command::new(workspace::released("spin-host"));
        command
            .args(["--from", "spin.toml", "--listen", &format!("127.0.0.1:{port}")])
            .arg("--state-dir")
            .arg(state)
            .args(options)
            .current_dir(workspace::root())
            .env("SPIN_VARIABLE_EXTRA_HOST", format!("http://127.0.0.1:{}", self.sandbox));
        for (variable, value) in &self.variables {
            command.env(format!("SPIN_VARIABLE_{variable}"), value);
        }
        self.serve(name, port, &mut command)
    }

    /// Starts one more of our worker, `settings` laid over its own.
    pub fn start_edge_with(
        &mut self,
        name: &'static str,
        port: u16,
        settings: &serde_json::Value,
    ) -> Result<()> {
        let mut variables = self.variables.clone();
        for (_, value) in variables.iter_mut().filter(|(name, _)| name == "SETTINGS") {
            *value = edge::overlaid(value, settings.clone())?;
        }
        let mut command = self.command_with(name, port, variables)?;
        self.serve(name, port, &mut command)
    }

    /// Starts one more of our worker, with an inspector on a port of its own.
    pub fn start_inspected_edge(
        &mut self,
        name: &'static str,
        port: u16,
        inspector: u16,
    ) -> Result<()> {
        let mut command = self.edge_command(name, port)?;
        command.arg(format!("--inspector-addr=127.0.0.1:{inspector}"));
        self.serve(name, port, &mut command)
    }

    /// The command that serves our worker.
    pub fn edge_command(&self, name: &str, port: u16) -> Result<Command> {
        self.command_with(name, port, self.variables.clone())
    }

    fn command_with(
        &self,
        name: &str,
        port: u16,
        variables: Vec<(String, String)>,
    ) -> Result<Command> {
        let entry = workspace::path(edge::SCRIPT);
        let mut modules = vec![entry.clone()];
        for file in fs::read_dir(entry.parent().context("the script has no folder")?)? {
            let path = file?.path();
            if path.extension().is_some_and(|extension| extension == "wasm") {
                modules.push(path);
            }
        }
        Worker {
            name,
            port,
            modules,
            variables,
            kv: Some(self.kv),
            object: Some(("SYNC_HUB", "SyncHub")),
        }
        .command(&self.directory, &self.compatibility_date)
    }

    /// The command that serves the bare worker.
    pub fn hello_command(&self, name: &str, port: u16) -> Result<Command> {
        let modules = vec![workspace::path("tools/bench/hello.js")];
        Worker { name, port, modules, variables: Vec::new(), kv: None, object: None }
            .command(&self.directory, &self.compatibility_date)
    }

    /// The process of a worker.
    pub fn id(&mut self, name: &str) -> Result<u32> {
        self.services.id(name).with_context(|| format!("{name} does not run"))
    }

    /// Processor time that a worker's process has used, in milliseconds.
    pub fn processor_ms(&mut self, name: &str) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.id(name)?))?;
        // pid (name) state …: user and system time are the 14th and 15th field, the 12th and 13th
        // behind the name, in ticks of 10 ms (USER_HZ is 100 on every Linux).
        let fields = stat.rsplit(") ").next().unwrap_or_default();
        let ticks =
            fields.split(' ').skip(11).take(2).filter_map(|field| field.parse::<u32>().ok());
        Ok(ticks.map(f64::from).sum::<f64>() * 10.0)
    }

    /// Starts the hub that ours is measured against, made with the package `partyserver`.
    pub fn start_partyserver(&mut self, port: u16, publisher: &str) -> Result<()> {
        let bundle = self.directory.join("partyserver.js");
        let mut npm = Command::new("npm");
        npm.args(["run", "--silent", "--workspace", "tools/sync", "build:hub", "--"]);
        npm.arg(format!("--outfile={}", bundle.display())).current_dir(workspace::root());
        run(npm.arg("--log-level=warning"))?;
        let variables = vec![
            ("JWKS".to_owned(), self.signer.jwks()?),
            ("ORIGIN_PUBLIC_KEY".to_owned(), publisher.to_owned()),
            ("ISSUER".to_owned(), self.signer.issuer.clone()),
            ("AUDIENCE".to_owned(), self.signer.audience.clone()),
        ];
        let modules = vec![bundle];
        let object = Some(("HUB", "Hub"));
        let mut command =
            Worker { name: "partyserver", port, modules, variables, kv: None, object }
                .command(&self.directory, &self.compatibility_date)?;
        self.serve("partyserver", port, &mut command)
    }

    /// The key that signs the tokens, who they are from and whom they are for.
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    fn start_hono(&mut self, answer: &Answer) -> Result<()> {
        let bundle = self.directory.join("hono.js");
        let mut esbuild = Command::new(workspace::node_program("esbuild"));
        esbuild.arg("tools/bench/hono.js").current_dir(workspace::root());
        esbuild.args(["--bundle", "--minify", "--format=esm", "--target=es2022"]);
        esbuild.args(["--log-level=warning", "--conditions=workerd,worker,browser"]);
        run(esbuild.arg(format!("--outfile={}", bundle.display())))?;

        let headers: serde_json::Map<_, _> = answer
            .headers
            .iter()
            .filter(|(name, _)| !OWN_HEADERS.contains(&name.as_str()))
            .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.into())))
            .collect();
        let variables = vec![
            ("JWKS".to_owned(), self.signer.jwks()?),
            ("ISSUER".to_owned(), self.signer.issuer.clone()),
            ("AUDIENCE".to_owned(), self.signer.audience.clone()),
            ("QUERY".to_owned(), QUERY.to_owned()),
            ("BODY".to_owned(), String::from_utf8(answer.body.to_vec())?),
            ("HEADERS".to_owned(), serde_json::Value::from(headers).to_string()),
        ];
        let port = self.hono;
        let mut command =
            Worker { name: "hono", port, modules: vec![bundle], variables, kv: None, object: None }
                .command(&self.directory, &self.compatibility_date)?;
        // It answers 404 outside its one route, so listening is all that can be asked.
        let listens = || std::net::TcpStream::connect(probe::local(port)).is_ok();
        let limit = Duration::from_secs(30);
        self.services.start("hono", &mut command, Signal::SIGTERM, limit, listens)
    }

    fn start(
        &mut self,
        name: &'static str,
        port: u16,
        script: &str,
        variables: Vec<(String, String)>,
    ) -> Result<()> {
        let modules = vec![workspace::path("tools/bench").join(script)];
        let mut command = Worker { name, port, modules, variables, kv: None, object: None }
            .command(&self.directory, &self.compatibility_date)?;
        let listens = || std::net::TcpStream::connect(probe::local(port)).is_ok();
        let limit = Duration::from_secs(30);
        self.services.start(name, &mut command, Signal::SIGTERM, limit, listens)
    }

    fn serve(&mut self, name: &'static str, port: u16, command: &mut Command) -> Result<()> {
        let ready = || probe::answers(port, "/health");
        self.services.start(name, command, Signal::SIGTERM, Duration::from_secs(30), ready)
    }
}

/// What `X-Cache` says.
pub fn cache_state(answer: &Answer) -> &str {
    answer.headers.get("x-cache").and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The development settings log every request; production's default is what is to be measured.
fn quiet(variables: Vec<(String, String)>) -> Result<Vec<(String, String)>> {
    variables
        .into_iter()
        .map(|(name, value)| {
            if name != "SETTINGS" {
                return Ok((name, value));
            }
            let mut settings: serde_json::Map<String, serde_json::Value> =
                serde_json::from_str(&value).context("SETTINGS of wrangler.toml")?;
            settings.remove("log");
            Ok((name, serde_json::Value::from(settings).to_string()))
        })
        .collect()
}

/// Issuer and audience of development tokens.
fn tokens_of_the_origin() -> Result<(String, String)> {
    let config: Table = fs::read_to_string(workspace::path("deploy/dev/origin.toml"))?.parse()?;
    let tokens = config.get("tokens").and_then(Value::as_table).context("no [tokens]")?;
    Ok((text(tokens, "issuer")?, text(tokens, "audience")?))
}

fn text(table: &Table, key: &str) -> Result<String> {
    let value = table.get(key).and_then(Value::as_str);
    Ok(value.with_context(|| format!("{key} is not set"))?.to_owned())
}
