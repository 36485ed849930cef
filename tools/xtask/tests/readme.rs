//! README says what is.

use std::{collections::BTreeSet, fs, process::Command};

use xtask::workspace;

fn readme() -> String {
    fs::read_to_string(workspace::path("README.md")).expect("README.md is there")
}

/// The first cell of each row whose cell is in backticks.
fn first_cells(readme: &str) -> impl Iterator<Item = &str> {
    readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(cell, _)| cell)
}

#[test]
fn every_folder_of_the_map_exists() {
    let readme = readme();
    let folders: Vec<_> = first_cells(&readme).filter(|cell| cell.ends_with('/')).collect();
    assert!(folders.len() > 15, "the map is read: {folders:?}");
    for folder in folders {
        assert!(workspace::path(folder).is_dir(), "README names {folder}, which is not there");
    }
}

#[test]
fn every_folder_at_the_top_is_on_the_map() {
    let readme = readme();
    let mapped: BTreeSet<_> =
        first_cells(&readme).filter_map(|cell| cell.split('/').next()).collect();
    let listed = Command::new("git")
        .args(["ls-tree", "-d", "--name-only", "HEAD"])
        .current_dir(workspace::root())
        .output()
        .expect("git lists the top folders");
    for folder in String::from_utf8_lossy(&listed.stdout).lines() {
        let hidden = folder.starts_with('.');
        assert!(hidden || mapped.contains(folder), "README's map lacks {folder}");
    }
}

#[test]
fn every_make_target_is_told_and_every_told_one_exists() {
    let makefile = fs::read_to_string(workspace::path("Makefile")).expect("Makefile is there");
    let targets = makefile.lines().find_map(|line| line.strip_prefix(".PHONY: ")).expect("targets");
    let readme = readme();
    for target in targets.split(' ') {
        assert!(readme.contains(&format!("make {target}")), "README does not tell of {target}");
    }
}

#[test]
fn every_setting_of_the_origin_is_documented() {
    let files = fs::read_dir(workspace::path("origin/src/config")).expect("the settings are there");
    let source: String = files
        .map(|file| fs::read_to_string(file.expect("a file").path()).expect("a file is text"))
        .collect();
    let documented =
        fs::read_to_string(workspace::path("docs/operating.md")).expect("the document is there");
    let (origin, _) = documented.split_once("## The edge").expect("the origin's part comes first");
    let told: BTreeSet<_> = first_cells(origin).collect();
    let known: BTreeSet<_> = ["required", "optional", "or", "each"]
        .map(|read| format!("reader.{read}(\""))
        .iter()
        .flat_map(|call| source.split(call.as_str()).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(known.len() > 15, "the settings are read: {known:?}");
    assert_eq!(told, known);
}
