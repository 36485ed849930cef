//! The whole system on this machine, until Ctrl-C.

use anyhow::{Context as _, Result};

use crate::edge::EdgeKind;
use crate::origin::Origin;
use crate::postgres::{Cluster, Durability};
use crate::process::{Output, Services, run};
use crate::{console, panel, probe, sandbox, setup, workspace};

// docs/architecture.md, "Ports and addresses in development".
const WORKER: u16 = 8787;
const SPIN: u16 = 3000;
/// Port of the origin's HTTP.
pub const ORIGIN_HTTP: u16 = 8001;
const ORIGIN_GRPC: u16 = 9001;
/// Port of the sandbox.
pub const SANDBOX: u16 = 8900;
/// Port of the embedded PostgreSQL.
pub const POSTGRES: u16 = 5433;
/// Name of the development database.
pub const DATABASE: &str = "listen";

/// Builds and starts everything, with an edge of this kind, and ends all of it when one part ends or
/// on Ctrl-C.
pub fn run_all(kind: EdgeKind) -> Result<()> {
    let given = given_database();
    let edge = match kind {
        EdgeKind::Cloudflare => WORKER,
        EdgeKind::Spin => SPIN,
    };
    require_free_ports(edge, given.is_some())?;
    setup::edge()?;
    panel::build()?;
    console::step("Building the origin and the sandbox");
    workspace::build_native(&["origin", "sandbox"])?;
    kind.build()?;

    let mut services = Services::new(Output::Terminal);
    let database_url = match given {
        Some(url) => url,
        None => start_database(&mut services)?,
    };
    console::step("Starting the sandbox, the origin and the edge");
    sandbox::start(SANDBOX, &mut services)?;
    let origin = Origin {
        program: workspace::built("origin"),
        http: ORIGIN_HTTP,
        grpc: ORIGIN_GRPC,
        sandbox: SANDBOX,
        edge,
        database_url,
    };
    origin.start(&mut services)?;
    kind.development(edge).serve(&mut services)?;

    println!("{}", welcome(edge, &origin.database_url, &owner(&origin)?));
    services.watch()
}

/// Sees to it that the panel has an owner, and gives what they sign in with. It stays the same from one
/// start to the next: a file beside the database has it, which no repository has.
fn owner(origin: &Origin) -> Result<Owner> {
    let directory = workspace::path(".dev");
    std::fs::create_dir_all(&directory)?;
    let file = directory.join("owner.json");
    let path = file.to_str().context("the folder's name is not UTF-8")?;
    run(&mut origin.command(&["admin", "development", "--file", path]))?;
    let owner: serde_json::Value = serde_json::from_slice(&std::fs::read(&file)?)?;
    let text = |name: &str| -> Result<String> {
        Ok(owner[name].as_str().context("the owner's file is not whole")?.to_owned())
    };
    Ok(Owner {
        email: text("email")?,
        password: text("password")?,
        totp_secret: text("totp_secret")?,
    })
}

/// What a developer signs in to the panel with.
struct Owner {
    email: String,
    password: String,
    /// For an authenticator app, or `oathtool --totp --base32`.
    totp_secret: String,
}

/// The server the developer named, if any.
pub fn given_database() -> Option<String> {
    std::env::var("DATABASE_URL").ok().filter(|url| !url.is_empty())
}

/// Starts the embedded server with the development database, and gives that one's address.
pub fn start_database(services: &mut Services) -> Result<String> {
    let directory = workspace::path(".dev/postgres");
    let cluster = Cluster::prepare(&directory, POSTGRES, Durability::Kept, &[DATABASE])?;
    console::step("Starting PostgreSQL");
    cluster.start(services)?;
    Ok(cluster.url(DATABASE))
}

fn require_free_ports(edge: u16, own_database: bool) -> Result<()> {
    let mut ports = vec![
        (edge, "edge"),
        (ORIGIN_HTTP, "origin"),
        (ORIGIN_GRPC, "origin's gRPC"),
        (SANDBOX, "sandbox"),
    ];
    if !own_database {
        ports.push((POSTGRES, "PostgreSQL"));
    }
    probe::require_free(&ports)
}

fn welcome(edge: u16, database_url: &str, owner: &Owner) -> String {
    let Owner { email, password, totp_secret } = owner;
    // A password in it is nobody's business on a shared screen.
    let database = database_url.rsplit('@').next().unwrap_or_default();
    format!(
        r#"
{ready}

  edge        http://127.0.0.1:{edge}
  panel       http://127.0.0.1:{ORIGIN_HTTP}/admin
  origin      http://127.0.0.1:{ORIGIN_HTTP}   gRPC 127.0.0.1:{ORIGIN_GRPC}
  sandbox     http://127.0.0.1:{SANDBOX}
  PostgreSQL  {database}

Sign in (phones +8613900000000 to +8613900000099 take the code 246810 without a message):

  curl -s http://127.0.0.1:{edge}/api/v1/auth/sms-codes -H 'content-type: application/json' \
    -d '{{"phone":"+8613812345678"}}'
  curl -s 'http://127.0.0.1:{SANDBOX}/_inbox?phone=%2B8613812345678'
  curl -s http://127.0.0.1:{edge}/api/v1/auth/sessions -H 'content-type: application/json' \
    -d '{{"phone":"+8613812345678","code":"<code>","device":{{"id":"laptop","name":"Laptop","platform":"web"}}}}'
  curl -s http://127.0.0.1:{edge}/api/v1/search?q=茉莉花 -H 'authorization: Bearer <access_token>'

Sign in to the panel as {email}:

  password     {password}
  TOTP secret  {totp_secret}

Ctrl-C ends all of it.
"#,
        ready = console::paint(console::Colour::Green, "Listen Stream is ready."),
    )
}
