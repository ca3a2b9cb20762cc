//! What is other in a text than in the one it replaces, line by line.

/// Texts of more lines than this are shown whole, not compared: a table of both would be large.
const MOST: usize = 2000;
/// Lines that are shown around a difference.
const AROUND: usize = 2;

/// A line, with its number in the text it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// In both; numbered as in the new one.
    Same(usize, &'a str),
    /// Only in the old one.
    Gone(usize, &'a str),
    /// Only in the new one.
    New(usize, &'a str),
    /// So many lines that are in both.
    Skipped(usize),
}

/// The new text with what is gone from the old one in its place.
pub(super) fn diff<'a>(old: &'a str, new: &'a str) -> Vec<Piece<'a>> {
    let old: Vec<&str> = old.lines().collect();
    let new: Vec<&str> = new.lines().collect();
    let mut pieces = Vec::new();
    if old.len() > MOST || new.len() > MOST {
        pieces.extend(old.iter().zip(1..).map(|(line, n)| Piece::Gone(n, line)));
        pieces.extend(new.iter().zip(1..).map(|(line, n)| Piece::New(n, line)));
        return pieces;
    }
    let longest = longest_common(&old, &new);
    let width = new.len() + 1;
    let at = |i: usize, j: usize| longest.get(i * width + j).copied().unwrap_or(0);
    let (mut i, mut j) = (0, 0);
    loop {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b => {
                pieces.push(Piece::Same(j + 1, b));
                (i, j) = (i + 1, j + 1);
            }
            (Some(a), b) if b.is_none() || at(i + 1, j) >= at(i, j + 1) => {
                pieces.push(Piece::Gone(i + 1, a));
                i += 1;
            }
            (_, Some(b)) => {
                pieces.push(Piece::New(j + 1, b));
                j += 1;
            }
            (_, None) => break,
        }
    }
    shorten(pieces)
}

/// The length of the longest common sequence of the lines from each pair of places on.
fn longest_common(old: &[&str], new: &[&str]) -> Vec<u16> {
    let width = new.len() + 1;
    let mut table = vec![0_u16; (old.len() + 1) * width];
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let value = |at: usize| table.get(at).copied().unwrap_or(0);
            let here = if a == b {
                value((i + 1) * width + j + 1) + 1
            } else {
                value((i + 1) * width + j).max(value(i * width + j + 1))
            };
            if let Some(cell) = table.get_mut(i * width + j) {
                *cell = here;
            }
        }
    }
    table
}

/// Leaves out long stretches in which nothing is other.
fn shorten(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let other: Vec<usize> = (0..)
        .zip(&pieces)
        .filter(|(_, piece)| !matches!(piece, Piece::Same(..)))
        .map(|(at, _)| at)
        .collect();
    let near = |at: usize| other.iter().any(|o| o.abs_diff(at) <= AROUND);
    let mut short: Vec<Piece<'_>> = Vec::new();
    for (at, piece) in pieces.into_iter().enumerate() {
        if near(at) {
            short.push(piece);
        } else if let Some(Piece::Skipped(count)) = short.last_mut() {
            *count += 1;
        } else {
            short.push(Piece::Skipped(1));
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_stands_between_its_neighbours() {
        let old = "a\nb\nc\nd\ne\nf\ng\nh\n";
        let new = "a\nb\nc\nd\nE\nf\ng\nh\n";
        let wanted = [
            Piece::Skipped(2),
            Piece::Same(3, "c"),
            Piece::Same(4, "d"),
            Piece::Gone(5, "e"),
            Piece::New(5, "E"),
            Piece::Same(6, "f"),
            Piece::Same(7, "g"),
            Piece::Skipped(1),
        ];
        assert_eq!(diff(old, new), wanted);
    }

    #[test]
    fn what_is_added_and_what_is_gone_is_told_once() {
        assert_eq!(diff("", "x\n"), [Piece::New(1, "x")]);
        assert_eq!(diff("x\n", ""), [Piece::Gone(1, "x")]);
        assert_eq!(diff("x\ny\n", "x\ny\n"), [Piece::Skipped(2)]);
    }
}
