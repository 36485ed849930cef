use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{
        Error, Message,
        client::IntoClientRequest,
        http::{HeaderMap, Request},
    },
};

/// How long a frame is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open socket to a user's hub.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// The headers of the answer that opened it.
    pub headers: HeaderMap,
}

/// What a socket gave.
#[derive(Debug, Clone, PartialEq)]
pub enum Received {
    /// A frame.
    Frame(Value),
    /// Its end, with the code; 1006 when it had none.
    Closed(u16),
}

impl Socket {
    /// Opens a socket at `url`, with these headers.
    ///
    /// # Errors
    /// The status of an answer that opens none.
    ///
    /// # Panics
    /// When there is no answer.
    pub async fn open(url: &str, headers: &[(&'static str, String)]) -> Result<Self, u16> {
        let mut request: Request<()> = url.into_client_request().expect("the URL is valid");
        for (name, value) in headers {
            let value = value.parse().expect("the header's value is valid");
            request.headers_mut().insert(*name, value);
        }
        match connect_async(request).await {
            Ok((stream, answer)) => Ok(Self { stream, headers: answer.headers().clone() }),
            Err(Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(error) => panic!("no socket and no answer: {error}"),
        }
    }

    /// Sends a frame.
    pub async fn send(&mut self, frame: &Value) {
        self.send_message(Message::text(frame.to_string())).await;
    }

    /// Sends whatever a client could. To a socket that was closed meanwhile nothing is sent.
    pub async fn send_message(&mut self, message: Message) {
        let _ = self.stream.send(message).await;
    }

    /// The next frame, or the end.
    ///
    /// # Panics
    /// When nothing comes for ten seconds.
    pub async fn next(&mut self) -> Received {
        let next = tokio::time::timeout(PATIENCE, self.stream.next()).await;
        match next.expect("something comes within ten seconds") {
            Some(Ok(Message::Text(text))) => {
                Received::Frame(serde_json::from_str(&text).expect("frames are JSON"))
            }
            Some(Ok(Message::Close(Some(close)))) => Received::Closed(close.code.into()),
            Some(Ok(Message::Close(None)) | Err(_)) | None => Received::Closed(1006),
            Some(Ok(message)) => panic!("a server has nothing else to say: {message:?}"),
        }
    }

    /// The next frame, which has to be of this type.
    ///
    /// # Panics
    /// When it is not.
    pub async fn frame(&mut self, kind: &str) -> Value {
        match self.next().await {
            Received::Frame(frame) if frame["type"] == kind => frame,
            other => panic!("{kind} was to come: {other:?}"),
        }
    }

    /// The code it is closed with, after whatever else comes.
    pub async fn close_code(&mut self) -> u16 {
        loop {
            if let Received::Closed(code) = self.next().await {
                return code;
            }
        }
    }

    /// Nothing comes for a while.
    ///
    /// # Panics
    /// When something does.
    pub async fn silent(&mut self) {
        let next = tokio::time::timeout(Duration::from_millis(500), self.stream.next()).await;
        assert!(next.is_err(), "nothing was to come: {next:?}");
    }

    /// Goes on behind event `after` of a log, and gives the events that were replayed and the
    /// `resumed` frame.
    pub async fn resume(&mut self, epoch: &Value, after: u64) -> (Vec<Value>, Value) {
        self.send(&json!({ "type": "resume", "epoch": epoch, "after": after })).await;
        let mut events = Vec::new();
        loop {
            match self.next().await {
                Received::Frame(frame) if frame["type"] == "resumed" => return (events, frame),
                Received::Frame(frame) if frame["type"] == "event" => events.push(frame),
                other => panic!("{other:?} while resuming"),
            }
        }
    }

    /// Answers the server's closing, or begins it.
    pub async fn close(mut self) {
        let _ = self.stream.close(None).await;
    }
}
