use std::time::Duration;

use super::{Verdict, hold, large};
use crate::{
    ports::{Host, HttpClient, HttpFault, InboundBody, InboundResponse, OutboundRequest},
    resilience::deadline::within,
};

pub(super) async fn client<H: Host>(host: &H, upstream: &str) -> Verdict {
    let http = host.http();
    let get = async |path: &str| {
        let answer = http.send(OutboundRequest::get(format!("{upstream}{path}"))).await;
        answer.map_err(|fault| format!("GET {path}: {fault}"))
    };
    echoes(http, upstream).await?;

    let InboundResponse { status, .. } = get("/teapot").await?;
    hold!(status == 418, "a status is not passed on: {status}");
    let InboundResponse { status, body } = get("/redirect").await?;
    let location = body.header("location");
    hold!(status == 302, "a redirect was followed: {status}");
    hold!(location.as_deref() == Some("/echo"), "the redirect's header is {location:?}");

    let large = large();
    let whole = get("/large").await?.body.bytes(large.len()).await;
    hold!(whole.as_deref() == Ok(&large[..]), "a large body is not read as it is");
    let limit = large.len() - 1;
    let cut = get("/large").await?.body.bytes(limit).await;
    hold!(cut == Err(HttpFault::TooLarge { limit }), "a byte too many: {:?}", cut.err());
    for length in [0, 1, 100_000, 1 << 20] {
        let beginning = get("/large").await?.body.beginning(length).await;
        let expected = &large[..length.min(large.len())];
        hold!(beginning.as_deref() == Ok(expected), "the first {length} bytes are others");
    }

    let broken = match get("/broken").await {
        Ok(answer) => answer.body.bytes(1_000).await.err(),
        Err(_) => Some(HttpFault::Broken(String::new())),
    };
    hold!(matches!(broken, Some(HttpFault::Broken(_))), "half a body is {broken:?}");
    let nobody = http.send(OutboundRequest::get("http://127.0.0.1:9/")).await.err();
    hold!(matches!(nobody, Some(HttpFault::Unreachable(_))), "where nobody is: {nobody:?}");

    let abandoned = within(host.clock(), Duration::from_millis(300), get("/hang")).await;
    hold!(abandoned.is_none(), "who never answers has answered");
    echoes(http, upstream).await
}

/// Method, header and body arrive, and come back.
async fn echoes(http: &impl HttpClient, upstream: &str) -> Verdict {
    let body: Vec<u8> = (0..=u8::MAX).collect();
    let request = OutboundRequest::post(format!("{upstream}/echo"), "text/x", body.clone());
    let answer = http.send(request.header("x-contract", "one, two")).await;
    let InboundResponse { status, body: echo } = answer.map_err(|fault| fault.to_string())?;
    hold!(status == 200, "POST /echo: {status}");
    let header = echo.header("x-contract");
    hold!(header.as_deref() == Some("one, two"), "a header came back as {header:?}");
    hold!(echo.header("x-absent").is_none(), "a header that is not there");
    let back = echo.bytes(body.len()).await;
    hold!(back.as_deref() == Ok(&body[..]), "a body did not come back");
    Ok(())
}
