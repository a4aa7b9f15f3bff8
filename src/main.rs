//! The page.

fn main() {
    outturn::ui::mount();
}
