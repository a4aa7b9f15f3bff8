//! What stands of the screens that are loaded late.

/// Where the part of the program is that holds them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Late {
    /// Not here yet; where somebody waits, it is being loaded.
    #[default]
    Awaited,
    /// Loaded.
    Here,
    /// It could not be loaded; asked again, it is tried again.
    Failed,
}
