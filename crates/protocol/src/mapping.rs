//! What a user says of a file: how it is read, what its columns mean, which of its rows count. Page and worker speak of it in the words
//! of the crate that reads; nothing else of that crate is the page's business.

pub use outturn_import::{
    Answer, Becomes, CellReading, CellTest, DateOrder, DayNumbers, DecimalSign, Encoding,
    JoinReceipt, Mapping, MappingQuestion, MetricEdit, Question, ReadOptions, RepairRule,
    RowFilter, SavedMapping, Source, Step, Topic, Unit, count_once,
};
