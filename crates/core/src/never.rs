//! The error of readers and writers that cannot fail.

use std::fmt::{self, Display};

/// An error that does not happen. It says so to the compiler, which leaves out the half of a reader or writer that would handle it.
#[derive(Debug)]
pub enum Never {}

impl Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl serde::ser::Error for Never {
    fn custom<T: Display>(message: T) -> Self {
        happened(&message)
    }
}

impl serde::de::Error for Never {
    fn custom<T: Display>(message: T) -> Self {
        happened(&message)
    }
}

/// Ends the program, as any other mistake in it does.
///
/// # Panics
/// Always.
#[cold]
#[inline(never)]
pub fn happened(message: &dyn Display) -> ! {
    panic!("what cannot be: {message}")
}
