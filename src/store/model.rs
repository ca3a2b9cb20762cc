//! Keeping the read model up with the journal: its watermark, catching up, rebuilding.

use super::error::{Corrupt, FoldError, ModelError, StoreError};
use super::log::{self, OnWait};
use super::rows::{Direction, Fold, ModelRowsMut};
use super::tables::{Raw, RawMut, Room, WriteTables, model_of};
use super::{Store, Waiting, meta};
use std::ops::{Bound, ControlFlow};

/// How far the read model is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Entries taken in.
    pub applied: u64,
    /// Entries there are.
    pub size: u64,
}

impl Progress {
    /// Whether nothing is missing.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.applied >= self.size
    }
}

/// What stands in the file about the read model of one schema.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct State {
    /// How many entries it has taken in.
    pub(super) applied: u64,
    /// Which of its sets of tables is in use: rebuilding begins a new one, so that damaged tables
    /// need not be touched.
    pub(super) generation: u32,
}

pub(super) fn state(raw: &dyn Raw, schema: u32) -> Result<State, StoreError> {
    let Some(value) = raw.get(Room::Applied, &schema.to_be_bytes())? else {
        return Ok(State::default());
    };
    let wrong = || Corrupt::new(Room::Applied.name(), "a row has the wrong length");
    let (generation, applied) = value.split_first_chunk::<4>().ok_or_else(wrong)?;
    Ok(State {
        applied: log::number(Room::Applied, applied)?,
        generation: u32::from_be_bytes(*generation),
    })
}

fn put_state(tables: &dyn RawMut, schema: u32, state: State) -> Result<(), StoreError> {
    let value = [
        state.generation.to_be_bytes().as_slice(),
        &state.applied.to_be_bytes(),
    ]
    .concat();
    tables.put(Room::Applied, &schema.to_be_bytes(), &value)
}

/// What a fold said of entry `index`.
pub(super) fn failed(index: u64, error: FoldError) -> ModelError {
    match error {
        FoldError::Store(error) => ModelError::Store(error),
        FoldError::Refused(reason) => ModelError::Fold { index, reason },
    }
}

/// Takes in the entries that are missing up to `to`, all of which are in the tables.
pub(super) fn apply(
    tables: &dyn RawMut,
    fold: &dyn Fold,
    state: State,
    to: u64,
) -> Result<(), ModelError> {
    let (schema, from) = (fold.schema(), state.applied);
    if from >= to {
        return Ok(());
    }
    let mut rows = ModelRowsMut {
        raw: tables,
        schema,
        generation: state.generation,
    };
    let count = usize::try_from(to - from).unwrap_or(usize::MAX);
    for (index, entry) in log::read(tables, from, count)? {
        fold.apply(&mut rows, index, &entry)
            .map_err(|error| failed(index, error))?;
    }
    let state = State {
        applied: to,
        ..state
    };
    Ok(put_state(tables, schema, state)?)
}

impl Store {
    /// Brings the read model up to the journal, `batch` entries a transaction, so that others can
    /// write in between; then removes the tables of older schemas. `progress` is asked after each
    /// batch and may stop it; what was done is kept.
    ///
    /// # Errors
    /// [`ModelError`]; what was done is kept.
    pub fn catch_up(
        &self,
        fold: &dyn Fold,
        batch: u32,
        waiting: OnWait<'_>,
        progress: &mut dyn FnMut(Progress) -> Waiting,
    ) -> Result<Progress, ModelError> {
        self.writable()?;
        loop {
            // A look without the writer's lock: most of the time there is nothing to do.
            let mut now = self.snapshot()?.progress(fold.schema())?;
            if !now.is_done() {
                now = self.in_transaction(waiting, |tables| {
                    let state = state(tables, fold.schema())?;
                    let size = log::size(tables)?;
                    let to = size.min(state.applied.saturating_add(u64::from(batch.max(1))));
                    apply(tables, fold, state, to)?;
                    Ok::<_, ModelError>(Progress { applied: to, size })
                })?;
            }
            let go_on = progress(now) == Waiting::Go;
            if now.is_done() {
                self.remove_old_models(fold.schema(), waiting)?;
                return Ok(now);
            }
            if !go_on {
                return Ok(now);
            }
        }
    }

    /// Makes the rows of the fold's schema anew from the first entry, in tables of their own: also
    /// where the old ones are damaged. Until it is done the read model is behind.
    ///
    /// # Errors
    /// As [`Store::catch_up`].
    pub fn rebuild(
        &self,
        fold: &dyn Fold,
        batch: u32,
        waiting: OnWait<'_>,
        progress: &mut dyn FnMut(Progress) -> Waiting,
    ) -> Result<Progress, ModelError> {
        self.writable()?;
        let schema = fold.schema();
        self.in_transaction(waiting, |tables| {
            let old = state(tables, schema)?;
            let new = State {
                applied: 0,
                generation: old.generation.wrapping_add(1),
            };
            put_state(tables, schema, new)
        })?;
        self.catch_up(fold, batch, waiting, progress)
    }

    /// Removes the tables of older schemas, and of older generations of this one, in transactions
    /// of their own, far from any append. A table too damaged to be taken apart stays.
    fn remove_old_models(&self, schema: u32, waiting: OnWait<'_>) -> Result<(), StoreError> {
        let now = self.snapshot()?;
        let current = (schema, state(now.tables(), schema)?.generation);
        for name in &now.table_names()? {
            if model_of(name).is_some_and(|model| model < current) {
                match self.remove_table(name, waiting) {
                    Err(StoreError::Corrupt(_)) | Ok(()) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        let mut marks: Vec<Vec<u8>> = Vec::new();
        let older = (Bound::Unbounded, Bound::Excluded(&schema.to_be_bytes()[..]));
        now.tables()
            .scan(Room::Applied, older, Direction::Forward, &mut |key, _| {
                marks.push(key.to_vec());
                ControlFlow::Continue(())
            })?;
        if marks.is_empty() {
            return Ok(());
        }
        self.in_transaction(waiting, |tables| {
            let mut marks = marks.iter();
            marks.try_for_each(|key| tables.delete(Room::Applied, key))
        })
    }

    fn remove_table(&self, name: &str, waiting: OnWait<'_>) -> Result<(), StoreError> {
        let txn = self.begin_write(waiting)?;
        meta::check_may_write(&WriteTables::new(&txn))?;
        let table = redb::TableDefinition::<&[u8], &[u8]>::new(name);
        txn.delete_table(table).map_err(super::fault::from_table)?;
        Ok(txn.commit()?)
    }

    /// Runs `work` in a write transaction and commits it; after an error nothing is written.
    pub(super) fn in_transaction<T, E: From<StoreError>>(
        &self,
        waiting: OnWait<'_>,
        work: impl FnOnce(&WriteTables<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let txn = self.begin_write(waiting)?;
        let result = {
            let tables = WriteTables::new(&txn);
            meta::check_may_write(&tables)?;
            self.settled_size(&tables)?;
            work(&tables)?
        };
        txn.commit().map_err(StoreError::from)?;
        Ok(result)
    }
}
