//! What the binary contains besides its code: migrations, and the panel as `cargo xtask` built it.

use std::{
    env, fs,
    hash::{DefaultHasher, Hasher as _},
    io,
    path::{Path, PathBuf},
};

/// Where Vite leaves the panel.
const PANEL: &str = "panel/dist";

fn main() -> io::Result<()> {
    // A new migration must be noticed although no source file changed.
    println!("cargo:rerun-if-changed=../migrations");
    let built = Path::new(PANEL).join("index.html").is_file();
    // A folder that is missing would make every build a new one.
    println!("cargo:rerun-if-changed={}", if built { PANEL } else { "panel" });
    let mut files = Vec::new();
    if built {
        collect(&fs::canonicalize(PANEL)?, "", &mut files)?;
    }
    files.sort();
    let entries: Vec<String> = files.iter().map(entry).collect::<io::Result<_>>()?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    fs::write(out.join("panel.rs"), format!("&[\n{}]", entries.concat()))
}

/// Name below the folder, and path, of every file that is neither hidden nor another's compressed form.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name =
            path.file_name().and_then(|name| name.to_str()).ok_or(io::ErrorKind::InvalidData)?;
        if name.starts_with('.') {
            continue;
        }
        let whole = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{whole}/"), files)?;
        } else if !path.extension().is_some_and(|ending| ending == "br" || ending == "gz") {
            files.push((whole, path));
        }
    }
    Ok(())
}

fn entry((name, path): &(String, PathBuf)) -> io::Result<String> {
    let mut hasher = DefaultHasher::new();
    hasher.write(&fs::read(path)?);
    let compressed = |ending: &str| {
        let path = format!("{}.{ending}", path.display());
        if Path::new(&path).is_file() {
            format!("Some(include_bytes!({path:?}))")
        } else {
            "None".to_owned()
        }
    };
    // Quoted and escaped as a literal.
    let path = path.display().to_string();
    Ok(format!(
        "File {{ name: {name:?}, hash: \"{:016x}\", plain: include_bytes!({path:?}), brotli: {}, gzip: {} }},\n",
        hasher.finish(),
        compressed("br"),
        compressed("gz"),
    ))
}
