//! A QR code as squares.

use qrcodegen::{QrCode, QrCodeEcc};

/// The dark squares of a code, as column and row from 0, and how many there are in a row.
pub(super) struct Squares {
    pub(super) across: u16,
    pub(super) dark: Vec<(u16, u16)>,
}

/// The code of a text; none of one that is too long for it.
pub(super) fn squares(text: &str) -> Option<Squares> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let across = u16::try_from(code.size()).ok()?;
    let dark = (0..across)
        .flat_map(|y| (0..across).map(move |x| (x, y)))
        .filter(|(x, y)| code.get_module(i32::from(*x), i32::from(*y)))
        .collect();
    Some(Squares { across, dark })
}
