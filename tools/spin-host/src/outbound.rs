//! Which hosts a component may call.

use std::net::IpAddr;

use anyhow::{Context as _, Result, bail, ensure};
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

/// The entries of `allowed_outbound_hosts`: scheme, host and port; `*.` before a domain stands for
/// whatever is below it.
#[derive(Debug, Clone, Default)]
pub struct AllowedHosts(Vec<AllowedHost>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct AllowedHost {
    scheme: String,
    host: String,
    port: u16,
}

impl AllowedHosts {
    /// Reads the entries.
    ///
    /// # Errors
    /// The first that is none.
    pub fn parse(entries: &[String]) -> Result<Self> {
        let entries = entries.iter().map(|entry| {
            AllowedHost::parse(entry).with_context(|| format!("allowed_outbound_hosts: {entry}"))
        });
        Ok(Self(entries.collect::<Result<_>>()?))
    }

    /// Whether `uri` may be called.
    pub fn allow(&self, uri: &http::Uri) -> bool {
        let Some((scheme, host)) = uri.scheme_str().zip(uri.host()) else { return false };
        let host = host.to_ascii_lowercase();
        let Some(port) = uri.port_u16().or_else(|| usual_port(scheme)) else { return false };
        self.0
            .iter()
            .any(|allowed| allowed.scheme == scheme && allowed.port == port && allowed.has(&host))
    }
}

impl AllowedHost {
    fn parse(entry: &str) -> Result<Self> {
        let (scheme, rest) = entry.split_once("://").context("it has no scheme")?;
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        ensure!(!rest.contains('/'), "it has a path");
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().context("its port is none")?),
            None => (rest, usual_port(scheme).context("it has no port")?),
        };
        let name = host.strip_prefix("*.").unwrap_or(host);
        if name.is_empty() || name.contains('*') {
            bail!("its host is none");
        }
        Ok(Self { scheme: scheme.to_owned(), host: host.to_ascii_lowercase(), port })
    }

    fn has(&self, host: &str) -> bool {
        match self.host.strip_prefix('*') {
            Some(domain) => {
                host.parse::<IpAddr>().is_err()
                    && host.strip_suffix(domain).is_some_and(|below| !below.is_empty())
            }
            None => self.host == host,
        }
    }
}

fn usual_port(scheme: &str) -> Option<u16> {
    match scheme {
        "http" => Some(80),
        "https" => Some(443),
        _ => None,
    }
}

type Transmitted = Box<dyn Future<Output = Result<(), Error>> + Send>;
type Answer = Result<(http::Response<WasiBody>, Transmitted), Error>;

/// Sends what may be sent.
impl WasiHttpHooks for AllowedHosts {
    fn send_request(
        &mut self,
        request: http::Request<WasiBody>,
        options: Option<RequestOptions>,
        _done: Transmitted,
    ) -> Box<dyn Future<Output = Answer> + Send> {
        let allowed = self.allow(request.uri());
        Box::new(async move {
            if !allowed {
                eprintln!(
                    "refused by allowed_outbound_hosts: {}",
                    request.uri().authority().map_or("no host", |authority| authority.as_str())
                );
                return Err(Error::HttpRequestDenied);
            }
            let sent = wasmtime_wasi_http::default_send_request(request, options).await;
            let (response, transmitted) = sent?;
            let response = response.map(http_body_util::BodyExt::boxed_unsync);
            Ok((response, Box::new(transmitted) as Transmitted))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scheme_host_and_port_have_to_be_listed() {
        let entries = ["https://api.example", "http://127.0.0.1:8900/", "https://*.cdn.example"];
        let hosts = AllowedHosts::parse(&entries.map(str::to_owned)).unwrap();
        for (uri, allowed) in [
            ("https://api.example/x?y", true),
            ("https://API.example:443/x", true),
            ("http://api.example/x", false),
            ("https://api.example:8443/x", false),
            ("https://api.example.evil/x", false),
            ("http://127.0.0.1:8900/x", true),
            ("http://127.0.0.1/x", false),
            ("https://a.cdn.example/x", true),
            ("https://a.b.cdn.example/x", true),
            ("https://cdn.example/x", false),
            ("https://evilcdn.example/x", false),
            ("/x", false),
        ] {
            assert_eq!(hosts.allow(&uri.parse().unwrap()), allowed, "{uri}");
        }
    }

    #[test]
    fn what_is_no_entry_is_refused() {
        for entry in
            ["api.example", "https://", "https://*", "https://a.*.b", "https://a/b", "x://a"]
        {
            assert!(AllowedHosts::parse(&[entry.to_owned()]).is_err(), "{entry}");
        }
    }
}
