//! Hashes that are the same on every machine and in every version, so that they may be kept.

/// The same on every machine.
pub fn hash(bytes: &[u8]) -> u64 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut state = K ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut eight = [0; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        state = mix(state ^ u64::from_le_bytes(eight));
    }
    state
}

/// A number whose bits all hang on all bits of this one.
pub fn mix(mut n: u64) -> u64 {
    n = (n ^ (n >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    n = (n ^ (n >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    n ^ (n >> 32)
}
