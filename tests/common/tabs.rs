//! Several tabs of one browser: one profile, one storage, one server.

use super::app::App;

impl App {
    /// Opens the page in another tab of this browser and waits until it is ready. Any tab can open one, also a crashed one.
    pub fn open_tab(&self) -> Self {
        let tab = self.load_tab("");
        tab.settle();
        tab
    }

    /// The same with a route, without waiting for more than the page's files.
    pub fn load_tab(&self, fragment: &str) -> Self {
        let tab = self.beside();
        tab.resize(1440, 900);
        tab.go_to(fragment);
        tab
    }
}
