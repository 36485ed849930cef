//! Line coverage with a lower bound for each part.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};

use crate::process::{output, run};
use crate::{console, setup, suite, workspace};

/// Lines covered at least, in per cent. The start-up files of programs are counted by themselves: the
/// black box runs them, these tests hardly can.
const BOUNDS: [(&str, f64); 3] = [("wasm-shared", 90.0), ("origin", 80.0), ("mains", 50.0)];

#[derive(Debug, Default, Clone, Copy)]
struct Lines {
    found: u32,
    covered: u32,
}

impl Lines {
    fn per_cent(self) -> f64 {
        if self.found == 0 {
            return 0.0;
        }
        f64::from(self.covered) / f64::from(self.found) * 100.0
    }
}

/// Measures what the native tests cover; fails below a bound.
pub fn cover() -> Result<()> {
    setup::cover()?;
    let report = workspace::path("target/coverage/lcov.info");
    suite::with_database(|database_url| {
        let mut tests = llvm_cov();
        tests.args(["--package", "wasm-shared", "--package", "origin", "--all-features"]);
        tests.args(["--lcov", "--output-path"]).arg(&report);
        std::fs::create_dir_all(workspace::path("target/coverage"))?;
        run(tests.env("TEST_DATABASE_URL", database_url))
    })?;
    let mut html = llvm_cov();
    output(html.args(["report", "--html", "--output-dir", "target/coverage"]))?;

    let text = std::fs::read_to_string(&report).context("no coverage was written")?;
    let measured = by_part(&text);
    let mut low = Vec::new();
    for (part, bound) in BOUNDS {
        let lines = measured.get(part).copied().unwrap_or_default();
        let percent = lines.per_cent();
        console::note(format!(
            "{part}: {percent:.1} % of {} lines, at least {bound} %",
            lines.found
        ));
        if percent < bound {
            low.push(part);
        }
    }
    console::note("line by line: target/coverage/html/index.html");
    if !low.is_empty() {
        bail!("coverage is below its bound: {}", low.join(", "));
    }
    Ok(())
}

fn llvm_cov() -> std::process::Command {
    let mut command = std::process::Command::new(workspace::tool("cargo-llvm-cov"));
    command.arg("llvm-cov").current_dir(workspace::root());
    command
}

/// Sums an lcov report per part: `SF` names a file, `LF` its lines, `LH` those that were run.
fn by_part(report: &str) -> BTreeMap<&'static str, Lines> {
    let mut parts = BTreeMap::<&'static str, Lines>::new();
    let mut part = None;
    for line in report.lines() {
        match line.split_once(':') {
            Some(("SF", path)) => part = part_of(path),
            Some(("LF", count)) => {
                if let (Some(part), Ok(count)) = (part, count.parse::<u32>()) {
                    parts.entry(part).or_default().found += count;
                }
            }
            Some(("LH", count)) => {
                if let (Some(part), Ok(count)) = (part, count.parse::<u32>()) {
                    parts.entry(part).or_default().covered += count;
                }
            }
            _ => {}
        }
    }
    parts
}

/// The part a file counts for; generated code and test doubles count for none.
fn part_of(path: &str) -> Option<&'static str> {
    let path = path.strip_prefix(&format!("{}/", workspace::root().display())).unwrap_or(path);
    if path.contains("/generated/") || path.contains("/testing/") || path.contains("/tests/") {
        return None;
    }
    match path.split_once("/src/") {
        Some(("origin", "main.rs" | "app.rs")) => Some("mains"),
        Some(("origin", _)) => Some("origin"),
        Some(("wasm-shared", _)) => Some("wasm-shared"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_summed_per_part() {
        let report = "SF:origin/src/main.rs\nLF:10\nLH:5\nend_of_record\n\
            SF:origin/src/store/users.rs\nLF:4\nLH:3\nend_of_record\n\
            SF:origin/src/store/codes.rs\nLF:6\nLH:6\nend_of_record\n\
            SF:origin/src/grpc/generated/auth.v1.rs\nLF:900\nLH:0\nend_of_record\n";
        let parts = by_part(report);
        assert!((parts["mains"].per_cent() - 50.0).abs() < 0.01);
        assert!((parts["origin"].per_cent() - 90.0).abs() < 0.01);
        assert!(!parts.contains_key("wasm-shared"));
    }

    /// A part nothing was measured of is not above its bound.
    #[test]
    fn nothing_measured_is_nothing_covered() {
        assert!(Lines::default().per_cent() < 1.0);
    }
}
