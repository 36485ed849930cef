use serde_json::{Value, json};
use wasm_shared::sync::{Batch, ConnectionId};

use super::reference::Reference;

/// A client on one of the user's devices, which remembers what it has seen as a real one does.
pub struct Observer {
    pub device_id: String,
    pub connection: Option<ConnectionId>,
    pub phase: Phase,
    /// What it goes on from.
    pub epoch: Option<String>,
    pub after: u64,
    /// The connection before this one, until the client names it.
    pub session: Option<String>,
    /// Whether what is held may be too much to be unsent.
    pub may_overflow: bool,
    /// How many events it has seen.
    pub seen: u64,
    /// How often it was told that some are gone.
    pub reloads: u64,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// Not connected, or not greeted yet.
    Away,
    /// Greeted.
    Greeted,
    /// Has asked to go on: whether every event is there, and which was the last one.
    Resuming { held: bool, head: u64 },
    /// Is sent what happens.
    Live,
}

impl Observer {
    pub fn new(device_id: String, may_overflow: bool) -> Self {
        Self {
            device_id,
            connection: None,
            phase: Phase::Away,
            epoch: None,
            after: 0,
            session: None,
            may_overflow,
            seen: 0,
            reloads: 0,
        }
    }

    pub fn disconnect(&mut self) {
        self.connection = None;
        self.phase = Phase::Away;
    }

    /// Asks to go on from where it was, and notes what has to come of it.
    pub fn resume(&mut self, reference: &Reference) -> String {
        let held = reference.holds(self.epoch.as_deref(), self.after);
        self.phase = Phase::Resuming { held, head: reference.head() };
        json!({"type": "resume", "epoch": self.epoch, "after": self.after}).to_string()
    }

    /// Takes in a frame, checks that it is the one that has to come now, and answers it.
    pub fn take(&mut self, frame: &str, reference: &Reference) -> Option<&'static str> {
        let frame: Value = serde_json::from_str(frame).unwrap();
        match frame["type"].as_str().unwrap() {
            "hello" => {
                assert_eq!(self.phase, Phase::Away, "greeted once, before anything");
                self.phase = Phase::Greeted;
                self.session = frame["session"].as_str().map(str::to_owned);
            }
            "event" => {
                let replayed = matches!(self.phase, Phase::Resuming { held: true, .. });
                assert!(replayed || self.phase == Phase::Live, "an event in {:?}", self.phase);
                self.see(&frame, reference);
            }
            "resumed" => self.resumed(&frame),
            "pong" => {}
            "ping" => return Some(r#"{"type":"pong"}"#),
            "playback" | "command" => assert_eq!(self.phase, Phase::Live),
            "error" => assert_ne!(frame["code"], "ack_ahead", "an event that it was sent"),
            other => panic!("an unexpected {other}"),
        }
        None
    }

    /// Takes in the answer to a read without a socket.
    pub fn read(&mut self, batch: &Batch, reference: &Reference) {
        assert_eq!(batch.recovered, reference.holds(self.epoch.as_deref(), self.after));
        assert_eq!(batch.head, reference.head());
        if batch.recovered {
            for item in &batch.items {
                self.see(&serde_json::from_str(item).unwrap(), reference);
            }
            assert!(self.after == batch.head || !batch.items.is_empty(), "it gets on");
        } else {
            assert!(batch.items.is_empty(), "never partly");
            self.reload(&batch.epoch, batch.head);
        }
    }

    /// The library is loaded anew.
    fn reload(&mut self, epoch: &str, head: u64) {
        self.after = head;
        self.epoch = Some(epoch.to_owned());
        self.reloads += 1;
    }

    fn see(&mut self, event: &Value, reference: &Reference) {
        assert_eq!(event["seq"], self.after + 1, "in order, none left out and none twice");
        self.after += 1;
        let epoch = self.epoch.as_deref().expect("it has resumed");
        assert_eq!(event["id"], reference.id(epoch, self.after));
        self.seen += 1;
    }

    fn resumed(&mut self, frame: &Value) {
        let Phase::Resuming { held, head } = self.phase else {
            panic!("resumed in {:?}", self.phase)
        };
        let recovered = frame["recovered"].as_bool().unwrap();
        assert!(recovered == held || self.may_overflow && held, "held: {held}");
        assert_eq!(frame["head"], head);
        if recovered {
            assert_eq!(self.after, head, "all of it was replayed");
        } else {
            self.reload(frame["epoch"].as_str().unwrap(), head);
        }
        self.phase = Phase::Live;
    }
}
