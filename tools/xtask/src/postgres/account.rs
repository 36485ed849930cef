//! Who runs the server. PostgreSQL refuses to run as root, so root hands it to `nobody`.

use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use nix::unistd::{Uid, User};

/// The account that PostgreSQL runs as.
#[derive(Debug, Clone, Copy)]
pub enum Account {
    /// The one that runs this command.
    Own,
    /// An unprivileged one, since this command runs as root.
    Unprivileged {
        /// Its user id.
        user: u32,
        /// Its group id.
        group: u32,
    },
}

impl Account {
    /// The account for this machine.
    pub fn choose() -> Result<Self> {
        if !Uid::effective().is_root() {
            return Ok(Self::Own);
        }
        let nobody = User::from_name("nobody")?.context(
            "PostgreSQL refuses to run as root and there is no user `nobody`; set DATABASE_URL",
        )?;
        Ok(Self::Unprivileged { user: nobody.uid.as_raw(), group: nobody.gid.as_raw() })
    }

    /// Makes `command` run as this account.
    pub fn applied(self, command: &mut Command) -> &mut Command {
        match self {
            Self::Own => command,
            // The folder this command runs in may be closed to the other account.
            Self::Unprivileged { user, group } => command.current_dir("/").uid(user).gid(group),
        }
    }

    /// Makes the account the owner of a folder.
    pub fn own(self, directory: &Path) -> Result<()> {
        match self {
            Self::Own => Ok(()),
            Self::Unprivileged { user, group } => chown(directory, Some(user), Some(group))
                .with_context(|| format!("cannot hand over {}", directory.display())),
        }
    }
}
