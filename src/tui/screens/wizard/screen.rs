//! The wizard as a screen: title, body, message row, keys.

use super::Wizard;
use super::entry::{Entry, Input};
use super::holdings::Candidate;
use super::paint::Focus;
use super::run::{Run, Task};
use crate::desk::Desk;
use crate::procedure::{Kind, Law, State, clause_under, next_steps};
use crate::t;
use crate::tui::say;
use crate::tui::screens::signing::{Answer, Signing};
use crate::tui::widgets::Verdict;
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View,
};
use std::time::Instant;

/// Columns for what stands before a value in the rows of what is known already.
const KNOWN: u16 = 12;

impl Screen<Desk> for Wizard {
    type Answer = Answer;

    fn title(&self, view: &View<'_, Desk>) -> Title {
        let when = say::when::title(view.now, view.words);
        let Some(run) = &self.run else {
            return Title::new("").right(when);
        };
        let pages = run.pages.len() + 1;
        let page = (self.page + 1).min(pages);
        // The short names: the title of the longest step stands beside them whole.
        let mut what = match run.def.law {
            Law::Sending => t!(view.words, board_sending),
            Law::TakeOut => t!(view.words, board_take_out),
            Law::Locking | Law::Record => run.def.title.get(run.ground.tongue()).to_owned(),
        };
        if let Some((number, form_no)) = run.number {
            let case = say::case_no(form_no, number, view.words);
            what = format!("{what} {case}");
        }
        let step = match &self.task {
            Task::Extend { .. } => t!(view.words, wizard_extend_title),
            Task::SendBack { .. } => t!(view.words, wizard_send_back_title),
            _ => run
                .steps
                .iter()
                .map(|id| say::step(run.def, id, view.words))
                .collect::<Vec<_>>()
                .join(&t!(view.words, wizard_between)),
        };
        let what = if step == what {
            what
        } else {
            format!("{what}  {step}")
        };
        Title::new(what).right(format!("{when}  {page}/{pages}"))
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        if self.run.is_none() {
            return;
        }
        if self.is_last() {
            self.draw_last(canvas, view);
        } else {
            self.draw_page(canvas);
        }
        if let Some((dialog, _)) = &self.dialog {
            dialog.draw(canvas, view.words);
        }
        if let Some((dialog, _)) = &self.doubt {
            dialog.draw(canvas, view.words);
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        let words = view.words;
        if self.is_last() {
            return t!(words, wizard_last_hint);
        }
        let Some(run) = &self.run else {
            return String::new();
        };
        let entry = self.place().and_then(|place| run.entries.get(place));
        let Some(entry) = entry else {
            return String::new();
        };
        let number = (self.focus + 1).to_string();
        let hint = if entry.hint.is_empty() {
            default_hint(entry, self.slot, words)
        } else {
            entry.hint.clone()
        };
        t!(words, wizard_hint, number = number, hint = hint)
    }

    fn actions(&self, _: &View<'_, Desk>) -> Vec<Offer> {
        let Some(run) = &self.run else {
            return vec![Action::Back.into(), Action::Help.into()];
        };
        let words = run.ground.words;
        let leave = if run.recheck {
            t!(words, wizard_key_forgets)
        } else {
            t!(words, wizard_key_keeps)
        };
        let mut offers: Vec<Offer> = vec![Action::Next.into()];
        if !self.lacks.missing.is_empty() {
            offers.push(Action::OpenMissing.into());
        }
        if self.is_last() {
            if let Some(retry) = self.line.as_ref().and_then(Signing::offer) {
                offers.insert(0, retry);
            }
            offers.extend([
                Action::Up.into(),
                Action::Down.into(),
                Action::NextPage.quietly(),
            ]);
            if self.goes_back() {
                offers.push(Action::PreviousPage.into());
            }
            if self.owner.is_some() {
                offers.push(Action::ChangePerson.into());
            }
            offers.push(Action::Interrupt.called(leave));
            offers.extend([Action::Back.into(), Action::Help.into()]);
            return offers;
        }
        offers.extend([Action::Up.into(), Action::Down.into()]);
        offers.extend([Action::NextField.quietly(), Action::PreviousField.quietly()]);
        let lines = self
            .place()
            .and_then(|place| run.entries.get(place))
            .is_some_and(Entry::has_lines);
        if lines {
            offers.push(Action::AddLine.into());
            offers.push(Action::RemoveLine.into());
        }
        if self.page > 0 {
            offers.push(Action::PreviousPage.into());
        }
        if lines || self.page > 0 || run.recheck {
            offers.push(Action::NextPage.quietly());
        } else {
            offers.push(Action::NextPage.into());
        }
        if run.recheck {
            offers.push(Action::Fail.into());
        }
        offers.push(if lines {
            Action::Interrupt.quietly()
        } else {
            Action::Interrupt.called(leave)
        });
        offers.extend([Action::Back.into(), Action::Help.into()]);
        offers
    }

    fn context(&self) -> Context {
        Context::Wizard
    }

    fn typing(&self) -> bool {
        if let Some((dialog, _)) = &self.dialog {
            return dialog.typing();
        }
        if self.doubt.is_some() {
            return false;
        }
        if self.is_last() {
            return self.line.as_ref().is_some_and(Signing::has_focus);
        }
        let entry = self.run.as_ref().zip(self.place());
        let entry = entry.and_then(|(run, place)| run.entries.get(place));
        entry.is_some_and(|entry| entry.is_text(self.slot))
    }

    fn takes_lines(&self) -> bool {
        let entry = self.run.as_ref().zip(self.place());
        let entry = entry.and_then(|(run, place)| run.entries.get(place));
        let area = entry.is_some_and(|entry| matches!(entry.input, Input::Area(_)));
        area && self.dialog.is_none() && !self.is_last()
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if let Some((dialog, _)) = &mut self.dialog {
            let verdict = dialog.key(key, cx.armed(key));
            return self.decide(verdict, cx);
        }
        if let Some((dialog, _)) = &mut self.doubt {
            let verdict = dialog.key(key, cx.armed(key));
            if verdict == Verdict::Asking {
                return Next::Stay;
            }
            let typed = self.doubt.take().map(|(_, typed)| typed);
            if verdict == Verdict::Yes {
                self.vouched.extend(typed);
                return self.advance(cx);
            }
            return Next::Stay;
        }
        if let Some(run) = &mut self.run {
            run.ground.now = cx.now();
        }
        if key.action == Some(Action::OpenMissing) {
            return self.open_missing(cx);
        }
        let stood = (self.page, self.focus, self.slot);
        let next = if self.is_last() {
            self.last_key(key, cx)
        } else {
            self.page_key(key, cx)
        };
        // A number that cannot stand is typed anew, and so is one that was gone back to.
        let moved = stood != (self.page, self.focus, self.slot);
        let own = !key.burst && !key.repeat;
        if moved || (own && key.action == Some(Action::Next)) {
            self.come_back();
        }
        next
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if self.dialog.is_some() || self.doubt.is_some() || self.is_last() {
            let words = cx.words();
            cx.refuse(t!(words, frame_no_paste));
            return Next::Stay;
        }
        self.page_paste(text, cx)
    }

    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        self.answered(answer, cx)
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if self.run.is_some() {
            self.came_back(cx);
            return Next::Stay;
        }
        self.load(cx)
    }

