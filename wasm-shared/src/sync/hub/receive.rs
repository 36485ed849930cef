use super::{ConnectionId, Effect, Frame, Hub};
use crate::{
    ports::Timestamp,
    sync::protocol::{ClientFrame, CloseCode, FrameError, FrameErrorCode, ServerFrame},
};

/// What a frame that is not in order comes to.
enum Refusal {
    /// The end of the connection.
    Close(CloseCode, &'static str),
    /// A word to the client.
    Error(FrameError),
}

impl From<FrameError> for Refusal {
    fn from(error: FrameError) -> Self {
        Self::Error(error)
    }
}

impl Hub {
    /// A client sent a frame. On a socket that the hub does not know, or has closed, it is let be.
    pub fn receive(&mut self, now: Timestamp, id: ConnectionId, frame: Frame<'_>) -> Vec<Effect> {
        let place = self.sockets.iter().position(|socket| socket.connection.id == id);
        if let Some(place) = place
            && let Err(refusal) = self.act_on(now, place, frame)
        {
            let socket = &mut self.sockets[place];
            match refusal {
                Refusal::Close(code, reason) => socket.close(&mut self.effects, code, reason),
                Refusal::Error(error) => {
                    socket.refuse(now, &mut self.effects, &self.limits, &error);
                }
            }
        }
        self.take_effects()
    }

    fn act_on(&mut self, now: Timestamp, place: usize, frame: Frame<'_>) -> Result<(), Refusal> {
        let socket = &mut self.sockets[place];
        socket.connection.heard_at = now;
        if now >= socket.connection.expires_at {
            return Err(Refusal::Close(CloseCode::TokenInvalid, "the token has expired"));
        }
        let Frame::Text(text) = frame else {
            return Err(Refusal::Close(CloseCode::ProtocolError, "a binary frame"));
        };
        if text.len() > self.limits.max_frame_bytes {
            return Err(Refusal::Close(CloseCode::FrameTooLarge, "the frame is too large"));
        }
        if !socket.admits_frame(now, &self.limits) {
            let detail = "too many frames; this one was dropped";
            return Err(FrameError::new(FrameErrorCode::RateLimited, detail).into());
        }
        match ClientFrame::parse(text)? {
            ClientFrame::Ping => {
                let pong = ServerFrame::Pong.render();
                socket.send(&mut self.effects, &self.limits, &pong, None);
            }
            ClientFrame::Pong => socket.connection.flow.ponged(),
            ClientFrame::Resume { epoch, after } => {
                self.resume(now, place, epoch.as_deref(), after)?;
            }
            _ if !socket.is_live() => {
                let detail = "the connection has to be resumed first";
                return Err(FrameError::new(FrameErrorCode::NotResumed, detail).into());
            }
            ClientFrame::Ack { seq } => self.acknowledge(place, seq)?,
            ClientFrame::Playback(state) => self.report(now, place, state),
            ClientFrame::Command(command) => self.command(place, command)?,
        }
        Ok(())
    }

    fn acknowledge(&mut self, place: usize, seq: u64) -> Result<(), FrameError> {
        if seq > self.log.head() {
            let detail = "there is no such event yet";
            return Err(FrameError::new(FrameErrorCode::AckAhead, detail));
        }
        let connection = &mut self.sockets[place].connection;
        connection.flow.acknowledged(seq);
        let further = self.devices.acknowledge(&connection.device_id, seq);
        if further.is_some() {
            self.writes.extend(further.map(super::Write::Device));
            self.drop_acknowledged();
        }
        Ok(())
    }
}
