//! What tells a file's bytes from all others: their SHA-256, which anyone can compute beside this program.

use sha2::{Digest, Sha256};

/// Computes the SHA-256 (FIPS 180-4) of bytes that come in pieces. Readers do not wait for it: it takes as long as reading does.
///
/// ```
/// use outturn_import::Fingerprint;
/// let mut fingerprint = Fingerprint::default();
/// fingerprint.push(b"a");
/// fingerprint.push(b"bc");
/// // FIPS 180-4, example of one block
/// assert_eq!(fingerprint.finish(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all bytes, in hexadecimal.
    #[must_use]
    pub fn finish(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}

/// Bytes in hexadecimal, two small digits each.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
