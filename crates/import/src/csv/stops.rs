//! Where cells and records end, found 64 bytes at a time: cells are short, and a search of its own for each costs more than it
//! saves.

/// Finds two bytes in text that comes in pieces, from front to back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stops {
    one: u8,
    other: u8,
    /// Where the block begins that was looked at last.
    block: usize,
    /// Its finds that were not asked for yet, a bit each.
    left: u64,
    /// Up to where was looked.
    looked: usize,
}

impl Stops {
    pub(super) fn new(one: u8, other: u8) -> Self {
        Self {
            one,
            other,
            block: 0,
            left: 0,
            looked: 0,
        }
    }

    /// The first place from `from` on that holds either byte, if the text at hand has one. Places are asked for in rising order.
    #[inline]
    pub(super) fn next(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        loop {
            while self.left != 0 {
                let at = self.block + self.left.trailing_zeros() as usize;
                self.left &= self.left - 1;
                if at >= from {
                    return Some(at);
                }
            }
            self.block = self.looked.max(from);
            let rest = bytes.get(self.block..).filter(|rest| !rest.is_empty())?;
            self.left = if let Some(block) = rest.first_chunk() {
                self.looked = self.block + block.len();
                finds(block, self.one, self.other)
            } else {
                self.looked = bytes.len();
                let mut block = [0; 64];
                block[..rest.len()].copy_from_slice(rest);
                finds(&block, self.one, self.other) & ((1 << rest.len()) - 1)
            };
        }
    }

    /// The text's first bytes go: places move back.
    pub(super) fn rebase(&mut self, gone: usize) {
        self.left = self
            .left
            .checked_shr(gone.saturating_sub(self.block) as u32)
            .unwrap_or(0);
        self.block = self.block.saturating_sub(gone);
        self.looked = self.looked.saturating_sub(gone);
    }
}

/// A bit for each byte that is one of the two.
#[cfg(target_feature = "simd128")]
#[inline]
pub(super) fn finds(block: &[u8; 64], one: u8, other: u8) -> u64 {
    use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2, v128_or};
    let (ones, others) = (u8x16_splat(one), u8x16_splat(other));
    let mut found = 0;
    for (at, lane) in block.as_chunks::<16>().0.iter().enumerate() {
        let whole = u128::from_le_bytes(*lane);
        let lane = u64x2(whole as u64, (whole >> 64) as u64);
        let hits = v128_or(u8x16_eq(lane, ones), u8x16_eq(lane, others));
        found |= u64::from(u8x16_bitmask(hits)) << (16 * at);
    }
    found
}

/// The same, eight bytes at a time: a byte is zero where neither it nor it without its top bit plus 127 has the top bit set.
#[cfg(not(target_feature = "simd128"))]
#[inline]
pub(super) fn finds(block: &[u8; 64], one: u8, other: u8) -> u64 {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const REST: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    /// Brings the lowest bit of every byte to the top byte, in order.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (ones, others) = (LOW * u64::from(one), LOW * u64::from(other));
    let zeros = |word: u64| !(((word & REST) + REST) | word | REST);
    let mut found = 0;
    for (at, word) in block.as_chunks::<8>().0.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let hits = (zeros(word ^ ones) | zeros(word ^ others)) >> 7;
        found |= (hits.wrapping_mul(GATHER) >> 56) << (8 * at);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &[u8], pieces: &[usize]) -> Vec<usize> {
        let mut stops = Stops::new(b',', b'\n');
        let (mut found, mut from) = (Vec::new(), 0);
        for &upto in pieces.iter().chain([&text.len()]) {
            let piece = &text[..upto.clamp(from, text.len())];
            while let Some(at) = stops.next(piece, from) {
                found.push(at);
                from = at + 1;
            }
        }
        found
    }

    proptest! {
        #[test]
        fn every_stop_is_found_once_whatever_the_pieces(
            text in proptest::collection::vec(prop_oneof![Just(b','), Just(b'\n'), any::<u8>()], 0..300),
            mut pieces in proptest::collection::vec(0..300usize, 0..5),
        ) {
            pieces.sort_unstable();
            let expected: Vec<usize> = (0..text.len()).filter(|&i| matches!(text[i], b',' | b'\n')).collect();
            prop_assert_eq!(all(&text, &pieces), expected);
        }

        #[test]
        fn text_that_is_done_with_may_go(text in "[a,]{0,200}", gone in 0..200usize) {
            let bytes = text.as_bytes();
            let gone = gone.min(bytes.len());
            let mut stops = Stops::new(b',', b'\n');
            let first = stops.next(bytes, gone);
            let second = first.and_then(|first| {
                stops.rebase(gone);
                stops.next(&bytes[gone..], first + 1 - gone)
            });
            let mut expected = (gone..bytes.len()).filter(|&i| bytes[i] == b',');
            prop_assert_eq!(first, expected.next());
            prop_assert_eq!(second.map(|at| at + gone), expected.next());
        }
    }
}
