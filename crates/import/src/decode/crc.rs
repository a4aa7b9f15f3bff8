//! CRC-32 as gzip and zip use it (RFC 1952, section 8), eight bytes at a time. The tables are made when they are needed: 8 kB
//! that need not travel with the page.

/// The polynomial, bits reversed.
const POLYNOMIAL: u32 = 0xEDB8_8320;

/// A checksum while bytes are added.
#[derive(Debug)]
pub(crate) struct Crc {
    tables: Vec<[u32; 256]>,
    state: u32,
}

impl Crc {
    /// The checksum of nothing.
    pub(crate) fn new() -> Self {
        let mut tables = vec![[0u32; 256]; 8];
        for at in 0..256u32 {
            let mut value = at;
            for _ in 0..8 {
                value = (value >> 1) ^ (POLYNOMIAL & (value & 1).wrapping_neg());
            }
            tables[0][at as usize] = value;
        }
        for slice in 1..8 {
            for at in 0..256 {
                let before = tables[slice - 1][at];
                tables[slice][at] = (before >> 8) ^ tables[0][(before & 0xFF) as usize];
            }
        }
        Self {
            tables,
            state: u32::MAX,
        }
    }

    /// Adds bytes.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        let mut state = self.state;
        let (eights, rest) = bytes.as_chunks::<8>();
        for &[a, b, c, d, e, f, g, h] in eights {
            let low = state ^ u32::from_le_bytes([a, b, c, d]);
            let at = |slice: usize, byte: u8| self.tables[slice][usize::from(byte)];
            let [a, b, c, d] = low.to_le_bytes();
            state = at(7, a)
                ^ at(6, b)
                ^ at(5, c)
                ^ at(4, d)
                ^ at(3, e)
                ^ at(2, f)
                ^ at(1, g)
                ^ at(0, h);
        }
        for &byte in rest {
            state = (state >> 8) ^ self.tables[0][usize::from(state as u8 ^ byte)];
        }
        self.state = state;
    }

    /// The checksum of all bytes added.
    pub(crate) fn value(&self) -> u32 {
        !self.state
    }

    /// Begins again.
    pub(crate) fn reset(&mut self) {
        self.state = u32::MAX;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check value of CRC-32/ISO-HDLC, and Python's `zlib.crc32(bytes(range(256)) * 3)`.
    #[test]
    fn it_is_the_checksum_of_gzip_however_the_bytes_come() {
        let all: Vec<u8> = (0..=255u8).cycle().take(768).collect();
        for size in [1, 3, 8, 100, 768] {
            let mut crc = Crc::new();
            crc.update(b"123456789");
            assert_eq!(crc.value(), 0xCBF4_3926);
            crc.reset();
            all.chunks(size).for_each(|chunk| crc.update(chunk));
            assert_eq!(crc.value(), PYTHON, "{size}");
        }
    }
    const PYTHON: u32 = 0xB0C0_DF2A;
}
