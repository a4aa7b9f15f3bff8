//! The end of a file: what can only be read then, in steps.

use super::super::error::{Fault, ImportError, Place};
use super::super::sniff;
use super::super::xlsx;
use super::{Body, Importer, Packing, Pass, STEP, at_byte};
use outturn_core::steps::Steps;

/// Bytes written of a sheet before they are compared with those of its workbook.
const LARGE_SHEET: usize = 8 << 20;
/// Bytes written for one byte of a workbook past which it is no data: its cells may share texts.
const SHARED: usize = 100;
impl Importer {
    /// Tells that the file ends here.
    ///
    /// # Errors
    /// When the file cannot be read, or changed between two readings.
    pub fn finish(self) -> Result<Pass, ImportError> {
        self.finish_in_steps().finish()
    }

    /// Tells that the file ends here, and reads in steps what can only be read then. A step goes through one column of the table, or
    /// unpacks 64 kB of a workbook (more where one text is longer) or reads a megabyte of its text.
    ///
    /// # Errors
    /// What comes of the steps is an error as that of [`finish`](Self::finish).
    #[must_use]
    pub fn finish_in_steps(self) -> Steps<'static, Result<Pass, ImportError>> {
        Steps::new(self.close())
    }

    async fn close(mut self) -> Result<Pass, ImportError> {
        if let Packing::Unknown(first) = &mut self.packing {
            let first = std::mem::take(first);
            self.read += first.len() as u64;
            self.take(&first).await?;
        }
        if let Packing::Gzip(gunzip) = &self.packing {
            let ended = gunzip.finish();
            ended.map_err(|fault| self.error(fault, Place::default()))?;
        }
        if let Body::Start(start) = &mut self.body {
            let start = std::mem::take(start);
            self.look(&start).await?;
        }
        if let Body::Workbook(bytes) = &mut self.body {
            let bytes = std::mem::take(bytes);
            self.open_workbook(&bytes).await?;
        }
        let ended = self.decoder.finish(&mut self.text);
        ended.map_err(|(fault, byte)| self.error(fault, at_byte(byte)))?;
        if self.shape.is_none() {
            self.decide(true)?;
        }
        self.work(true)?;
        self.settle().await
    }

    /// Reads a workbook that is in memory: its sheet becomes delimited text, a piece at a time.
    async fn open_workbook(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        let refuse = |this: &Self, fault| this.error(fault, Place::default());
        let workbook = xlsx::open(bytes, &self.options).await;
        let mut workbook = workbook.map_err(|fault| refuse(self, fault))?;
        let mut written = 0;
        loop {
            let before = self.text.len();
            let more = workbook
                .write(&mut self.text, STEP)
                .await
                .map_err(|fault| refuse(self, fault))?;
            // A text that all cells share is packed once, and so is a row that is as wide as a sheet can be.
            written += self.text.len() - before;
            if written > LARGE_SHEET && written / SHARED > bytes.len() {
                let ratio = SHARED as u64;
                return Err(refuse(self, Fault::Bomb { ratio }));
            }
            if self.shape.is_none() && self.text.len() >= sniff::SAMPLE {
                self.decide(false)?;
            }
            self.work(false)?;
            self.foresee()?;
            if !more {
                break;
            }
        }
        self.sheet = Some(workbook.finish());
        Ok(())
    }
}
