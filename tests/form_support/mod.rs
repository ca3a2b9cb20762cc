//! A font made here, so that paper can be tested to the byte on a machine without fonts: a box for
//! each character, and sheets made by hand.
#![allow(clippy::unwrap_used, dead_code)]

use kagiban::calendar::Moment;
use kagiban::form::{
    Align, Cell, Column, FontFile, Foot, HeadLine, Paper, Remark, Row, Sheet, Side,
};
use kagiban::journal::{Checkpoint, OfficeId};
use std::sync::Arc;

/// A TrueType font in which each of these characters is a box; ASCII is half as wide.
pub fn font(name: &str, chars: &str) -> FontFile {
    let mut chars: Vec<char> = chars.chars().collect();
    chars.sort_unstable();
    chars.dedup();
    let glyphs = chars.len() as u16 + 1;
    let glyph = |wide: i16| -> Vec<u8> {
        let mut g = Vec::new();
        for n in [1, 50, 0, wide - 50, 800] {
            g.extend_from_slice(&i16::to_be_bytes(n));
        }
        g.extend_from_slice(&3u16.to_be_bytes());
        g.extend_from_slice(&0u16.to_be_bytes());
        g.extend_from_slice(&[1, 1, 1, 1]);
        for x in [50, 0, wide - 100, 0] {
            g.extend_from_slice(&i16::to_be_bytes(x));
        }
        for y in [0, 800, 0, -800] {
            g.extend_from_slice(&i16::to_be_bytes(y));
        }
        g
    };
    let (mut glyf, mut loca, mut hmtx) = (Vec::new(), Vec::new(), Vec::new());
    let widths =
        std::iter::once(1000).chain(chars.iter().map(|c| if c.is_ascii() { 500 } else { 1000 }));
    for wide in widths {
        loca.extend_from_slice(&(glyf.len() as u32).to_be_bytes());
        glyf.extend(glyph(wide));
        while glyf.len() % 4 != 0 {
            glyf.push(0);
        }
        hmtx.extend_from_slice(&(wide as u16).to_be_bytes());
        hmtx.extend_from_slice(&50i16.to_be_bytes());
    }
    loca.extend_from_slice(&(glyf.len() as u32).to_be_bytes());
    let mut cmap = Vec::new();
    for n in [0u16, 1, 3, 10] {
        cmap.extend_from_slice(&n.to_be_bytes());
    }
    cmap.extend_from_slice(&12u32.to_be_bytes());
    cmap.extend_from_slice(&12u16.to_be_bytes());
    cmap.extend_from_slice(&0u16.to_be_bytes());
    cmap.extend_from_slice(&(16 + 12 * chars.len() as u32).to_be_bytes());
    cmap.extend_from_slice(&0u32.to_be_bytes());
    cmap.extend_from_slice(&(chars.len() as u32).to_be_bytes());
    for (nth, c) in chars.iter().enumerate() {
        for n in [*c as u32, *c as u32, nth as u32 + 1] {
            cmap.extend_from_slice(&n.to_be_bytes());
        }
    }
    let mut head = Vec::new();
    for n in [0x0001_0000u32, 0x0001_0000, 0, 0x5F0F_3CF5] {
        head.extend_from_slice(&n.to_be_bytes());
    }
    head.extend_from_slice(&3u16.to_be_bytes());
    head.extend_from_slice(&1000u16.to_be_bytes());
    head.extend_from_slice(&[0; 16]);
    for n in [0i16, 0, 1000, 880, 0, 8, 2, 1, 0] {
        head.extend_from_slice(&n.to_be_bytes());
    }
    let mut hhea = Vec::new();
    hhea.extend_from_slice(&0x0001_0000u32.to_be_bytes());
    for n in [880i16, -120, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0] {
        hhea.extend_from_slice(&n.to_be_bytes());
    }
    hhea.extend_from_slice(&glyphs.to_be_bytes());
    let mut maxp = Vec::new();
    maxp.extend_from_slice(&0x0001_0000u32.to_be_bytes());
    maxp.extend_from_slice(&glyphs.to_be_bytes());
    for n in [4u16, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0] {
        maxp.extend_from_slice(&n.to_be_bytes());
    }
    let tables: [(&[u8; 4], Vec<u8>); 7] = [
        (b"cmap", cmap),
        (b"glyf", glyf),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", hmtx),
        (b"loca", loca),
        (b"maxp", maxp),
    ];
    let mut file = Vec::new();
    file.extend_from_slice(&0x0001_0000u32.to_be_bytes());
    for n in [tables.len() as u16, 64, 2, 48] {
        file.extend_from_slice(&n.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    for (tag, data) in &tables {
        file.extend_from_slice(*tag);
        for n in [0, offset as u32, data.len() as u32] {
            file.extend_from_slice(&n.to_be_bytes());
        }
        offset += data.len().div_ceil(4) * 4;
    }
    for (_, data) in &tables {
        file.extend_from_slice(data);
        while file.len() % 4 != 0 {
            file.push(0);
        }
    }
    FontFile {
        name: name.to_owned(),
        data: Arc::new(file),
        index: 0,
    }
}

/// Every character of these sheets, and what every sheet needs.
pub fn chars_of(sheets: &[Sheet]) -> String {
    let mut chars =
        String::from("日錠〓見本備考つづき（）【】0123456789/頁　 名簿〇は印刷年月日誌件根");
    chars.extend(' '..='~');
    for sheet in sheets {
        chars.push_str(&format!("{sheet:?}"));
        chars.push_str(&kagiban::form::plain(sheet));
    }
    chars
        .chars()
        .filter(|c| !c.is_control() && !selector(*c))
        .collect()
}

fn selector(c: char) -> bool {
    matches!(u32::from(c), 0xFE00..=0xFE0F | 0xE0100..=0xE01EF)
}

fn column(head: &str, width: f32, wrap: bool) -> Column {
    Column {
        head: head.to_owned(),
        group: None,
        width,
        grow: false,
        align: Align::Left,
        wrap,
        margin: false,
    }
}

/// A sheet made by hand: two columns and these rows.
pub fn sheet(rows: &[(&str, &str)]) -> Sheet {
    Sheet {
        form: "own".to_owned(),
        number: Some("第2号様式".to_owned()),
        title: "個人情報持ち出し記録".to_owned(),
        about: "見本課 令和8年度".to_owned(),
        paper: Paper::Portrait,
        head: vec![HeadLine {
            side: Side::Right,
            line: 2,
            text: "部課名　見本課".to_owned(),
        }],
        columns: vec![column("No", 12.0, false), column("持ち出し先", 40.0, true)],
        rows: rows
            .iter()
            .map(|(no, words)| Row {
                cells: vec![Cell::new(*no), Cell::new(*words)],
                ..Row::default()
            })
            .collect(),
        rows_per_page: 10,
        fill: true,
        row_height: 12.0,
        notes: vec!["※　確認を受けること。".to_owned()],
        remarks: vec![Remark {
            row: 0,
            of: "No.1".to_owned(),
            text: "訂正。".to_owned(),
        }],
        foot: Foot {
            checkpoint: Checkpoint {
                office: OfficeId([7; 16]),
                size: 4812,
                root: [9; 32],
            },
            printed: Moment::parse("2026-12-01T09:05:00+09:00").unwrap(),
            sample: false,
            qr: true,
        },
    }
}
