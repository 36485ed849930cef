use std::{
    error::Error,
    io::{Read, stdin},
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::SecondsFormat;
use clap::Subcommand;
use serde::{Deserialize, Serialize};

use crate::{
    administrators::{
        AdministratorChange, Administrators, EmailAddress, Password, Passwords, Role, Totp,
    },
    audit::Actor,
    clock::Clock,
    config::{Mode, Settings},
    store::Store,
    vault::Vault,
};

#[derive(Debug, Clone, Subcommand)]
pub(super) enum Admin {
    /// Add an administrator. They set up their second factor when they first sign in.
    Create {
        /// What they sign in with.
        #[arg(long)]
        email: String,
        /// For people.
        #[arg(long)]
        name: String,
        /// What they may do.
        #[arg(long)]
        role: Role,
        /// Read the password from standard input; without it one is made up and printed.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Let an administrator in again who has lost password or app: with another password, their second
    /// factor to be set up anew, neither locked nor disabled.
    Reset {
        /// What they sign in with.
        #[arg(long)]
        email: String,
    },
    /// Show each administrator.
    List,
    /// Keep the owner of a development database, with the password and the second factor of a file,
    /// which is made when it is not there.
    #[command(hide = true)]
    Development {
        /// JSON: `email`, `password`, `totp_secret`.
        #[arg(long)]
        file: PathBuf,
    },
}

/// What a developer signs in with.
#[derive(Debug, Serialize, Deserialize)]
struct DevelopmentOwner {
    email: String,
    password: String,
    /// Base32.
    totp_secret: String,
}

impl Admin {
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Box<dyn Error>> {
        let store = Store::new(&settings.database)?;
        store.migrate_up().await?;
        let administrators = Administrators {
            store: store.clone(),
            vault: Arc::new(Vault::new(settings.secret_key.expose())),
            clock: Clock::system(),
            passwords: Passwords::default(),
        };
        match self {
            Self::Create { email, name, role, password_stdin } => {
                create(&administrators, &email, &name, role, password_stdin).await?;
            }
            Self::Reset { email } => reset(&administrators, &email).await?,
            Self::List => list(&administrators).await?,
            Self::Development { file } if settings.mode == Mode::Development => {
                let (password, totp) = DevelopmentOwner::of(&file)?;
                administrators.keep_development_owner(password, &totp).await?;
            }
            Self::Development { .. } => return Err("this is for development only".into()),
        }
        store.close().await;
        Ok(())
    }
}

impl DevelopmentOwner {
    /// The file's, which is made when it is not there.
    fn of(file: &Path) -> Result<(Password, Totp), Box<dyn Error>> {
        if !file.exists() {
            let owner = Self {
                email: EmailAddress::DEVELOPMENT.to_owned(),
                password: Password::random().expose().to_owned(),
                totp_secret: Totp::random().base32(),
            };
            std::fs::write(file, serde_json::to_vec_pretty(&owner)?)?;
        }
        let owner: Self = serde_json::from_slice(&std::fs::read(file)?)?;
        let totp = Totp::from_base32(&owner.totp_secret);
        let totp = totp.ok_or("totp_secret must be 20 bytes in base32")?;
        Ok((Password::chosen(&owner.password, &owner.email)?, totp))
    }
}

async fn create(
    administrators: &Administrators,
    email: &str,
    name: &str,
    role: Role,
    password_stdin: bool,
) -> Result<(), Box<dyn Error>> {
    if password_stdin {
        let password = Password::chosen(standard_input()?.trim_end_matches(['\r', '\n']), email)?;
        administrators.create_with_password(&Actor::Cli, email, name, role, password).await?;
    } else {
        let (_, password) = administrators.create(&Actor::Cli, email, name, role).await?;
        show(&password);
    }
    Ok(())
}

async fn reset(administrators: &Administrators, email: &str) -> Result<(), Box<dyn Error>> {
    let administrator = administrators.find(email).await?;
    let (id, enabled) = (administrator.id, Some(false));
    let change = AdministratorChange { disabled: enabled, ..AdministratorChange::default() };
    administrators.update(&Actor::Cli, id, change).await?;
    administrators.reset_totp(&Actor::Cli, id).await?;
    let password = administrators.reset_password(&Actor::Cli, id).await?;
    administrators.unlock(&administrator.email).await?;
    show(&password);
    Ok(())
}

/// One line for each: address, role, whether the second factor is set up, whether they are disabled,
/// when they last signed in, name.
#[expect(clippy::print_stdout, reason = "this is what was asked for")]
async fn list(administrators: &Administrators) -> Result<(), Box<dyn Error>> {
    for who in administrators.list(None, i64::MAX).await? {
        let last = who.last_signed_in_at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
        println!(
            "{:<32}  {:<8}  {:<10}  {:<8}  {:<20}  {}",
            who.email.as_str(),
            who.role.as_str(),
            if who.totp_enrolled { "enrolled" } else { "not enrolled" },
            if who.disabled_at.is_some() { "disabled" } else { "" },
            last.as_deref().unwrap_or("never"),
            who.name,
        );
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "nobody can have it again")]
fn show(password: &Password) {
    println!("password: {}", password.expose());
}

fn standard_input() -> std::io::Result<String> {
    let mut text = String::new();
    stdin().read_to_string(&mut text)?;
    Ok(text)
}