    fn wake_at(&self) -> Option<Instant> {
        self.line.as_ref().and_then(Signing::wake_at)
    }

    fn wake(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if let Some(line) = &mut self.line {
            line.wake(cx);
        }
        Next::Stay
    }

    fn hide(&mut self) {
        if let Some(line) = &mut self.line {
            line.hide();
        }
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        let Some(run) = &self.run else {
            return Help::default();
        };
        let profile = run.ground.office.profile;
        let mut cited: Vec<(String, String)> = Vec::new();
        let fields = run.entries.iter().map(|entry| &entry.asked.clauses);
        for clauses in fields.chain([&run.def.clauses]) {
            if let Some(clause) = clause_under(clauses, profile)
                && let Some(number) = say::clause(clauses, profile, view.words)
                && !cited.iter().any(|(known, _)| *known == number)
            {
                cited.push((number, clause.gist.get(run.ground.tongue()).to_owned()));
            }
        }
        let mut text = t!(view.words, wizard_help);
        if run.recheck {
            text = format!("{text}\n{}", t!(view.words, wizard_help_recheck));
        }
        Help {
            text,
            clauses: cited,
        }
    }
}

impl Wizard {
    /// The answer to whether an older draft is gone on with.
    fn decide(&mut self, verdict: Verdict, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if verdict == Verdict::Asking {
            return Next::Stay;
        }
        let Some((_, draft)) = self.dialog.take() else {
            return Next::Stay;
        };
        cx.page_opened();
        if verdict == Verdict::Yes {
            self.resume(draft);
            return Next::Stay;
        }
        self.forget_draft(cx.desk().folder());
        self.first_page(cx)
    }

