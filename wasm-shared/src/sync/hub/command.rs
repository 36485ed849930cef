use std::collections::VecDeque;

use super::Hub;
use crate::sync::protocol::{FrameError, FrameErrorCode, RemoteCommand, ServerFrame};

/// Commands that are known again when they come again. A client that was cut off sends the last few.
const REMEMBERED: usize = 64;

/// The last commands by the device that sent them and their ids. They are not kept while the hub
/// sleeps: nobody repeats a command after that long.
#[derive(Debug, Default)]
pub(super) struct RecentCommands(VecDeque<(String, String)>);

impl RecentCommands {
    fn knows(&self, device_id: &str, id: &str) -> bool {
        self.0.iter().any(|(device, command)| device == device_id && command == id)
    }

    fn remember(&mut self, device_id: String, id: String) {
        if self.0.len() >= REMEMBERED {
            self.0.pop_front();
        }
        self.0.push_back((device_id, id));
    }
}

impl Hub {
    /// Hands a command to the device it is for, on all its sockets but the one it came from.
    pub(super) fn command(
        &mut self,
        place: usize,
        command: RemoteCommand,
    ) -> Result<(), FrameError> {
        let sender = &self.sockets[place].connection;
        let (from, source) = (sender.id, sender.device_id.clone());
        if self.commands.knows(&source, &command.id) {
            return Ok(());
        }
        let RemoteCommand { id, target_device_id, command, args } = command;
        let frame = ServerFrame::Command {
            id: &id,
            command: command.as_str(),
            source_device_id: &source,
            target_device_id: &target_device_id,
            args: &args,
        };
        let frame = frame.render();
        let targets = self.sockets.iter_mut().filter(|socket| {
            let connection = &socket.connection;
            socket.is_live() && connection.device_id == target_device_id && connection.id != from
        });
        let mut reached = false;
        for socket in targets {
            socket.send(&mut self.effects, &self.limits, &frame, None);
            reached = true;
        }
        if !reached {
            let (code, detail) = (FrameErrorCode::TargetOffline, "the device is not connected");
            return Err(FrameError { id: Some(id), ..FrameError::new(code, detail) });
        }
        self.commands.remember(source, id);
        Ok(())
    }
}
