//! The `Range` header.

/// Bytes from `start` up to `end`, which is not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByteRange {
    /// First byte.
    pub start: u64,
    /// Byte after the last.
    pub end: u64,
}

/// The range begins behind the end of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsatisfiable;

impl ByteRange {
    /// Reads the header for a file of `size` bytes. `None` if it is to be ignored: another unit, more
    /// than one range, or malformed.
    pub fn parse(header: &str, size: u64) -> Result<Option<Self>, Unsatisfiable> {
        let Some((first, last)) =
            header.strip_prefix("bytes=").and_then(|ranges| ranges.trim().split_once('-'))
        else {
            return Ok(None);
        };
        let range = match (first.parse::<u64>(), last.parse::<u64>()) {
            (Ok(first), Ok(last)) if first <= last => {
                Self { start: first, end: last.saturating_add(1).min(size) }
            }
            (Ok(first), Err(_)) if last.is_empty() => Self { start: first, end: size },
            (Err(_), Ok(suffix)) if first.is_empty() => {
                Self { start: size.saturating_sub(suffix), end: size }
            }
            _ => return Ok(None),
        };
        if range.start >= range.end { Err(Unsatisfiable) } else { Ok(Some(range)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form() {
        let range = |start, end| Ok(Some(ByteRange { start, end }));
        for (header, expected) in [
            ("bytes=0-0", range(0, 1)),
            ("bytes=10-19", range(10, 20)),
            ("bytes=90-1000", range(90, 100)),
            ("bytes=99-", range(99, 100)),
            ("bytes=-10", range(90, 100)),
            ("bytes=-1000", range(0, 100)),
            ("bytes=100-", Err(Unsatisfiable)),
            ("bytes=100-200", Err(Unsatisfiable)),
            ("bytes=-0", Err(Unsatisfiable)),
            ("bytes=5-4", Ok(None)),
            ("bytes=0-1,5-6", Ok(None)),
            ("items=0-1", Ok(None)),
            ("bytes=-", Ok(None)),
            ("bytes=a-b", Ok(None)),
        ] {
            assert_eq!(ByteRange::parse(header, 100), expected, "{header}");
        }
    }
}
