//! The end of a file: what can only be read then, in steps.

use super::super::decode::{self, Content};
use super::super::error::{ImportError, Place};
use super::super::sheet::Sheet;
use super::super::sniff;
use super::{Body, Importer, Packing, Pass, at_byte};
use outturn_core::steps::Steps;

impl Importer {
    /// Tells that the file ends here.
    ///
    /// # Errors
    /// When the file cannot be read, or changed between two readings.
    pub fn finish(self) -> Result<Pass, ImportError> {
        self.finish_in_steps().finish()
    }

    /// Tells that the file ends here, and reads in steps what can only be read then. A step goes through one column of the
    /// table, or through a part of a long value.
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
        let ended = self.decoder.finish(&mut self.text);
        ended.map_err(|(fault, byte)| self.error(fault, at_byte(byte)))?;
        if self.shape.is_none() {
            self.decide(true)?;
        }
        self.work(true).await?;
        self.settle().await
    }

    /// Whether the file turned out to be a workbook, all of it having been pushed: then the text of its sheet is to follow, by
    /// [`push_sheet`](Self::push_sheet), before the file ends.
    #[must_use]
    pub fn is_workbook(&self) -> bool {
        match &self.body {
            Body::Workbook(_) => true,
            Body::Start(start) => matches!(
                decode::content(start, self.options.encoding),
                Ok(Content::Workbook)
            ),
            Body::Text => false,
        }
    }

    /// Takes the next rows of the workbook's sheet: text delimited by commas, quoted where it must be, as long as a step.
    ///
    /// # Errors
    /// When they show that the table cannot be read, or needs more memory than there is.
    pub fn push_sheet(&mut self, text: &str) -> Result<(), ImportError> {
        if let Body::Start(start) = &self.body {
            self.body = Body::Workbook(start.len());
        }
        self.text.push_str(text);
        if self.shape.is_none() && self.text.len() >= sniff::SAMPLE {
            self.decide(false)?;
        }
        // Rows of a sheet come a step at a time.
        Steps::new(self.work(false)).finish()?;
        self.foresee()
    }

    /// Tells what is known of the sheet, after its last row.
    pub fn end_sheet(&mut self, sheet: Sheet) {
        self.sheet = Some(sheet);
    }
}
