//! The only place that talks to the browser: one capability a file, named results, no other module imports `web-sys` or `js-sys`.

pub mod canvas;
pub mod channel;
pub mod clipboard;
pub mod confined;
pub mod document;
pub mod entries;
pub mod event;
pub mod file;
pub mod file_reader;
pub mod helper;
pub mod languages;
pub mod location;
pub mod lock;
pub mod marks;
pub mod preference;
pub mod programs;
pub mod quota;
pub mod resize;
pub mod service_worker;
mod sharp_canvas;
pub mod storage;
pub mod turn;
pub mod workbook;
mod worker_desk;
pub mod worker_host;
mod worker_reading;
pub mod worker_scope;
