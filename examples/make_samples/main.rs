//! Writes the sample data sets that the page offers: `cargo run --no-default-features --example make_samples`.
//!
//! The figures are invented by a seeded generator, the same on every machine. A test holds the committed files to what is
//! written here.

mod data;

fn main() -> std::io::Result<()> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/samples/data");
    std::fs::create_dir_all(folder)?;
    for (name, text) in data::files() {
        std::fs::write(format!("{folder}/{name}"), text)?;
    }
    Ok(())
}
