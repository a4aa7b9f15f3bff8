//! What the browser keeps of the work between visits: one document under revisions, and the files it names.
//!
//! ```text
//! Keeper (when to read, write, tidy) → plan (what a transaction does, decided over all that is stored) → Database (any)
//! ```
//!
//! The rules that keep it safe, decided over all that is stored before anything is written:
//!
//! - **A document is never overwritten unseen.** It carries a revision; a save that does not come from the stored revision is refused.
//! - **Two tabs' changes are brought together**, by [`merged`], when a save was refused.
//! - **A document that cannot be read is never overwritten at all.** It can be set aside whole, with the files it may need.
//! - **A document never names a file that is not stored.** Files are written before the document that names them.
//! - **A file is deleted only when no stored document needs it**, and while one of them cannot be read, none is.
//! - **What a closing tab writes last** lies beside the document until the next visit finds that it follows from it.
//!
//! The database itself is a trait: the page's is IndexedDB, the tests' one fails at every call in turn.

pub mod archive;
mod database;
pub mod document;
mod keeper;
pub mod link;
mod merge;
mod plan;
pub mod scenarios;
mod text;

pub use database::{Contents, Database, StoreError, Write};
pub use keeper::{Keeper, Opened, Saved};
pub use merge::merged;
pub use plan::{Aside, AsideReason, Unreadable};
