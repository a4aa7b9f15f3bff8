//! Reading PNG pictures back: size and pixels. Only what a browser's canvas writes: eight bits a channel, RGB or RGBA, not interlaced.

use flate2::bufread::ZlibDecoder;
use std::collections::BTreeSet;
use std::io::Read;

/// A picture.
pub struct Picture {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    channels: usize,
    pixels: Vec<u8>,
}

impl Picture {
    /// Reads a file's bytes. Fails the test if they are no whole picture.
    pub fn read(png: &[u8]) -> Self {
        let mut rest = png
            .strip_prefix(b"\x89PNG\r\n\x1a\n")
            .expect("the signature of a PNG");
        let (mut header, mut packed) = (None, Vec::new());
        loop {
            let (length, kind) = (number(rest), &rest[4..8]);
            let data = &rest[8..8 + length];
            match kind {
                b"IHDR" => header = Some(data),
                b"IDAT" => packed.extend_from_slice(data),
                b"IEND" => break,
                _ => {}
            }
            rest = &rest[length + 12..];
        }
        let header = header.expect("a header");
        let channels = match header[8..13] {
            [8, 2, 0, 0, 0] => 3,
            [8, 6, 0, 0, 0] => 4,
            ref other => panic!("a form that no canvas writes: {other:?}"),
        };
        let mut picture = Self {
            width: number(header),
            height: number(&header[4..]),
            channels,
            pixels: Vec::new(),
        };
        let mut lines = Vec::new();
        ZlibDecoder::new(packed.as_slice())
            .read_to_end(&mut lines)
            .expect("packed pixels");
        picture.unfilter(&lines);
        picture
    }

    /// How many different colours there are.
    pub fn colours(&self) -> usize {
        let mut all: Vec<&[u8]> = self.pixels.chunks_exact(self.channels).collect();
        all.dedup(); // long runs of one colour, before the sort
        let all: BTreeSet<&[u8]> = all.into_iter().collect();
        all.len()
    }

    /// Share of pixels that differ from the one in the corner, 0 to 1.
    pub fn inked(&self) -> f64 {
        let paper = &self.pixels[..self.channels];
        let pixels = self.pixels.chunks_exact(self.channels);
        pixels.filter(|pixel| *pixel != paper).count() as f64 / (self.width * self.height) as f64
    }

    /// Undoes what PNG does to each line before packing: section 9 of the specification.
    fn unfilter(&mut self, lines: &[u8]) {
        let stride = self.width * self.channels;
        assert_eq!(
            lines.len(),
            self.height * (stride + 1),
            "bytes of all lines"
        );
        for line in lines.chunks_exact(stride + 1) {
            let start = self.pixels.len();
            for (x, &byte) in line[1..].iter().enumerate() {
                let at = |back: usize, inside: bool| match inside {
                    true => i32::from(self.pixels[start + x - back]),
                    false => 0,
                };
                let (has_left, has_up) = (x >= self.channels, start > 0);
                let left = at(self.channels, has_left);
                let up = at(stride, has_up);
                let corner = at(stride + self.channels, has_left && has_up);
                let guess = match line[0] {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    4 => nearest(left, up, corner),
                    other => panic!("filter {other}"),
                };
                self.pixels.push(byte.wrapping_add(guess as u8));
            }
        }
    }
}

/// Paeth's choice: of the three neighbours the one closest to left + up − corner.
fn nearest(left: i32, up: i32, corner: i32) -> i32 {
    let guess = left + up - corner;
    let mut neighbours = [left, up, corner];
    neighbours.sort_by_key(|neighbour| (guess - neighbour).abs()); // stable: ties go to the earlier one
    neighbours[0]
}

fn number(bytes: &[u8]) -> usize {
    u32::from_be_bytes(bytes[..4].try_into().unwrap()) as usize
}
