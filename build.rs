//! The page's program keeps what the linker knew of it, so that the build can split it (`scripts/make-dist.mjs`).

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-bin=outturn=--emit-relocs");
    }
}
