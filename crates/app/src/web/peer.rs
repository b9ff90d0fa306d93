//! Whose process is at the other end of a connection, where the system tells. The address with the token stands in the
//! list of processes for a moment when a browser is opened with it, and everybody on the machine can read that list; so
//! whoever comes by a token must also be of the server's own user.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub SocketAddr);

impl Peer {
    /// Whether it is known to be a process of another user, who is not the machine's administrator.
    pub(super) fn is_somebody_else(self) -> bool {
        let Some(own) = own() else { return false };
        let tables = ["/proc/net/tcp", "/proc/net/tcp6"];
        let user = tables.iter().find_map(|table| user(&std::fs::read_to_string(table).ok()?, self.0));
        user.is_some_and(|user| user != own && user != 0)
    }
}

#[cfg(unix)]
fn own() -> Option<u32> {
    Some(rustix::process::geteuid().as_raw())
}

#[cfg(not(unix))]
fn own() -> Option<u32> {
    None
}

/// The user of the socket that is bound to an address, from Linux' table of sockets.
fn user(table: &str, address: SocketAddr) -> Option<u32> {
    table.lines().skip(1).find_map(|line| {
        let mut fields = line.split_whitespace();
        let (ip, port) = fields.nth(1)?.split_once(':')?;
        let same = u16::from_str_radix(port, 16).ok()? == address.port()
            && ip_of(ip)?.to_canonical() == address.ip().to_canonical();
        if same { fields.nth(5)?.parse().ok() } else { None }
    })
}

/// An address is written in words of four bytes, each as the machine keeps a number.
fn ip_of(text: &str) -> Option<IpAddr> {
    let word = |at: usize| Some(u32::from_str_radix(text.get(at..at + 8)?, 16).ok()?.to_ne_bytes());
    match text.len() {
        8 => Some(IpAddr::V4(Ipv4Addr::from(word(0)?))),
        32 => {
            let mut bytes = [0; 16];
            for (at, part) in bytes.chunks_exact_mut(4).enumerate() {
                part.copy_from_slice(&word(at * 8)?);
            }
            Some(IpAddr::V6(Ipv6Addr::from(bytes)))
        }
        _ => None,
    }
}

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream};

    use super::*;

    #[test]
    fn a_process_of_ones_own_is_known_as_such() {
        for home in ["127.0.0.1:0", "[::1]:0"] {
            let Ok(listener) = TcpListener::bind(home) else { continue };
            let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
            let (_served, peer) = listener.accept().unwrap();
            assert_eq!(peer, client.local_addr().unwrap());
            let told = ["/proc/net/tcp", "/proc/net/tcp6"]
                .iter()
                .find_map(|table| user(&std::fs::read_to_string(table).ok()?, peer));
            assert_eq!(told, own());
            assert!(!Peer(peer).is_somebody_else());
        }
    }
}
