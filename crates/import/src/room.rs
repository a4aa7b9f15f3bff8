//! The memory that there is for tables, of which all files of a tab have to make do.

use super::error::Fault;

/// The memory that tables may take, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// For all files together.
    pub limit: u64,
    /// What the other files hold, or have been promised.
    pub held: u64,
}

impl Room {
    /// What a tab has for tables. WebAssembly addresses four gigabytes; the rest is for the program, for text being read, and for a
    /// column that is moved to a larger place.
    pub const TAB: Self = Self {
        limit: 3_600_000_000,
        held: 0,
    };

    /// The memory that computing figures from so many rows takes besides their table: a number and its place a row, in
    /// lists that grow by doubling, as for rows in another order.
    #[must_use]
    pub const fn figures(rows: usize) -> u64 {
        rows as u64 * 24
    }

    /// Why so many more bytes cannot be had; `None` where they can.
    #[must_use]
    pub fn lacks(self, needed: u64) -> Option<Fault> {
        let Self { limit, held } = self;
        let fault = Fault::TooLarge {
            needed,
            held,
            limit,
        };
        (held.saturating_add(needed) > limit).then_some(fault)
    }
}

impl Default for Room {
    fn default() -> Self {
        Self::TAB
    }
}
