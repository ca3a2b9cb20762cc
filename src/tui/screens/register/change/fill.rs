//! The form and the table, and what comes of what was entered in them.

use super::{Answer, Change, Plan, Stage, Wish};
use crate::calendar::{Recorded, parse_date};
use crate::desk::import::ItemRow;
use crate::desk::{Desk, import};
use crate::locale::Locale;
use crate::office::{Holding, Office, Span};
use crate::t;
use crate::tui::say::{refusal, when};
use crate::tui::screens::people::form::{Entry, Form, typed_date};
use crate::tui::screens::register::say;
use crate::tui::screens::set_up::{TableTurn, cell_misfit, table_file};
use crate::tui::widgets::Dialog;
use crate::tui::{Cx, Next};

impl Change {
    pub(super) fn form(&self, office: &Office, words: Locale, now: Recorded) -> Form {
        let day = now.0.date();
        if matches!(self.wish, Wish::End(_)) {
            return Form::new(vec![
                Entry::ascii(t!(words, register_until), 12)
                    .with(&typed_date(day, words))
                    .hint(t!(words, register_until_last)),
            ]);
        }
        let old = match self.wish {
            Wish::Item(id) => office.holding(id, day).or_else(|| office.holding_ever(id)),
            _ => None,
        };
        let value = |of: &dyn Fn(&Holding) -> String| old.map(of).unwrap_or_default();
        let media = value(&|h| match h.media.as_str() {
            "data" => "2".to_owned(),
            "medium" => "3".to_owned(),
            _ => "1".to_owned(),
        });
        let special = value(&|h| {
            let kinds: Vec<String> = h.special.iter().map(u8::to_string).collect();
            kinds.join(" ")
        });
        let place = value(&|h| h.place.map(|p| p.0.to_string()).unwrap_or_default());
        let task = value(&|h| h.task.as_ref().map(ToString::to_string).unwrap_or_default());
        let list = value(&|h| h.list.map(|l| l.letter().to_owned()).unwrap_or_default());
        let keep = |h: &Holding| h.keep.as_ref().map(|k| k.basis.to_string());
        let basis = value(&|h| keep(h).unwrap_or_default());
        let until = value(&|h| {
            let until = h.keep.as_ref().map(|k| typed_date(k.until, words));
            until.unwrap_or_default()
        });
        Form::new(vec![
            Entry::line(t!(words, register_title_column), 100, 44)
                .with(&value(&|h| h.title.to_string()))
                .hint(t!(words, register_title_hint)),
            Entry::ascii(t!(words, register_count), 8)
                .with(&value(&|h| h.count.to_string()))
                .hint(t!(words, register_count_hint)),
            Entry::line(t!(words, register_media), 12, 12)
                .with(&media)
                .hint(t!(words, register_media_hint)),
            Entry::line(t!(words, register_place), 40, 24)
                .with(&place)
                .hint(t!(words, register_place_hint)),
            Entry::line(t!(words, register_special), 60, 24)
                .with(&special)
                .hint(t!(words, register_special_hint)),
            Entry::line(t!(words, register_task), 100, 44)
                .with(&task)
                .hint(t!(words, register_task_hint)),
            Entry::line(t!(words, register_list), 3, 3)
                .with(&list)
                .hint(t!(words, register_list_hint)),
            Entry::line(t!(words, register_basis), 100, 44)
                .with(&basis)
                .hint(t!(words, register_basis_hint)),
            Entry::ascii(t!(words, register_until), 12)
                .with(&until)
                .hint(t!(words, register_until_hint)),
        ])
    }

