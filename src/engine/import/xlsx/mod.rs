//! Excel workbooks.
use super::error::Fault;
use super::question::Question;
use super::read::ReadOptions;
use super::report::RepairLog;

/// What is known of the sheet that was read.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) all: Vec<String>,
    pub(super) question: Option<Question>,
}
impl Sheet {
    pub(super) fn note(&self, _repairs: &mut RepairLog) {}
}
pub(super) struct Workbook;
pub(super) fn open(_bytes: &[u8], _options: &ReadOptions) -> Result<Workbook, Fault> {
    Err(Fault::Binary {
        format: "an Excel workbook (.xlsx)".to_owned(),
    })
}
impl Workbook {
    pub(super) fn write(&mut self, _text: &mut String, _most: usize) -> Result<bool, Fault> {
        Ok(false)
    }
    pub(super) fn finish(self) -> Sheet {
        Sheet::default()
    }
}
