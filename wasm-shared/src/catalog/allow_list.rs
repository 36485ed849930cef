use url::{Host, Url};

use crate::settings::StreamSettings;

/// Whether audio may be fetched from `url`: `http` or `https` on its usual port, without
/// credentials, from a listed host name. An address in place of a name is refused, so that no
/// upstream can make the edge call into a private network.
pub fn is_audio(url: &Url, settings: &StreamSettings) -> bool {
    is_listed(url, &settings.allowed_hosts, &settings.allowed_private)
}

/// Whether a listener may be sent to `url` for a cover: as [`is_audio`], by `https` unless the
/// address is one that development allows.
pub fn is_cover(url: &Url, settings: &StreamSettings) -> bool {
    let hosts = if url.scheme() == "https" { settings.cover_hosts.as_slice() } else { &[] };
    is_listed(url, hosts, &settings.allowed_private)
}

fn is_listed(url: &Url, hosts: &[String], private: &[String]) -> bool {
    if !matches!(url.scheme(), "http" | "https")
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return false;
    }
    let Some(host) = url.host() else { return false };
    let authority = match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_string(),
    };
    if private.contains(&authority) {
        return true;
    }
    let Host::Domain(name) = host else { return false };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    url.port().is_none()
        && hosts.iter().any(|allowed| match allowed.strip_prefix('.') {
            Some(domain) => {
                name.strip_suffix(domain).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
            }
            None => name == *allowed,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(url: &str) -> bool {
        let settings = StreamSettings {
            allowed_private: vec!["127.0.0.1:8900".to_owned()],
            ..StreamSettings::default()
        };
        Url::parse(url).is_ok_and(|url| is_audio(&url, &settings))
    }

    #[test]
    fn the_sources_own_hosts_are_allowed() {
        for url in [
            "https://isure.stream.qqmusic.qq.com/M500x.mp3?vkey=1",
            "http://ws.stream.qqmusic.qq.com/x",
            "http://aqqmusic.tc.qq.com/x",
            "https://m801.music.126.net/x",
            "http://sharefs.kugou.com/x",
            "https://HK.stream.music.JOOX.com/x",
            "http://127.0.0.1:8900/audio/x",
        ] {
            assert!(allowed(url), "{url}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for url in [
            "http://127.0.0.1/x",
            "http://127.0.0.1:8901/x",
            "http://0x7f000001:8900/../x@evil",
            "http://[::1]:8900/x",
            "http://10.0.0.1/x",
            "http://169.254.169.254/latest/meta-data",
            "http://2130706433/x",
            "http://localhost:8900/x",
            "https://music.126.net.evil.example/x",
            "https://evilmusic.126.net/x",
            "https://.music.126.net/x",
            "https://music.126.net/x",
            "https://m1.music.126.net:8443/x",
            "https://user:secret@m1.music.126.net/x",
            "ftp://m1.music.126.net/x",
            "file:///etc/passwd",
            "data:audio/mpeg;base64,AAAA",
        ] {
            let expected = url.contains("0x7f000001");
            assert_eq!(allowed(url), expected, "{url}");
        }
    }

    #[test]
    fn covers_are_on_the_sources_image_hosts_alone() {
        let settings = StreamSettings::default();
        for (url, expected) in [
            ("https://y.gtimg.cn/music/photo_new/T002R500x500M000x.jpg", true),
            ("https://p2.music.126.net/x.jpg?param=500y500", true),
            ("https://imge.kugou.com/stdmusic/480/x.jpg", true),
            ("https://image.joox.com/JOOXcover/0/x/640", true),
            ("http://y.gtimg.cn/x.jpg", false),
            ("https://y.gtimg.cn:8443/x.jpg", false),
            ("https://y.gtimg.cn.evil.example/x.jpg", false),
            ("https://evil.example/?y.gtimg.cn", false),
            ("https://y.gtimg.cn@evil.example/x.jpg", false),
            ("https://169.254.169.254/x.jpg", false),
        ] {
            let url = Url::parse(url).unwrap();
            assert_eq!(is_cover(&url, &settings), expected, "{url}");
        }
    }
}
