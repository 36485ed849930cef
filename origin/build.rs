//! Migrations are embedded: a new one must be noticed although no source file changed.
fn main() {
    println!("cargo:rerun-if-changed=../migrations");
}
