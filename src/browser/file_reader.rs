//! Reads a file front to back. A thread of its own fetches the next bytes while the previous ones are processed.

use outturn_threads::BrowserError;
use outturn_threads::blob::read_slice;
use outturn_threads::inbox::{Inbox, thread};
use web_sys::Blob;

/// The size of a piece, in bytes.
pub const PIECE: u64 = 1 << 20;

/// Reads one file, piece by piece. Dropping it ends the reading.
pub struct FileReader {
    blob: Blob,
    ahead: Option<Inbox>,
    read: u64,
}

impl FileReader {
    /// Starts to read a blob; call it in a worker.
    #[must_use]
    pub fn of(blob: &Blob) -> Self {
        let reader = thread("reader");
        Self {
            blob: blob.clone(),
            ahead: reader.and_then(|reader| Inbox::ask(&reader, &js_sys::Array::of1(blob)).ok()),
            read: 0,
        }
    }

    /// Waits for the next piece; `None` after the last.
    ///
    /// # Errors
    /// When the file can no longer be read: it was moved or changed, or its drive is gone.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, BrowserError> {
        let length = self.blob.size() as u64;
        if self.read >= length {
            return Ok(None);
        }
        let buffer = match &self.ahead {
            Some(ahead) => ahead.next("reading the file").await?,
            None => None,
        };
        let bytes = match (&self.ahead, buffer) {
            (Some(ahead), Some(buffer)) => {
                let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
                ahead.give_back(&buffer);
                bytes
            }
            // There is no such thread, or it broke down before the end: read the rest here.
            _ => {
                self.ahead = None;
                let end = length.min(self.read + PIECE);
                read_slice(&self.blob, self.read as f64, end as f64).await?
            }
        };
        self.read += bytes.len() as u64;
        Ok(Some(bytes))
    }
}