    fn draw_page(&self, canvas: &mut Canvas<'_>) {
        let Some(run) = &self.run else { return };
        let mut top = 0;
        if let Some(after) = &self.after {
            top = canvas.paragraph(1, 0, Tone::Notice, after);
            canvas.rule(top);
            top += 1;
        }
        if self.page == 0 && !self.lacks.barred.is_empty() {
            top = canvas.paragraph(1, top, Tone::Notice, &self.lacks.barred);
            canvas.rule(top);
            top += 1;
        }
        let below = canvas.height().saturating_sub(top);
        top += draw_known(run, self.page, &mut canvas.part(top, below));
        let Some(places) = run.pages.get(self.page) else {
            return;
        };
        let height = canvas.height().saturating_sub(top);
        let ahead = ahead(run);
        let mut body = canvas.part(top, height);
        let (ink, width, words) = (body.ink(), body.width(), run.ground.words);
        let mut at = Vec::with_capacity(places.len());
        let mut total = 0;
        for place in places {
            at.push(total);
            total += run
                .entries
                .get(*place)
                .map_or(0, |entry| entry.rows(ink, width, words));
        }
        // What has the cursor is on the screen whole, with as much before it as there is room for.
        let scroll = match places
            .get(self.focus)
            .and_then(|place| run.entries.get(*place))
        {
            Some(entry) if total > height => {
                let first = at.get(self.focus).copied().unwrap_or(0);
                let last = first + entry.rows(ink, width, words);
                let row = first + entry.row_of(self.slot, ink, width, words) + 1;
                last.min(row.max(first + height))
                    .saturating_sub(height)
                    .min(row)
            }
            _ => 0,
        };
        for (nth, (place, y)) in places.iter().zip(&at).enumerate() {
            let Some(entry) = run.entries.get(*place) else {
                continue;
            };
            let focus: Focus = (nth == self.focus).then_some(self.slot);
            let Some(y) = y.checked_sub(scroll) else {
                // Higher than the page: the part with the cursor.
                if focus.is_some() {
                    let rows = entry.rows(ink, width, words);
                    body.tall(rows, scroll - y, |all| {
                        entry.draw(all, 0, nth + 1, focus, &run.ground);
                    });
                }
                continue;
            };
            if y + entry.rows(ink, width, words) <= height || focus.is_some() {
                entry.draw(&mut body, y, nth + 1, focus, &run.ground);
            }
        }
        let candidates = self.candidates();
        if !candidates.is_empty() {
            let y = at
                .get(self.focus)
                .copied()
                .unwrap_or(0)
                .saturating_sub(scroll);
            let row = places
                .get(self.focus)
                .and_then(|place| run.entries.get(*place))
                .map_or(0, |entry| entry.row_of(self.slot, ink, width, words));
            self.draw_candidates(&candidates, y + row + 1, &mut body);
        } else if total + 1 < height && !ahead.is_empty() {
            let text = ink.cut(&ahead, width.saturating_sub(2)).into_owned();
            body.text(1, height - 1, Tone::Faint, text);
        } else if total > height + scroll {
            let text = t!(run.ground.words, wizard_below);
            let x = width.saturating_sub(ink.width(&text) + 2);
            body.text(x, height - 1, Tone::Faint, text);
        }
    }

