//! `/api/v1/library/playback`

use super::{
    input::Input,
    operation::{Operation, Shown},
    shapes::PLAYBACK,
};
use crate::{
    contract::{
        shape::{Shape, read, show},
        wire::{MessageReader, MessageWriter, WireError},
    },
    http::Problem,
};

/// Device and instant are the call's.
pub const NEW_PLAYBACK: &Shape = &[PLAYBACK[0], PLAYBACK[1], PLAYBACK[2], PLAYBACK[3]];

/// `GET /library/playback`: what plays, or played last.
pub const GET: Operation =
    Operation::read("/sync.v1.SyncService/GetPlayback", get, Shown::By(latest));
/// `PUT /library/playback` `{track, position_ms, state, queue?}`, of the calling device.
pub const PUT: Operation =
    Operation::write("/sync.v1.SyncService/PutPlayback", put, Shown::Part(2, PLAYBACK));

#[expect(clippy::unnecessary_wraps, reason = "what all operations are asked by")]
fn get(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    Ok(input.caller())
}

fn latest(message: &MessageReader<'_>) -> Result<Vec<u8>, WireError> {
    if let Some(playback) = message.message(1)? {
        return show(PLAYBACK, &playback);
    }
    let nothing = MessageWriter::default().text(4, "stopped").into_bytes();
    show(PLAYBACK, &MessageReader::read(&nothing)?)
}

fn put(input: &Input<'_>) -> Result<MessageWriter, Problem> {
    let playback = read(NEW_PLAYBACK, &input.body)?;
    Ok(input.change().message(2, &playback))
}
