//! Taking a definition into use: looked at, proved, signed by one person, countersigned by another.
//!
//! Syntax, structure and what the office runs already are judged at every signature and again by
//! the replay. The proof takes seconds: it runs before any key is opened, so that nobody signs what
//! breaks a law, and again in a verification.

use super::definitions::{catalogue_of, judge, text_of};
use super::error::{DeskError, LeftOut, SignError, Why};
use super::fault::{self, Fault, FaultKind};
use super::forms::judge_layout;
use super::{Desk, View};
use crate::form::{FORMS, Layout};
use crate::journal::{EntryId, TextDigest};
use crate::office::{Office, OfficeAct, Pin};
use crate::procedure::{
    Catalogue, DefId, DefRef, Definition, Proof, definition_text, prove_watched,
};
use std::path::Path;
use std::sync::{Arc, PoisonError};

/// Acts on one path of the proof that are no step forward: enough to break a definition that leaves
/// a law out.
pub const DETOURS: u8 = 1;

/// States after which a definition is too large to be proved: some half a minute.
pub const MOST_STATES: usize = 200_000;

/// A definition that could be taken into use.
#[derive(Debug, Clone)]
pub struct Examined {
    /// What would be signed, or waits for its countersignature.
    pub act: OfficeAct,
    /// It, read.
    pub definition: Arc<Definition>,
    /// Its text.
    pub text: String,
    /// What it replaces, with its text.
    pub replaces: Option<(DefRef, String)>,
    /// What the proof saw.
    pub proof: Proof,
}

/// A layout that could be taken into use.
#[derive(Debug, Clone)]
pub struct ExaminedForm {
    /// What would be signed, or waits for its countersignature.
    pub act: OfficeAct,
    /// It, read.
    pub layout: Box<Layout>,
    /// Its revision.
    pub rev: u32,
    /// Its text.
    pub text: String,
    /// The text that the form is printed with now.
    pub replaces: Option<String>,
}

/// Why it could not.
#[derive(Debug)]
pub enum Unfit {
    /// What is wrong with it, each with its line.
    Faults(Vec<Fault>),
    /// The proof was stopped by who waits for it.
    Stopped,
    /// The desk could not be asked.
    Desk(DeskError),
}

impl From<DeskError> for Unfit {
    fn from(e: DeskError) -> Self {
        Self::Desk(e)
    }
}

/// Reads a file as the text that would be signed.
///
/// # Errors
/// Every line that is refused, or the operating system's word.
pub fn read_definition(path: &Path) -> Result<String, Vec<Fault>> {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let limit = crate::office::MAX_DEFINITION as u64 + 1;
    let read = std::fs::File::open(path).and_then(|open| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::Read::take(open, limit), &mut bytes)?;
        Ok(bytes)
    });
    match read {
        Ok(bytes) => definition_text(&file, &bytes).map_err(fault::all),
        Err(e) => Err(vec![Fault {
            line: 0,
            what: FaultKind::Unread(e.kind()),
        }]),
    }
}

/// Judges a definition and walks every state of it. `watch` is told how many states were seen.
///
/// # Errors
/// [`Unfit`].
pub fn examine(
    catalogue: &Catalogue,
    file: &str,
    text: &str,
    watch: &dyn Fn(usize) -> bool,
) -> Result<(Arc<Definition>, Proof), Unfit> {
    let judged = catalogue.judge(file, text);
    let definition = judged.map_err(|faults| Unfit::Faults(fault::all(faults)))?;
    let definition = Arc::new(definition);
    let with = catalogue.with(Arc::clone(&definition));
    let stopped = std::cell::Cell::new(false);
    let proof = prove_watched(&with, &definition, DETOURS, &|states| {
        stopped.set(!watch(states));
        !stopped.get() && states <= MOST_STATES
    });
    let broken: Vec<Fault> = proof
        .broken
        .iter()
        .map(|b| {
            let path = b.path.iter().map(ToString::to_string).collect();
            Fault::whole(FaultKind::Unlawful { law: b.law, path })
        })
        .collect();
    match (broken.is_empty(), stopped.get(), proof.complete) {
        (false, ..) => Err(Unfit::Faults(broken)),
        (true, true, _) => Err(Unfit::Stopped),
        (true, false, false) => Err(Unfit::Faults(vec![Fault::whole(FaultKind::States)])),
        (true, false, true) => Ok((definition, proof)),
    }
}

/// The text that a form is printed with: the office's own, or the program's.
#[must_use]
pub fn form_text(office: &Office, id: &str) -> Option<String> {
    let own = office.own_form(id).map(|form| form.text.clone());
    own.or_else(|| {
        let mut program = FORMS.iter();
        let file = format!("{id}.toml");
        program
            .find(|(name, _)| *name == file)
            .map(|(_, text)| (*text).to_owned())
    })
}

impl View {
    /// The act that a pending entry would give effect to, where it is on procedures.
    #[must_use]
    pub fn pending_procedure(&self, entry: &EntryId) -> Option<&OfficeAct> {
        let waiting = self.office.pending.get(entry)?;
        waiting.act.is_of_procedures().then_some(&waiting.act)
    }
}

