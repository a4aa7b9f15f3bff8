//! The workspace file: a plain tar (POSIX ustar) of `workspace.json`, the files under `files/` and the SHA-256 of each of these in
//! `checksums.sha256`, which `sha256sum --check` reads. Any archiver opens it.
//!
//! Only headers are made and read here; the bytes of the files are never copied into memory.

/// Length of a header and of the padding unit.
pub const BLOCK: u64 = 512;

/// Name of the document inside the archive.
pub const DOCUMENT: &str = "workspace.json";

/// Name of the list of checksums inside the archive.
pub const CHECKSUMS: &str = "checksums.sha256";

/// The list of checksums: one line an entry, its SHA-256 in hexadecimal and its name.
#[must_use]
pub fn checksums<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    entries
        .into_iter()
        .map(|(name, sha256)| format!("{sha256}  {name}\n"))
        .collect()
}

/// The SHA-256 that a list of checksums gives for an entry; `None` when it lists none of that name.
///
/// ```
/// use outturn_store::archive::{checksum_of, checksums};
/// let list = checksums([("workspace.json", "ab12"), ("files/x", "cd34")]);
/// assert_eq!(checksum_of(&list, "files/x"), Some("cd34"));
/// assert_eq!(checksum_of(&list, "x"), None);
/// ```
#[must_use]
pub fn checksum_of<'a>(list: &'a str, name: &str) -> Option<&'a str> {
    list.lines().find_map(|line| {
        let (sha256, of) = line.split_once("  ")?;
        (of == name).then_some(sha256)
    })
}

/// Folder of the files inside the archive.
pub const FILES: &str = "files/";

/// An entry found in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Where its bytes begin.
    pub start: u64,
    /// How many there are.
    pub length: u64,
}

impl Entry {
    /// Where the next header begins.
    #[must_use]
    pub fn next(&self) -> u64 {
        self.start + self.length.div_ceil(BLOCK) * BLOCK
    }
}

/// The header before an entry's bytes. Names longer than 99 bytes are cut at the front, lengths end at 8 GiB.
#[must_use]
pub fn header(name: &str, length: u64) -> Vec<u8> {
    let mut block = vec![0_u8; BLOCK as usize];
    let name = shortened(name);
    put(&mut block, 0, name.as_bytes());
    put(&mut block, 100, b"0000644\0");
    put(&mut block, 108, b"0000000\0");
    put(&mut block, 116, b"0000000\0");
    put(&mut block, 124, format!("{length:011o}\0").as_bytes());
    put(&mut block, 136, b"00000000000\0");
    put(&mut block, 148, b"        ");
    put(&mut block, 156, b"0");
    put(&mut block, 257, b"ustar\x0000");
    let sum: u32 = block.iter().map(|&b| u32::from(b)).sum();
    put(&mut block, 148, format!("{sum:06o}\0 ").as_bytes());
    block
}

/// The zeros after an entry of this length, up to the next header.
#[must_use]
pub fn padding(length: u64) -> Vec<u8> {
    vec![0; (length.div_ceil(BLOCK) * BLOCK - length) as usize]
}

/// The end of an archive.
#[must_use]
pub fn end() -> Vec<u8> {
    vec![0; 2 * BLOCK as usize]
}

/// Reads the header that begins at `offset`; `None` at the end of the archive or where there is no sound header.
#[must_use]
pub fn read_header(block: &[u8], offset: u64) -> Option<Entry> {
    let block = block.get(..BLOCK as usize)?;
    let expected = u32::from_str_radix(text(&block[148..156]).trim(), 8).ok()?;
    let blank = 148..156;
    let sum: u32 = block
        .iter()
        .enumerate()
        .map(|(i, &b)| if blank.contains(&i) { 32 } else { u32::from(b) })
        .sum();
    let length = u64::from_str_radix(text(&block[124..136]).trim(), 8).ok()?;
    (sum == expected).then(|| Entry {
        name: text(&block[..100]),
        start: offset + BLOCK,
        length,
    })
}

fn put(block: &mut [u8], at: usize, bytes: &[u8]) {
    block[at..at + bytes.len()].copy_from_slice(bytes);
}

fn text(field: &[u8]) -> String {
    let end = field.iter().position(|&b| b == 0).unwrap_or(field.len());
    String::from_utf8_lossy(&field[..end]).into_owned()
}

fn shortened(name: &str) -> &str {
    let mut from = name.len().saturating_sub(99);
    while !name.is_char_boundary(from) {
        from += 1;
    }
    &name[from..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut all = Vec::new();
        for (name, bytes) in entries {
            all.extend(header(name, bytes.len() as u64));
            all.extend(*bytes);
            all.extend(padding(bytes.len() as u64));
        }
        all.extend(end());
        all
    }

    #[test]
    fn entries_come_back_in_order() {
        let bytes = archive(&[("workspace.json", b"{}"), ("files/x", &[7; 600])]);
        let first = read_header(&bytes, 0).unwrap();
        assert_eq!(
            (first.name.as_str(), first.start, first.length, first.next()),
            ("workspace.json", 512, 2, 1024)
        );
        let second = read_header(&bytes[1024..], 1024).unwrap();
        assert_eq!(
            (second.name.as_str(), second.length, second.next()),
            ("files/x", 600, 2560)
        );
        assert_eq!(read_header(&bytes[2560..], 2560), None);
    }

    #[test]
    fn anything_else_is_no_archive() {
        assert_eq!(read_header(b"id,detected_at", 0), None);
        assert_eq!(read_header(&[b'7'; 512], 0), None);
    }

    #[test]
    fn long_names_keep_their_end() {
        let entry = read_header(&header(&"é".repeat(80), 1), 0).unwrap();
        assert_eq!(entry.name, "é".repeat(49));
    }
}