    /// The items of the register that fit what is typed under the cursor.
    fn candidates(&self) -> Vec<Candidate> {
        let entry = self.run.as_ref().zip(self.place());
        let entry = entry.and_then(|(run, place)| Some((run, run.entries.get(place)?)));
        match entry.map(|(run, entry)| (run, &entry.input)) {
            Some((run, Input::Holdings(lines))) => lines.candidates(self.slot, &run.ground),
            _ => Vec::new(),
        }
    }

    /// A box over what follows, as far as there is room.
    fn draw_candidates(&self, candidates: &[Candidate], y: u16, canvas: &mut Canvas<'_>) {
        let Some((run, place)) = self.run.as_ref().zip(self.place()) else {
            return;
        };
        let words = run.ground.words;
        let pick = match run.entries.get(place).map(|entry| &entry.input) {
            Some(Input::Holdings(lines)) => {
                let (row, _) = lines.place(self.slot);
                lines.rows.get(row).and_then(|row| row.pick)
            }
            _ => None,
        };
        let room = usize::from(canvas.height().saturating_sub(y + 2)).min(6);
        // What is chosen is among those shown.
        let first = pick.map_or(0, |nth| (nth + 1).saturating_sub(room));
        let shown = candidates.iter().enumerate().skip(first).take(room);
        let left = candidates.len().saturating_sub(first + room);
        let rows = u16::try_from(candidates.len().min(room)).unwrap_or(0);
        let width = canvas.width();
        let mut over = canvas.over(0, y, width, rows + 1 + u16::from(left > 0));
        let mut at = 0;
        for (nth, item) in shown {
            let chosen = pick == Some(nth);
            let row = Row::new()
                .gap(4)
                .text(if chosen { ">" } else { " " })
                .gap(1)
                .right(5, item.id.0.to_string())
                .gap(1);
            let row = if chosen {
                row.cell_toned(Tone::Heading, 36, item.title.as_str())
            } else {
                row.cell(36, item.title.as_str())
            };
            over.row(at, &row.gap(1).toned(Tone::Faint, item.note.as_str()));
            at += 1;
        }
        if left > 0 {
            let more = t!(words, register_pick_more, count = left);
            over.text(12, at, Tone::Faint, more);
            at += 1;
        }
        over.rule(at);
    }

