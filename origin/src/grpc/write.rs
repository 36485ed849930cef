//! Every change of a library, a profile or a device: once for each idempotency key.

use prost::Message;
use wasm_shared::contract::user::v1 as wire;

use super::{convert, refusal::Refusal};
use crate::library::{Change, Library, RequestKey};

/// A request that changes what is a caller's.
pub(super) trait Write: Message + Sized {
    /// What it is called: the same key may not be used for two.
    const METHOD: &'static str;
    /// What it is answered with.
    type Answer: Message + Default;

    /// Takes who changes, and under which key, out of the request.
    fn take_change(&mut self) -> Option<wire::Change>;

    /// What is the same when the request is sent again.
    fn fingerprint(&self) -> Vec<u8> {
        self.encode_to_vec()
    }

    /// Does it. What is refused, or not committed, was never done.
    fn perform(
        self,
        change: &mut Change,
    ) -> impl Future<Output = Result<Self::Answer, Refusal>> + Send;
}

/// Does what is asked for, or answers as before when it was done under the same key.
pub(super) async fn handle<W: Write>(
    library: &Library,
    mut request: W,
) -> Result<W::Answer, Refusal> {
    let wire::Change { caller, idempotency_key } = request.take_change().unwrap_or_default();
    let caller = convert::caller(caller)?;
    let key = idempotency_key
        .map(|key| RequestKey::new(key, W::METHOD, &request.fingerprint()))
        .transpose()?;
    let mut change = library.begin_change(&caller).await?;
    let Some(key) = key else {
        let answer = request.perform(&mut change).await?;
        change.commit().await?;
        return Ok(answer);
    };
    if let Some(answered) = change.recall(&key).await? {
        // An answer that an origin of another release wrote down and this one cannot read.
        return W::Answer::decode(&*answered).map_err(Refusal::unreadable);
    }
    let answer = request.perform(&mut change).await?;
    change.remember(&key, &answer.encode_to_vec()).await?;
    change.commit().await?;
    Ok(answer)
}
