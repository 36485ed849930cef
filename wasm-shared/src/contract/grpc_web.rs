//! gRPC-Web on the wire: a message is a frame of one flag byte, a big-endian length and the bytes;
//! the trailers come as one last frame whose flag has the top bit set.

use bytes::Bytes;

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
}

/// Frames one message.
pub fn encode(message: &[u8]) -> Vec<u8> {
    let mut frame = Vec::with_capacity(HEADER_LENGTH + message.len());
    frame.push(0);
    // Messages are bounded far below 4 GiB by the body limit of every call.
    frame.extend_from_slice(&u32::try_from(message.len()).unwrap_or(u32::MAX).to_be_bytes());
    frame.extend_from_slice(message);
    frame
}

/// The message and trailers of a unary answer.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Unary {
    /// The message, not yet decoded; a refused call has none.
    pub message: Option<Bytes>,
    /// Name in lower case and value.
    pub trailers: Vec<(String, String)>,
}

impl Unary {
    /// A trailer by its lower-case name.
    pub fn trailer(&self, name: &str) -> Option<&str> {
        self.trailers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Reads a unary answer.
pub fn decode(mut body: Bytes) -> Result<Unary, FrameError> {
    let mut unary = Unary::default();
    while !body.is_empty() {
        let (header, rest) =
            body.split_first_chunk::<HEADER_LENGTH>().ok_or(FrameError::Truncated)?;
        let [flags, length @ ..] = *header;
        let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
        if length > rest.len() {
            return Err(FrameError::Truncated);
        }
        if flags & COMPRESSED != 0 {
            return Err(FrameError::Compressed);
        }
        let payload = body.split_to(HEADER_LENGTH + length).slice(HEADER_LENGTH..);
        if flags & TRAILERS == 0 {
            unary.message = Some(payload);
        } else {
            unary.trailers = parse_trailers(&payload);
        }
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

    const MESSAGE: &[u8] = b"a message";

    fn trailers(text: &str) -> Vec<u8> {
        let mut frame = vec![TRAILERS];
        frame.extend_from_slice(&u32::try_from(text.len()).unwrap().to_be_bytes());
        frame.extend_from_slice(text.as_bytes());
        frame
    }

    #[test]
    fn a_message_and_its_trailers_are_read() {
        let mut body = encode(MESSAGE);
        body.extend(trailers("grpc-status:0\r\nGrpc-Message: fine\r\n"));
        let unary = decode(body.into()).unwrap();
        assert_eq!(unary.message.as_deref(), Some(MESSAGE));
        assert_eq!(unary.trailer("grpc-status"), Some("0"));
        assert_eq!(unary.trailer("grpc-message"), Some("fine"));
    }

    #[test]
    fn every_cut_is_noticed() {
        let body = Bytes::from(encode(MESSAGE));
        for length in 1..body.len() {
            assert_eq!(decode(body.slice(..length)), Err(FrameError::Truncated));
        }
    }

    #[test]
    fn what_was_not_offered_is_refused() {
        let mut body = encode(MESSAGE);
        body[0] = COMPRESSED;
        assert_eq!(decode(body.into()), Err(FrameError::Compressed));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            let _ = decode(bytes.into());
        }
    }
}
