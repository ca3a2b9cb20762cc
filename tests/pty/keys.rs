//! Keys by their names, as the bytes that a terminal sends for them.

/// One key.
#[derive(Debug, Clone)]
pub struct Press {
    pub bytes: Vec<u8>,
    /// It may confirm: Enter, space.
    pub confirms: bool,
    pub digit: bool,
}

impl Press {
    /// Stands for text that was not typed key by key.
    pub fn text() -> Self {
        Self {
            bytes: Vec::new(),
            confirms: false,
            digit: false,
        }
    }
}

/// `1<space>07<enter>`: characters, names in angles, `<lt>` for the angle itself. Blanks between
/// keys are for the reader and press nothing.
pub fn parse(keys: &str) -> Vec<Press> {
    let mut presses = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        if let Some(named) = rest.strip_prefix('<')
            && let Some((name, after)) = named.split_once('>')
        {
            presses.push(Press {
                bytes: named_key(name).as_bytes().to_vec(),
                confirms: matches!(name, "enter" | "space"),
                digit: false,
            });
            rest = after;
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if c != ' ' {
            presses.push(Press {
                bytes: c.to_string().into_bytes(),
                confirms: false,
                digit: c.is_ascii_digit(),
            });
        }
    }
    presses
}

fn named_key(name: &str) -> &'static str {
    match name {
        "enter" => "\r",
        "space" => " ",
        "esc" => "\x1b",
        "tab" => "\t",
        "backtab" => "\x1b[Z",
        "backspace" => "\x7f",
        "up" => "\x1b[A",
        "down" => "\x1b[B",
        "right" => "\x1b[C",
        "left" => "\x1b[D",
        "home" => "\x1b[H",
        "end" => "\x1b[F",
        "insert" => "\x1b[2~",
        "delete" => "\x1b[3~",
        "pageup" => "\x1b[5~",
        "pagedown" => "\x1b[6~",
        "f1" => "\x1bOP",
        "f2" => "\x1bOQ",
        "f3" => "\x1bOR",
        "f4" => "\x1bOS",
        "f5" => "\x1b[15~",
        "f6" => "\x1b[17~",
        "f7" => "\x1b[18~",
        "f8" => "\x1b[19~",
        "f9" => "\x1b[20~",
        "f10" => "\x1b[21~",
        "f12" => "\x1b[24~",
        "lt" => "<",
        _ => panic!("no key <{name}>"),
    }
}
