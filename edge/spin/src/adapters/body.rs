use bytes::Bytes;
use spin_sdk::{
    wasip3::{
        http::types::{ErrorCode, Fields, Request, Response, Trailers},
        wit_future,
    },
    wit_bindgen::{FutureReader, StreamReader, StreamResult},
};
use wasm_shared::ports::{HttpFault, InboundBody};

/// How much is read at once, in bytes.
const CHUNK: usize = 64 << 10;

/// What comes behind the last byte: nothing, trailers, or why there is no more.
pub type Ending = FutureReader<Result<Option<Trailers>, ErrorCode>>;

/// The headers of a message and its body, which has not been read. Dropping it abandons the rest.
pub struct SpinBody {
    headers: Fields,
    stream: StreamReader<u8>,
    ending: Ending,
}

impl SpinBody {
    /// Of a request.
    pub fn of_request(request: Request) -> Self {
        let headers = request.get_headers();
        let (stream, ending) = Request::consume_body(request, wit_future::new(|| Ok(())).1);
        Self { headers, stream, ending }
    }

    /// Of an answer.
    pub fn of_response(response: Response) -> Self {
        let headers = response.get_headers();
        let (stream, ending) = Response::consume_body(response, wit_future::new(|| Ok(())).1);
        Self { headers, stream, ending }
    }

    /// The bytes, to be passed on without being read here.
    pub fn into_stream(self) -> (StreamReader<u8>, Ending) {
        (self.stream, self.ending)
    }

    /// Reads until the end or until there are at least `enough` bytes, and says whether it ended.
    async fn read(&mut self, enough: usize) -> (Vec<u8>, bool) {
        let mut bytes = Vec::new();
        while bytes.len() < enough {
            bytes.reserve(CHUNK);
            let (result, filled) = self.stream.read(bytes).await;
            bytes = filled;
            if result == StreamResult::Dropped {
                return (bytes, true);
            }
        }
        (bytes, false)
    }
}

impl InboundBody for SpinBody {
    fn header(&self, name: &str) -> Option<String> {
        header(&self.headers, name)
    }

    async fn bytes(mut self, limit: usize) -> Result<Bytes, HttpFault> {
        let (bytes, ended) = self.read(limit.saturating_add(1)).await;
        if bytes.len() > limit {
            return Err(HttpFault::TooLarge { limit });
        }
        if ended {
            self.ending.await.map_err(|code| HttpFault::Broken(code.to_string()))?;
        }
        Ok(bytes.into())
    }

    async fn beginning(mut self, length: usize) -> Result<Bytes, HttpFault> {
        let (mut bytes, ended) = self.read(length).await;
        if ended {
            self.ending.await.map_err(|code| HttpFault::Broken(code.to_string()))?;
        }
        bytes.truncate(length);
        Ok(bytes.into())
    }
}

/// A header by its lower-case name; several of one name are joined as HTTP has it. What is not
/// UTF-8 is not there.
pub fn header(headers: &Fields, name: &str) -> Option<String> {
    let values = headers.get(name);
    let mut values = values.into_iter().filter_map(|value| String::from_utf8(value).ok());
    let first = values.next()?;
    Some(values.fold(first, |joined, value| format!("{joined}, {value}")))
}
