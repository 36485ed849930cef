use super::{Hub, Write};
use crate::{
    ports::Timestamp,
    sync::protocol::{FrameError, FrameErrorCode, ServerFrame},
};

/// For the frames that go with a replay: a `ping` and `resumed`.
const AROUND_REPLAY: u64 = 512;

impl Hub {
    /// Sends what the client has not seen, all of it or nothing, and from here on what happens.
    ///
    /// It is all of it when every event is in the log and together they may be unsent: what does not
    /// fit would have the socket closed, each time again.
    pub(super) fn resume(
        &mut self,
        now: Timestamp,
        place: usize,
        epoch: Option<&str>,
        after: u64,
    ) -> Result<(), FrameError> {
        let socket = &mut self.sockets[place];
        if socket.connection.resumed {
            let detail = "the connection has been resumed";
            return Err(FrameError::new(FrameErrorCode::AlreadyResumed, detail));
        }
        let missed: u64 = self.log.after(after).map(|(_, frame)| frame.len() as u64).sum();
        let unsent = socket.connection.flow.unconfirmed() + missed + AROUND_REPLAY;
        let recovered = epoch == Some(self.epoch.as_str())
            && self.log.holds_after(after)
            && unsent <= self.limits.max_unsent_bytes;
        let from = if recovered { after } else { self.log.head() };
        for (seq, frame) in self.log.after(from) {
            socket.send(&mut self.effects, &self.limits, frame, Some(seq));
        }
        let head = self.log.head();
        let resumed = ServerFrame::Resumed { recovered, epoch: &self.epoch, head };
        socket.send(&mut self.effects, &self.limits, &resumed.render(), None);
        socket.connection.resumed = true;

        let device_id = socket.connection.device_id.clone();
        self.writes.extend(self.devices.acknowledge(&device_id, from).map(Write::Device));
        self.drop_acknowledged();
        self.remind_superseded(now, place);
        Ok(())
    }
}
