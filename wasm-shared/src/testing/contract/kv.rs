use std::time::Duration;

use bytes::Bytes;

use super::{LIFE, Verdict, eventually, hold};
use crate::ports::{Host, KvFault, KvStore};

pub(super) async fn key_value<H: Host>(host: &H, nonce: &str) -> Verdict {
    let store = host.kv();
    let key = |name: &str| format!("contract:{nonce}:{name}");
    let seen = async |key: &str, value: Option<&[u8]>| {
        let shows = async || store.get(key).await.is_ok_and(|seen| seen.as_deref() == value);
        eventually(host.clock(), shows).await
    };
    let every_byte = (0..=u8::MAX).collect::<Bytes>();
    let longest = format!("{:x<512}", key("long"));
    hold!(seen(&key("absent"), None).await, "a key that was never written has a value");
    for (name, value) in
        [("bytes", every_byte.clone()), ("empty", Bytes::new()), ("large", vec![7; 1 << 20].into())]
    {
        told(store.put(&key(name), value.clone(), LIFE).await)?;
        hold!(seen(&key(name), Some(&value)).await, "{name}: what was put is not there");
    }
    told(store.put(&longest, every_byte.clone(), LIFE).await)?;
    hold!(seen(&longest, Some(&every_byte)).await, "a key of 512 bytes is not kept");

    told(store.put(&key("bytes"), Bytes::from_static(b"new"), LIFE).await)?;
    hold!(seen(&key("bytes"), Some(b"new")).await, "a value is not replaced");
    told(store.delete(&key("bytes")).await)?;
    hold!(seen(&key("bytes"), None).await, "what was deleted is there");
    told(store.delete(&key("bytes")).await)?;

    // Hosts round a life up, none down.
    told(store.put(&key("short"), every_byte.clone(), Duration::from_secs(5)).await)?;
    hold!(seen(&key("short"), Some(&every_byte)).await, "a life of five seconds was none");
    Ok(())
}

fn told(done: Result<(), KvFault>) -> Verdict {
    done.map_err(|fault| fault.to_string())
}
