use std::{
    error::Error,
    io::{Read, stdin},
};

use wasm_shared::{crypto::SealingKey, settings::Secret};

use crate::{config::Settings, entropy};

/// Seals what comes by standard input for a setting of the edges, and prints what to write there. The
/// line break that ends the input is not part of it.
#[expect(clippy::print_stdout, reason = "this is what was asked for")]
pub(super) fn run(settings: &Settings, setting: &str) -> Result<(), Box<dyn Error>> {
    let key = settings.edge_sealing_key.as_ref().ok_or("edge.sealing_key is not set")?;
    let mut plaintext = String::new();
    stdin().read_to_string(&mut plaintext)?;
    let key = SealingKey::new(key.expose())?;
    let sealed =
        Secret::seal(plaintext.trim_end_matches(['\r', '\n']), setting, &key, entropy::bytes())?;
    println!("{}", &*sealed);
    Ok(())
}
