//! Bytes of a file of unknown encoding, as Windows and Excel write them.

use encoding_rs::{Decoder, DecoderResult, SHIFT_JIS, UTF_16BE, UTF_16LE};

/// The encoding that a file turned out to have. A guess that the clerk is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 with one, as Excel's "CSV UTF-8".
    Utf8Bom,
    /// UTF-16, little endian, as Excel's "Unicode text".
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// Windows-31J, as Excel's plain CSV on a Japanese Windows.
    Cp932,
}

/// Bytes that are not text in any encoding that a file may have. Offsets count bytes from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The byte order mark promises an encoding that the bytes do not keep.
    #[error("not {encoding:?} as its first bytes say, at byte {offset}")]
    Broken {
        /// What the byte order mark says.
        encoding: Encoding,
        /// The first byte that does not fit.
        offset: usize,
    },
    /// Neither UTF-8 nor CP932.
    #[error("not UTF-8 (at byte {utf8}) and not CP932 (at byte {cp932})")]
    Unknown {
        /// The first byte that is not UTF-8.
        utf8: usize,
        /// The first byte that is not CP932.
        cp932: usize,
    },
}

impl DecodeError {
    /// The byte to look at: where the longest reading ended.
    #[must_use]
    pub fn offset(&self) -> usize {
        match *self {
            Self::Broken { offset, .. } => offset,
            Self::Unknown { utf8, cp932 } => utf8.max(cp932),
        }
    }
}

/// Reads a file: by its byte order mark, else as UTF-8, else as CP932, all strictly. The mark is
/// not part of the text. Nothing is judged yet: every field goes through [`super::Text::new`].
///
/// # Errors
/// [`DecodeError`] names the byte.
pub fn decode_file(bytes: &[u8]) -> Result<(String, Encoding), DecodeError> {
    let broken = |encoding, mark: usize| {
        move |offset: usize| DecodeError::Broken {
            encoding,
            offset: mark + offset,
        }
    };
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return std::str::from_utf8(rest)
            .map(|s| (s.to_owned(), Encoding::Utf8Bom))
            .map_err(|error| broken(Encoding::Utf8Bom, 3)(error.valid_up_to()));
    }
    for (mark, rs, encoding) in [
        (b"\xFF\xFE", UTF_16LE, Encoding::Utf16Le),
        (b"\xFE\xFF", UTF_16BE, Encoding::Utf16Be),
    ] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return strictly(rs.new_decoder_without_bom_handling(), rest)
                .map(|s| (s, encoding))
                .map_err(broken(encoding, 2));
        }
    }
    let utf8 = match std::str::from_utf8(bytes) {
        Ok(s) => return Ok((s.to_owned(), Encoding::Utf8)),
        Err(error) => error.valid_up_to(),
    };
    strictly(SHIFT_JIS.new_decoder_without_bom_handling(), bytes)
        .map(|s| (s, Encoding::Cp932))
        .map_err(|cp932| DecodeError::Unknown { utf8, cp932 })
}

/// The text, or the offset of the first byte of the first sequence that is malformed.
fn strictly(mut decoder: Decoder, bytes: &[u8]) -> Result<String, usize> {
    let room = decoder
        .max_utf8_buffer_length_without_replacement(bytes.len())
        .ok_or(0usize)?;
    let mut s = String::with_capacity(room);
    match decoder.decode_to_string_without_replacement(bytes, &mut s, true) {
        (DecoderResult::InputEmpty, _) => Ok(s),
        (DecoderResult::Malformed(length, after), read) => {
            Err(read.saturating_sub(usize::from(length) + usize::from(after)))
        }
        // The buffer was made large enough for all of it.
        (DecoderResult::OutputFull, read) => Err(read),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn files_as_windows_writes_them_are_read() {
        let (cp932, _, _) = SHIFT_JIS.encode("番号,氏名\r\n01,髙橋①㈱～－");
        for (bytes, encoding) in [
            ("番号,髙橋".as_bytes().to_vec(), Encoding::Utf8),
            (
                b"\xEF\xBB\xBF\xE7\x95\xAA\xE5\x8F\xB7".to_vec(),
                Encoding::Utf8Bom,
            ),
            (cp932.to_vec(), Encoding::Cp932),
            (b"\xFF\xFE\x6A\x75".to_vec(), Encoding::Utf16Le),
            (b"\xFE\xFF\x75\x6A".to_vec(), Encoding::Utf16Be),
            (b"".to_vec(), Encoding::Utf8),
        ] {
            let (s, found) = decode_file(&bytes).unwrap();
            assert_eq!(found, encoding);
            assert!(s.is_empty() || s.starts_with('番'), "{s}");
        }
        assert_eq!(
            decode_file(&cp932).unwrap().0,
            "番号,氏名\r\n01,髙橋①㈱～－"
        );
    }

    #[test]
    fn a_broken_file_is_refused_with_the_byte() {
        assert_eq!(
            decode_file(b"\xEF\xBB\xBFab\xFFc"),
            Err(DecodeError::Broken {
                encoding: Encoding::Utf8Bom,
                offset: 5
            })
        );
        assert_eq!(
            decode_file(b"\xFF\xFE\x6A\x75\x00\xD8\x6A\x75"),
            Err(DecodeError::Broken {
                encoding: Encoding::Utf16Le,
                offset: 4
            })
        );
        let error = decode_file(b"ab\x82\xA0\xFFz").unwrap_err();
        assert_eq!(error, DecodeError::Unknown { utf8: 2, cp932: 4 });
        assert_eq!(error.offset(), 4);
        assert_eq!(
            decode_file(b"\x82\xA0\x82"),
            Err(DecodeError::Unknown { utf8: 0, cp932: 2 })
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_stumble(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            match decode_file(&bytes) {
                Ok((s, Encoding::Utf8)) => prop_assert_eq!(s.as_bytes(), &bytes[..]),
                Ok(_) => {}
                Err(error) => prop_assert!(error.offset() < bytes.len()),
            }
        }
    }
}