impl Desk {
    /// Looks at a text that is to be adopted, and proves it.
    ///
    /// # Errors
    /// [`Unfit`]; nothing was written.
    pub fn examine_text(
        &self,
        file: &str,
        text: &str,
        watch: &dyn Fn(usize) -> bool,
    ) -> Result<Examined, Unfit> {
        let view = self.view()?;
        let read =
            Definition::read(file, text).map_err(|fault| Unfit::Faults(vec![fault.into()]))?;
        let act = OfficeAct::Adopt {
            id: read.id.0,
            rev: read.rev,
            text: text.to_owned(),
        };
        self.examined(&view.office, file, act, watch)
    }

    /// The same of an act that brings a definition: one that waits for its countersignature, or the
    /// taking up of one of the program.
    ///
    /// # Errors
    /// [`Unfit`]; nothing was written.
    pub fn examine_act(
        &self,
        act: &OfficeAct,
        watch: &dyn Fn(usize) -> bool,
    ) -> Result<Examined, Unfit> {
        let view = self.view()?;
        let file = match act {
            OfficeAct::Adopt { id, .. } | OfficeAct::TakeUp { id, .. } => id.clone(),
            _ => String::new(),
        };
        self.examined(&view.office, &file, act.clone(), watch)
    }

    /// Looks at the text of a layout that is to be adopted. There is nothing to prove: a layout says
    /// how what was recorded is printed, and changes nothing of what is recorded.
    ///
    /// # Errors
    /// [`Unfit`]; nothing was written.
    pub fn examine_form(&self, file: &str, text: &str) -> Result<ExaminedForm, Unfit> {
        let office = self.view()?.office;
        let layout = judge_layout(&office, file, text).map_err(Unfit::Faults)?;
        let rev = office.next_form(&layout.id);
        let act = OfficeAct::AdoptForm {
            id: layout.id.clone(),
            rev,
            text: text.to_owned(),
        };
        judge(&office, &act).map_err(Unfit::Faults)?;
        Ok(ExaminedForm {
            act,
            rev,
            text: text.to_owned(),
            replaces: form_text(&office, &layout.id),
            layout: Box::new(layout),
        })
    }

    fn examined(
        &self,
        office: &Office,
        file: &str,
        act: OfficeAct,
        watch: &dyn Fn(usize) -> bool,
    ) -> Result<Examined, Unfit> {
        let catalogue = catalogue_of(office);
        let text = match &act {
            OfficeAct::Adopt { text, .. } => text.clone(),
            OfficeAct::TakeUp { id, rev, .. } => {
                let reference = DefRef {
                    id: DefId::from(id.as_str()),
                    rev: *rev,
                };
                text_of(office, &reference).unwrap_or_default()
            }
            _ => String::new(),
        };
        let (definition, proof) = examine(catalogue, file, &text, watch)?;
        judge(office, &act).map_err(Unfit::Faults)?;
        self.set_proved(office, &definition, &text);
        let replaces = catalogue.latest(&definition.id).map(|old| {
            let text = text_of(office, &old.reference()).unwrap_or_default();
            (old.reference(), text)
        });
        Ok(Examined {
            act,
            definition,
            text,
            replaces,
            proof,
        })
    }

    fn set_proved(&self, office: &Office, definition: &Definition, text: &str) {
        let digest = Pin::of(&definition.id.0, definition.rev, text).digest;
        let mut proved = self.proved.lock().unwrap_or_else(PoisonError::into_inner);
        *proved = Some((std::ptr::from_ref(catalogue_of(office)) as usize, digest));
    }

    fn is_proved(&self, office: &Office, digest: TextDigest) -> bool {
        let proved = self.proved.lock().unwrap_or_else(PoisonError::into_inner);
        *proved == Some((std::ptr::from_ref(catalogue_of(office)) as usize, digest))
    }

    /// Nobody signs a definition that breaks a law: proves what `act` brings, or what it
    /// countersigns, unless that was just done.
    pub(super) fn prove_act(&self, view: &View, act: &OfficeAct) -> Result<(), SignError> {
        let left_out = |faults| {
            SignError::AllLeftOut(vec![LeftOut {
                position: 0,
                case: None,
                why: Why::Definition(faults),
            }])
        };
        let brought = match act {
            OfficeAct::Countersign { entry } => match view.pending_procedure(entry) {
                Some(act) => act,
                None => return Ok(()),
            },
            act => act,
        };
        let digest = match brought {
            OfficeAct::Adopt { id, rev, text } => Pin::of(id, *rev, text).digest,
            OfficeAct::TakeUp { digest, .. } => *digest,
            _ => return Ok(()),
        };
        if self.is_proved(&view.office, digest) {
            return Ok(());
        }
        match self.examine_act(brought, &|_| true) {
            Ok(_) => Ok(()),
            Err(Unfit::Faults(faults)) => Err(left_out(faults)),
            Err(Unfit::Stopped) => Err(left_out(Vec::new())),
            Err(Unfit::Desk(e)) => Err(e.into()),
        }
    }
}