    fn draw_last(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let height = canvas.height();
        let mut top = 0;
        if let Some(after) = &self.after {
            top = canvas.paragraph(1, 0, Tone::Notice, after);
            canvas.rule(top);
            top += 1;
        }
        canvas.text(1, top, Tone::Heading, t!(words, wizard_sentence));
        // The row below the line stays free for a message of two rows.
        let foot = 2;
        let rows = height.saturating_sub(top + 1 + foot);
        {
            let mut part = canvas.part(top + 1, rows);
            let focus = self.line.as_ref().is_some_and(Signing::has_focus);
            self.sentence.draw(&mut part, !focus, words);
        }
        let enter = if self.sentence.read_to_the_end() {
            t!(words, wizard_enter)
        } else {
            t!(words, wizard_enter_read)
        };
        let note = self.note();
        let echo = self.echoes(false, None::<&Cx<'_, Desk, Answer>>);
        if let Some(line) = &self.line {
            line.draw(
                canvas,
                height.saturating_sub(2),
                view,
                (&enter, &note),
                echo,
            );
        }
    }

    /// Whose number will be refused here.
    fn note(&self) -> String {
        let Some(run) = self.run.as_ref().filter(|run| run.recheck) else {
            return String::new();
        };
        run.first_checker().map_or_else(String::new, |(first, _)| {
            let who = say::person_no(&run.ground.office, first);
            t!(run.ground.words, wizard_may_not, who = who)
        })
    }
}

/// What was established before: up to three rows and a rule. Returns the row behind them.
fn draw_known(run: &Run, page: usize, canvas: &mut Canvas<'_>) -> u16 {
    let words = run.ground.words;
    if page == 0 && run.case.is_none() {
        return 0;
    }
    let ink = canvas.ink();
    let mut y = 0;
    for (label, value) in run.context(page > 0) {
        let room = canvas.width().saturating_sub(KNOWN + 4);
        let label = ink.cut(&label, KNOWN).into_owned();
        let value = ink.cut(&value, room).into_owned();
        canvas.row(y, &Row::new().gap(1).cell(KNOWN + 1, label).text(value));
        y += 1;
    }
    if run.recheck
        && let Some((who, at)) = run.first_checker()
    {
        let name = say::person(&run.ground.office, who);
        let number = say::person_no(&run.ground.office, who);
        let when = say::when::moment(at.0, run.ground.now, words);
        let said = t!(
            words,
            wizard_recheck,
            who = name,
            when = when,
            number = number
        );
        y = canvas.paragraph(1, y, Tone::Plain, said);
    }
    if y > 0 {
        canvas.rule(y);
        y += 1;
    }
    y
}

/// 「この後  第2確認 > 管理責任者の確認 > 差出し」.
fn ahead(run: &Run) -> String {
    let words = run.ground.words;
    let own = run
        .steps
        .iter()
        .filter_map(|id| run.def.steps.iter().position(|s| s.id == *id));
    let Some(last) = own.max() else {
        return String::new();
    };
    let ended = run
        .case
        .as_ref()
        .is_some_and(|case| case.state != State::Open);
    let waiting = run
        .case
        .as_ref()
        .map(|case| next_steps(&run.world(), case))
        .unwrap_or_default();
    let titles: Vec<&str> = run
        .def
        .steps
        .iter()
        .skip(last + 1)
        .filter(|step| !ended && !step.optional && step.when.is_empty())
        .filter(|step| {
            step.after
                .iter()
                .any(|before| run.def.step(before).is_some())
                || waiting.iter().any(|next| next.step == step.id)
        })
        .map(|step| step.title.get(run.ground.tongue()))
        .collect();
    if titles.is_empty() {
        return String::new();
    }
    t!(words, wizard_ahead, steps = titles.join(" > "))
}

fn default_hint(entry: &Entry, slot: usize, words: crate::locale::Locale) -> String {
    use super::holdings::Part;
    match (&entry.input, entry.asked.kind) {
        (Input::Holdings(lines), _) => match lines.place(slot).1 {
            Part::What if lines.own_title(slot).is_some_and(|t| !t.is_empty()) => {
                t!(words, register_pick_hint)
            }
            Part::What => t!(words, wizard_hint_what),
            Part::Count => t!(words, wizard_hint_persons),
            Part::Media => t!(words, wizard_hint_choice),
            Part::Special => t!(words, wizard_hint_special),
            Part::Basis => t!(words, wizard_hint_basis),
            Part::Planned => t!(words, wizard_hint_date),
        },
        (Input::Outcomes(_), _) => t!(words, wizard_hint_outcome),
        (_, Kind::Date) => t!(words, wizard_hint_date),
        (_, Kind::Time) => t!(words, wizard_hint_time),
        (_, Kind::Moment) => t!(words, wizard_hint_moment),
        (_, Kind::Month) => t!(words, wizard_hint_month),
        (_, Kind::Count) => t!(words, wizard_hint_count),
        (_, Kind::Choice | Kind::Method) => t!(words, wizard_hint_choice),
        (_, Kind::Emails) => t!(words, wizard_hint_emails),
        (_, Kind::Paragraph) => t!(words, wizard_hint_paragraph),
        (_, Kind::Person) => t!(words, wizard_hint_person),
        (_, Kind::Digits | Kind::RowDigits) => t!(words, wizard_hint_digits),
        _ if !entry.asked.required => t!(words, wizard_hint_optional),
        _ => t!(words, wizard_hint_text),
    }
}
