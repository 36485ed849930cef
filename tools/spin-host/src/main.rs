//! `spin-host [--from spin.toml] [--listen 127.0.0.1:3000] [--state-dir .spin]`, the options as `spin
//! up` has them; `--max-instances` is its own. What was built is served; `SPIN_VARIABLE_…` overrides a
//! variable's default.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use spin_host::manifest::Manifest;
use spin_host::{Application, Host, Reuse, serve};
use tokio::net::TcpListener;

struct Options {
    manifest: PathBuf,
    listen: String,
    state: PathBuf,
    reuse: Reuse,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("spin-host: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<()> {
    let options = options(env::args().skip(1))?;
    let given = |name: &str| env::var(format!("SPIN_VARIABLE_{}", name.to_uppercase())).ok();
    let manifest = Manifest::read(&options.manifest, given)?;
    let component = std::fs::read(&manifest.source).with_context(|| {
        format!("{} is not built: `{}`", manifest.source.display(), manifest.build)
    })?;
    let application = Arc::new(Application::open(&manifest, &options.state)?);
    let host = Host::new(&component, application, options.reuse)?;
    let listener = TcpListener::bind(&options.listen).await.context(options.listen)?;
    println!("Serving http://{}", listener.local_addr()?);
    tokio::select! {
        served = serve(host, listener) => served,
        _ = tokio::signal::ctrl_c() => Ok(()),
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options> {
    let mut options = Options {
        manifest: "spin.toml".into(),
        listen: "127.0.0.1:3000".to_owned(),
        state: ".spin".into(),
        reuse: Reuse::default(),
    };
    while let Some(name) = arguments.next() {
        let value = arguments.next().with_context(|| format!("{name} wants a value"))?;
        let number = || value.parse().with_context(|| format!("{name}: {value} is no number"));
        match name.as_str() {
            "--from" => options.manifest = value.into(),
            "--listen" => options.listen = value,
            "--state-dir" => options.state = value.into(),
            "--max-instances" => options.reuse.instances = number()?,
            "--max-instance-reuse-count" => options.reuse.requests = number()?,
            "--max-instance-concurrent-reuse-count" => options.reuse.concurrent = number()?,
            "--idle-instance-timeout-ms" => {
                options.reuse.idle = Duration::from_millis(number()? as u64);
            }
            _ => bail!("not understood: {name}"),
        }
    }
    Ok(options)
}
