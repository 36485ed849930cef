//! gRPC-Web on the wire: a message is a frame of one flag byte, a big-endian length and the bytes;
//! the trailers come as one last frame whose flag has the top bit set.

use prost::Message;

/// The content type of requests and answers.
pub const CONTENT_TYPE: &str = "application/grpc-web+proto";
/// The trailer that carries a serialised `auth.v1.Problem`.
pub const PROBLEM_TRAILER: &str = "listen-problem-bin";

const HEADER_LENGTH: usize = 5;
const TRAILERS: u8 = 0x80;
const COMPRESSED: u8 = 0x01;

/// The answer is not gRPC-Web.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// It ends inside a frame.
    #[error("the answer ends inside a frame")]
    Truncated,
    /// A message is compressed, which was not offered.
    #[error("a frame is compressed")]
    Compressed,
    /// A message is not of the expected type.
    #[error("a message cannot be decoded")]
    Message,
}

/// Frames one message.
pub fn encode(message: &impl Message) -> Vec<u8> {
    let length = message.encoded_len();
    let mut frame = Vec::with_capacity(HEADER_LENGTH + length);
    frame.push(0);
    // Messages are bounded far below 4 GiB by the body limit of every call.
    frame.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes());
    message.encode(&mut frame).expect("a vector grows as needed");
    frame
}

/// The message and trailers of a unary answer.
#[derive(Debug, Default)]
pub struct Unary<M> {
    /// The message; a refused call has none.
    pub message: Option<M>,
    /// Name in lower case and value.
    pub trailers: Vec<(String, String)>,
}

impl<M> Unary<M> {
    /// A trailer by its lower-case name.
    pub fn trailer(&self, name: &str) -> Option<&str> {
        self.trailers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Reads a unary answer.
pub fn decode<M: Message + Default>(mut body: &[u8]) -> Result<Unary<M>, FrameError> {
    let mut unary = Unary { message: None, trailers: Vec::new() };
    while !body.is_empty() {
        let (header, rest) =
            body.split_first_chunk::<HEADER_LENGTH>().ok_or(FrameError::Truncated)?;
        let [flags, length @ ..] = *header;
        let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
        let (payload, rest) = rest.split_at_checked(length).ok_or(FrameError::Truncated)?;
        if flags & COMPRESSED != 0 {
            return Err(FrameError::Compressed);
        }
        if flags & TRAILERS == 0 {
            unary.message = Some(M::decode(payload).map_err(|_| FrameError::Message)?);
        } else {
            unary.trailers = parse_trailers(payload);
        }
        body = rest;
    }
    Ok(unary)
}

fn parse_trailers(payload: &[u8]) -> Vec<(String, String)> {
    String::from_utf8_lossy(payload)
        .split("\r\n")
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::auth::v1::{Caller, EndSessionRequest};

    fn request() -> EndSessionRequest {
        let caller = Caller { user_id: "u".into(), session_id: "s".into(), ..Caller::default() };
        EndSessionRequest { caller: Some(caller) }
    }

    fn trailers(text: &str) -> Vec<u8> {
        let mut frame = vec![TRAILERS];
        frame.extend_from_slice(&u32::try_from(text.len()).unwrap().to_be_bytes());
        frame.extend_from_slice(text.as_bytes());
        frame
    }

    #[test]
    fn a_message_and_its_trailers_are_read() {
        let mut body = encode(&request());
        body.extend(trailers("grpc-status:0\r\nGrpc-Message: fine\r\n"));
        let unary = decode::<EndSessionRequest>(&body).unwrap();
        assert_eq!(unary.message, Some(request()));
        assert_eq!(unary.trailer("grpc-status"), Some("0"));
        assert_eq!(unary.trailer("grpc-message"), Some("fine"));
    }

    #[test]
    fn every_cut_is_noticed() {
        let body = encode(&request());
        for length in 1..body.len() {
            assert_eq!(
                decode::<EndSessionRequest>(&body[..length]).unwrap_err(),
                FrameError::Truncated
            );
        }
    }

    #[test]
    fn what_was_not_offered_is_refused() {
        let mut body = encode(&request());
        body[0] = COMPRESSED;
        assert_eq!(decode::<EndSessionRequest>(&body).unwrap_err(), FrameError::Compressed);
        assert_eq!(
            decode::<EndSessionRequest>(&[0, 0, 0, 0, 1, 0xff]).unwrap_err(),
            FrameError::Message
        );
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            let _ = decode::<EndSessionRequest>(&bytes);
        }
    }
}
