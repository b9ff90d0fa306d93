//! Fingerprints: whether a source is the same as one that was read before.

use std::io::{self, Read};
use std::time::SystemTime;

use xxhash_rust::xxh3::Xxh3;

use super::folder::Message;

/// The size and hash of a source. Two sources with the same one are the same for all purposes here; nothing
/// that must be safe against forgery rests on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    /// How many bytes it has; of a Maildir all its messages.
    pub bytes: u64,
    /// XXH3 with 128 bits of its content; of a Maildir of the names, sizes and times of its messages.
    pub hash: u128,
}

impl Fingerprint {
    /// The fingerprint of a file, read to its end. Costs one reading of it, far less than parsing.
    pub(super) fn of(file: &mut dyn Read) -> io::Result<Fingerprint> {
        let (mut hash, mut bytes) = (Xxh3::new(), 0u64);
        let mut buffer = vec![0; 1 << 18];
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Ok(Fingerprint { bytes, hash: hash.digest128() }),
                Ok(many) => {
                    hash.update(&buffer[..many]);
                    bytes += many as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The fingerprint of a Maildir. Its files are not opened: a message never changes once it is delivered.
    pub(super) fn of_maildir(messages: &[Message]) -> Fingerprint {
        let (mut hash, mut bytes) = (Xxh3::new(), 0u64);
        for message in messages {
            let since = message.changed.and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok());
            hash.update(message.name.as_bytes());
            hash.update(&[0]);
            hash.update(&message.bytes.to_le_bytes());
            hash.update(&since.map_or(0, |since| since.as_nanos()).to_le_bytes());
            bytes = bytes.saturating_add(message.bytes);
        }
        Fingerprint { bytes, hash: hash.digest128() }
    }
}
