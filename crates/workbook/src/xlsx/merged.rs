//! The merged cells of a sheet. Its part tells them behind its rows, which are read while it is unpacked: so it is looked through first,
//! without reading it as XML.
//!
//! Source: ECMA-376-1, 18.3.1.54 (`mergeCell`).

use crate::book::{Area, column, row};
use crate::zip::{Archive, Part};

/// Most merged cells of a sheet.
const MOST: usize = 1 << 16;
/// Bytes unpacked at a time, and how far behind its name a tag may go on.
const PIECE: usize = 1 << 16;
const TAG: usize = 256;

/// The merged cells of a part. What is wrong with the part is told when it is read.
pub(super) fn areas(archive: &Archive<'_>, part: &str) -> Vec<Area> {
    archive
        .aside(part, |part| look_through(part))
        .unwrap_or_default()
}

fn look_through(mut part: Part<'_>) -> Vec<Area> {
    let finder = memchr::memmem::Finder::new("mergeCell ");
    let mut found = Vec::new();
    let (mut held, mut piece) = (Vec::new(), vec![0; PIECE]);
    while let Ok(made) = part.read(&mut piece) {
        held.extend_from_slice(&piece[..made]);
        let mut done = 0;
        for at in finder.find_iter(&held) {
            let upto = at + TAG;
            if upto > held.len() && made > 0 {
                // The rest of the tag is in the next piece.
                done = at.saturating_sub(TAG);
                break;
            }
            let tag = &held[at..upto.min(held.len())];
            found.extend(is_tag(&held[..at]).then(|| area(tag)).flatten());
            done = at + 1;
        }
        if made == 0 || found.len() >= MOST {
            break;
        }
        let keep = held.len().saturating_sub(2 * TAG).max(done);
        held.drain(..keep);
    }
    found
}

/// Whether a name is that of a tag: behind `<`, or that and the short name of its namespace. Text has no `<`.
fn is_tag(before: &[u8]) -> bool {
    let prefix = before.iter().rev().take(TAG / 4);
    let mut rest = prefix.skip_while(|b| b.is_ascii_alphanumeric() || **b == b':');
    rest.next() == Some(&b'<')
}

/// The area that a tag names: `ref="A2:A4"`.
fn area(tag: &[u8]) -> Option<Area> {
    let tag = std::str::from_utf8(tag.split(|&b| b == b'>').next()?).ok()?;
    let value = tag.split_once("ref=")?.1;
    let quote = value.chars().next()?;
    let (from, to) = value.split(quote).nth(1)?.split_once(':')?;
    Some(Area {
        top: row(from)?,
        left: column(from)?,
        bottom: row(to)?,
        right: column(to)?,
    })
}

#[cfg(test)]
mod tests {
    use super::{Area, area, is_tag};

    #[test]
    fn areas_are_read_from_tags_that_name_one() {
        let read = Some(Area {
            top: 1,
            left: 0,
            bottom: 3,
            right: 1,
        });
        for (tag, found) in [
            ("mergeCell ref=\"A2:B4\"/>", read),
            ("mergeCell  ref='A2:B4' />", read),
            ("mergeCell ref=\"A2\"/>", None),
            ("mergeCell ref=\u{e9}A2:B4\u{e9}/>", read),
            ("mergeCell ref=", None),
            ("mergeCell ref=\"2:4\"/>", None),
            ("mergeCell ref=\"A0:B4\"/>", None),
            ("mergeCell ref=\"A99999999999:B4\"/>", None),
        ] {
            assert_eq!(area(tag.as_bytes()), found, "{tag}");
        }
        for (before, tag) in [("<", true), ("<x:", true), ("", false), ("<t>a ", false)] {
            assert_eq!(is_tag(before.as_bytes()), tag, "{before}");
        }
    }
}
