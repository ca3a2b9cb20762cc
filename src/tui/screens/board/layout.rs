//! How many rows each section of the board gets: nothing vanishes, what must be locked comes first.

/// The rows that each section may use, of `room` in all. Every section asks for `wanted` rows and
/// has at least one; the first is served as far as it can while the others keep `kept` rows each.
pub(super) fn share(wanted: &[usize], kept: usize, room: usize) -> Vec<usize> {
    let mut given: Vec<usize> = wanted.iter().map(|want| (*want).min(1)).collect();
    let used = |given: &[usize]| given.iter().sum::<usize>();
    // A first round up to what each keeps, then the sections in their order.
    for round in [kept, usize::MAX] {
        for (nth, want) in wanted.iter().enumerate() {
            let Some(mine) = given.get(nth).copied() else {
                continue;
            };
            let goal = (*want).min(round);
            let left = room.saturating_sub(used(&given));
            let more = goal.saturating_sub(mine).min(left);
            if let Some(given) = given.get_mut(nth) {
                *given += more;
            }
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn all_get_what_they_want_where_there_is_room() {
        assert_eq!(share(&[5, 3, 2, 3], 2, 19), [5, 3, 2, 3]);
    }

    #[test]
    fn nothing_vanishes_where_there_is_little() {
        assert_eq!(share(&[30, 9, 9, 9], 2, 4), [1, 1, 1, 1]);
        assert_eq!(share(&[30, 9, 9, 9], 2, 11), [5, 2, 2, 2]);
        assert_eq!(share(&[9, 0, 9, 1], 2, 12), [9, 0, 2, 1]);
    }
}
