//! Ports, and whether somebody answers on them.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use anyhow::{Result, bail};

const TIMEOUT: Duration = Duration::from_secs(5);
/// PostgreSQL's message that ends a session: kind and length.
const TERMINATE: [u8; 5] = [b'X', 0, 0, 0, 4];

/// The address of a port on this machine.
pub fn local(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}

/// A port that nobody uses now.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(local(0))?.local_addr()?.port())
}

/// Fails, naming each port that is taken and what it is for.
pub fn require_free(ports: &[(u16, &str)]) -> Result<()> {
    let taken: Vec<String> = ports
        .iter()
        .filter(|(port, _)| TcpListener::bind(local(*port)).is_err())
        .map(|(port, purpose)| format!("{port} ({purpose})"))
        .collect();
    if !taken.is_empty() {
        bail!("already in use: port {}; is `make dev` running elsewhere?", taken.join(", port "));
    }
    Ok(())
}

/// Whether `GET path` on a local port answers 200.
pub fn answers(port: u16, path: &str) -> bool {
    status(port, path).is_some_and(|status| status == 200)
}

fn status(port: u16, path: &str) -> Option<u16> {
    let mut stream = TcpStream::connect_timeout(&local(port), TIMEOUT).ok()?;
    stream.set_read_timeout(Some(TIMEOUT)).ok()?;
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    // "HTTP/1.1 200"
    let mut head = [0; 12];
    stream.read_exact(&mut head).ok()?;
    std::str::from_utf8(&head[9..]).ok()?.parse().ok()
}

/// Whether a PostgreSQL server on a local port lets `user` into `database`.
pub fn postgres_accepts(port: u16, user: &str, database: &str) -> bool {
    let startup = postgres_startup(user, database);
    let exchange = || -> std::io::Result<u8> {
        let mut stream = TcpStream::connect_timeout(&local(port), TIMEOUT)?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.write_all(&startup)?;
        let mut kind = [0];
        stream.read_exact(&mut kind)?;
        // Says good-bye and hears the server out: it would log a torn connection.
        stream.write_all(&TERMINATE)?;
        std::io::copy(&mut stream, &mut std::io::sink())?;
        Ok(kind[0])
    };
    // 'R' is an authentication message; while the server starts it is an 'E'rror.
    exchange().is_ok_and(|kind| kind == b'R')
}

/// The first message of PostgreSQL's protocol 3.0: length, version, pairs of name and value.
fn postgres_startup(user: &str, database: &str) -> Vec<u8> {
    let body = format!("user\0{user}\0database\0{database}\0\0");
    let length = u32::try_from(body.len() + 8).unwrap_or(u32::MAX);
    [&length.to_be_bytes(), &196_608_u32.to_be_bytes(), body.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named_with_its_purpose() {
        let listener = TcpListener::bind(local(0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let error = require_free(&[(port, "sandbox")]).unwrap_err().to_string();
        assert!(error.starts_with(&format!("already in use: port {port} (sandbox)")), "{error}");
        drop(listener);
        require_free(&[(port, "sandbox")]).unwrap();
    }

    #[test]
    fn only_a_200_is_an_answer() {
        let listener = TcpListener::bind(local(0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = std::thread::spawn(move || {
            for line in ["HTTP/1.1 503 Unavailable\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"] {
                let (mut stream, _) = listener.accept().unwrap();
                assert_ne!(stream.read(&mut [0; 512]).unwrap(), 0);
                stream.write_all(line.as_bytes()).unwrap();
            }
        });
        assert!(!answers(port, "/health"));
        assert!(answers(port, "/health"));
        server.join().unwrap();
        assert!(!answers(port, "/health"));
    }

    #[test]
    fn the_startup_message_states_its_own_length() {
        let message = postgres_startup("listen", "postgres");
        assert_eq!(message.len(), 8 + "user.listen.database.postgres..".len());
        assert_eq!(message[..8], [0, 0, 0, 39, 0, 3, 0, 0]);
    }
}
