use super::{Hub, KnownCommand, Write};
use crate::sync::protocol::{FrameError, FrameErrorCode, RemoteCommand, ServerFrame};

/// The last commands. One that comes again was handed on and is let be, also when the hub slept in
/// between: the client that sent it was cut off before it could know.
#[derive(Debug)]
pub(super) struct RecentCommands(Vec<KnownCommand>);

impl RecentCommands {
    pub fn restore(saved: Vec<KnownCommand>) -> Self {
        Self(saved)
    }

    fn knows(&self, device_id: &str, id: &str) -> bool {
        self.0.iter().any(|known| known.device_id == device_id && known.id == id)
    }

    /// What is to be kept of it.
    fn remember(&mut self, device_id: String, id: String) -> KnownCommand {
        let last = self.0.iter().map(|known| known.number).max().unwrap_or_default();
        let command = KnownCommand { number: last + 1, device_id, id };
        self.0.retain(|known| known.slot() != command.slot());
        self.0.push(command.clone());
        command
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
        let remembered = self.commands.remember(source, id);
        self.writes.push(Write::Command(remembered));
        Ok(())
    }
}