    /// What was entered, by the rules of a table's row.
    pub(super) fn entered(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let (Some(office), Stage::Form(form)) = (&self.office, &self.stage) else {
            return;
        };
        let day = cx.now().date();
        if let Wish::End(id) = self.wish {
            let until = match parse_date(form.value(0), day) {
                Ok(until) => until,
                Err(_) => return cx.refuse(t!(words, setup_date_wrong)),
            };
            let Some(old) = office.holding_ever(id).cloned() else {
                return;
            };
            if until < day {
                let first = when::date(day, words);
                return cx.refuse(t!(words, people_not_before, first = first));
            }
            let sentence = t!(
                words,
                register_sentence_end,
                number = id.0.to_string(),
                title = old.title.as_str(),
                until = when::date(until, words)
            );
            let span = Span {
                from: day,
                until: Some(until),
            };
            let plan = Plan::End(Box::new(Holding { span, ..old }));
            return self.sign(plan, sentence, cx);
        }
        let mut cells: Vec<String> = (0..9)
            .map(|nth| form.value(nth).replace('\t', " "))
            .collect();
        cells.push(match self.wish {
            Wish::Item(id) => id.0.to_string(),
            _ => String::new(),
        });
        match import::holdings(&cells.join("\t"), office, day) {
            Err(misfits) => {
                let first = misfits.first().map(|m| cell_misfit(m, words));
                cx.refuse(first.unwrap_or_default());
            }
            Ok(rows) => self.rows(rows, cx),
        }
    }

    pub(super) fn text(&mut self, text: &str, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let Some(office) = self.office.clone() else {
            return;
        };
        match import::holdings(text, &office, cx.now().date()) {
            Ok(rows) => self.rows(rows, cx),
            Err(misfits) => {
                if let Stage::Table(table) = &mut self.stage {
                    let why = table.does_not_fit(misfits, words);
                    cx.refuse(why);
                }
            }
        }
    }

    /// Rows that fit: what looks like the persons' own data is asked about first.
    fn rows(&mut self, rows: Vec<ItemRow>, cx: &mut Cx<'_, Desk, Answer>) {
        match rows.iter().find_map(|row| row.doubt) {
            Some(doubt) => {
                let question = say::doubt(doubt, cx.words());
                self.doubt = Some((Dialog::yes_no(question), rows));
                cx.page_opened();
            }
            None => self.plan(&rows, cx),
        }
    }

    pub(super) fn plan(&mut self, rows: &[ItemRow], cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let plan = match cx.desk().view() {
            Ok(view) => view.take_in_holdings(rows),
            Err(why) => return cx.refuse(refusal::desk(&why, words)),
        };
        let Some(office) = self.office.clone() else {
            return;
        };
        if plan.is_empty() {
            return cx.refuse(t!(words, register_table_same));
        }
        let items: Vec<&Holding> = plan.holdings().collect();
        let mut sentence = match items.as_slice() {
            [only] => t!(
                words,
                register_sentence,
                number = only.id.0.to_string(),
                from = when::date(only.span.from, words),
                what = say::what(only, &office, words)
            ),
            many => {
                let shown = 4;
                let mut said: Vec<String> = many
                    .iter()
                    .take(shown)
                    .map(|item| format!("{} {}", item.id.0, item.title))
                    .collect();
                if many.len() > shown {
                    said.push(t!(words, register_table_more, count = many.len() - shown));
                }
                t!(
                    words,
                    register_sentence_table,
                    added = plan.added.len(),
                    changed = plan.changed.len(),
                    what = said.join(&t!(words, say_and))
                )
            }
        };
        let doubts = rows.iter().filter(|row| row.doubt.is_some()).count();
        if doubts > 0 {
            sentence += &t!(words, register_sentence_doubts, count = doubts);
        }
        self.sign(Plan::Items(plan), sentence, cx);
    }

    pub(super) fn turn(&mut self, turn: TableTurn, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        match turn {
            TableTurn::Taken => {}
            TableTurn::Refused(why) => cx.refuse(why),
            TableTurn::Left => return Next::Pop,
            TableTurn::Text(text) => self.text(&text, cx),
            TableTurn::Read(path) => {
                let words = cx.words();
                cx.spawn(move |_: &Desk| {
                    let read = import::read_file(&path);
                    Answer::Read(match read {
                        Ok((text, _)) => Ok(text),
                        Err(why) => Err(table_file(&why, words)),
                    })
                });
            }
        }
        Next::Stay
    }
}
