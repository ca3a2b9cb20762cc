//! What a signature says, and what was established before.

use super::*;

impl Run {
    /// What the signature says, word for word.
    pub(in crate::tui::screens::wizard) fn sentence(&self) -> Vec<String> {
        let given = if self.recheck {
            Values::new()
        } else {
            self.asked()
        };
        let lines = self.lines();
        let signed = Signed {
            values: &given,
            lines: &lines,
            day: None,
            today: self.today(),
        };
        let words = self.ground.words;
        match &self.task {
            Task::Extend { .. } => return self.own_sentence(|w| t!(w, wizard_extend_sentence)),
            Task::SendBack { step, .. } => {
                let title = self
                    .def
                    .step(step)
                    .map(|s| s.title.get(self.ground.tongue()));
                let title = title.unwrap_or_default().to_owned();
                return self
                    .own_sentence(|w| t!(w, wizard_send_back_sentence, step = title.as_str()));
            }
            Task::New { .. } | Task::Step { .. } => {}
        }
        // What each of the steps says comes first, then every value once.
        let (mut said, mut values): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for step in &self.steps {
            let tongue = tongue(words);
            let case = self.case.as_ref();
            let lines = sentence(&self.world(), self.def, case, step, &signed, tongue);
            for (nth, line) in lines.into_iter().enumerate() {
                if nth == 0 {
                    said.push(line);
                } else if !values.contains(&line) {
                    values.push(line);
                }
            }
        }
        said.extend(values);
        said
    }

    /// The sentence of an act of the machine's own, with what the case is about and the answers.
    fn own_sentence(&self, first: impl Fn(Locale) -> String) -> Vec<String> {
        let words = self.ground.words;
        let mut said = vec![first(words)];
        said.extend(
            self.context(false)
                .into_iter()
                .map(|(label, value)| t!(words, wizard_line, label = label, value = value)),
        );
        for entry in &self.entries {
            if let Ok(Some(value)) = entry.value(&self.ground) {
                let value = self.say(None, &value);
                said.push(t!(
                    words,
                    wizard_line,
                    label = entry.label.as_str(),
                    value = value
                ));
            }
        }
        said
    }

    fn say(&self, field: Option<&crate::procedure::Field>, value: &Value) -> String {
        let Ground { office, today, .. } = &self.ground;
        crate::procedure::say_value(field, value, office, *today, self.ground.tongue())
    }

    /// What was established before: label and value, none of it blind; what was `typed` on earlier
    /// pages too.
    pub(in crate::tui::screens::wizard) fn context(&self, typed: bool) -> Vec<(String, String)> {
        let mut all = self
            .case
            .as_ref()
            .map(|c| c.values.clone())
            .unwrap_or_default();
        if typed {
            all.extend(self.given());
        }
        let blind = self.blind();
        let mut rows = Vec::new();
        for kind in [Kind::HoldingLines, Kind::Choice, Kind::Text] {
            let found = self.def.fields.iter().find(|field| {
                field.kind == kind
                    && (kind != Kind::Choice || field.id.0 == crate::desk::MEANS)
                    && all.contains_key(&field.id)
                    && !blind.contains(&field.id)
            });
            let Some((field, value)) = found.and_then(|f| Some((f, all.get(&f.id)?))) else {
                continue;
            };
            let label = field.label.get(self.ground.tongue());
            // What begins with a bracket has nothing before it.
            let short = label.split(['（', '(']).next().unwrap_or(label);
            let label = if short.is_empty() { label } else { short };
            let said = match value {
                // While a second check is awaited, how many there are is for it to count.
                Value::HoldingLines(lines) if !blind.is_empty() => {
                    let titles: Vec<&str> = lines.iter().map(|l| l.title.as_str()).collect();
                    titles.join(&t!(self.ground.words, wizard_between))
                }
                value => self.say(Some(field), value),
            };
            let label = match kind {
                Kind::HoldingLines => t!(self.ground.words, wizard_documents),
                _ => label.to_owned(),
            };
            rows.push((label, said));
        }
        if let (Task::Extend { .. }, Some(case)) = (&self.task, &self.case)
            && let Some(due) = due(self.def, case).first()
        {
            let label = t!(self.ground.words, wizard_due_now);
            rows.push((label, self.say(None, &Value::Date(due.by))));
        }
        rows
    }

    /// Whether the first check itself is made here: its answers are hidden from others, and not
    /// from who gives them.
    fn checks_first(&self) -> bool {
        let mut own = self.steps.iter().filter_map(|id| self.def.step(id));
        own.any(|step| {
            let blind = self.def.fields.iter().filter(|f| f.recheck.is_some());
            step.opens_case() && blind.into_iter().any(|f| f.filled_by(step))
        })
    }

    /// What nobody may see yet.
    pub(in crate::tui::screens::wizard) fn blind(&self) -> BTreeSet<FieldId> {
        self.case
            .as_ref()
            .filter(|_| !self.checks_first())
            .map(|case| hidden(self.def, case))
            .unwrap_or_default()
    }

    /// Who sent back what is signed here again, when, and why.
    pub(in crate::tui::screens::wizard) fn sent_back(&self) -> Option<String> {
        let case = self.case.as_ref().filter(|_| !self.is_own())?;
        let (note, _) = self
            .steps
            .iter()
            .find_map(|step| crate::tui::say::sent_back(case, step))?;
        let words = self.ground.words;
        Some(t!(
            words,
            wizard_sent_back,
            who = crate::tui::say::person(&self.ground.office, note.by),
            when = crate::tui::say::when::moment(note.recorded.0, self.ground.now, words),
            reason = note.words.to_string()
        ))
    }

    /// Who made the check that this one repeats.
    pub(in crate::tui::screens::wizard) fn first_checker(
        &self,
    ) -> Option<(PersonNo, crate::calendar::Recorded)> {
        let case = self.case.as_ref()?;
        let first = self.steps.first().and_then(|id| self.def.step(id))?;
        let mark = case
            .marks
            .iter()
            .rev()
            .find(|mark| mark.void.is_none() && first.after.contains(&mark.step))?;
        Some((mark.by, mark.recorded))
    }
}
