//! Keeping the read model up with the journal: its watermark, catching up, rebuilding.

use super::error::{FoldError, ModelError, StoreError};
use super::log::{self, OnWait};
use super::rows::{Fold, ModelRowsMut};
use super::tables::{Raw, RawMut, Room, WriteTables, model_prefix, schema_of};
use super::{Store, Waiting, meta};
use redb::{TableHandle as _, WriteTransaction};
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

/// How many entries the read model of that schema has taken in.
pub(super) fn applied(raw: &dyn Raw, schema: u32) -> Result<u64, StoreError> {
    match raw.get(Room::Applied, &schema.to_be_bytes())? {
        Some(value) => Ok(log::number(Room::Applied, &value)?),
        None => Ok(0),
    }
}

/// Takes in entries `from .. to`, which are in the tables.
pub(super) fn apply(
    tables: &dyn RawMut,
    fold: &dyn Fold,
    from: u64,
    to: u64,
) -> Result<(), ModelError> {
    if from >= to {
        return Ok(());
    }
    let schema = fold.schema();
    let mut rows = ModelRowsMut {
        raw: tables,
        schema,
    };
    for (index, entry) in log::read(
        tables,
        from,
        usize::try_from(to - from).unwrap_or(usize::MAX),
    )? {
        fold.apply(&mut rows, index, &entry)
            .map_err(|error| match error {
                FoldError::Store(error) => ModelError::Store(error),
                FoldError::Refused(reason) => ModelError::Fold { index, reason },
            })?;
    }
    let key = schema.to_be_bytes();
    Ok(tables.put(Room::Applied, &key, &to.to_be_bytes())?)
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
                    let from = applied(tables, fold.schema())?;
                    let size = log::size(tables)?;
                    let to = size.min(from.saturating_add(u64::from(batch.max(1))));
                    apply(tables, fold, from, to)?;
                    Ok::<_, ModelError>(Progress { applied: to, size })
                })?;
            }
            let go_on = progress(now) == Waiting::Go;
            if now.is_done() {
                self.remove_models(|schema| schema < fold.schema(), waiting)?;
                return Ok(now);
            }
            if !go_on {
                return Ok(now);
            }
        }
    }

    /// Forgets the rows of the fold's schema, then catches up from the first entry.
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
        self.remove_models(|schema| schema == fold.schema(), waiting)?;
        self.catch_up(fold, batch, waiting, progress)
    }

    /// Removes rows and watermarks of the schemas chosen, in a transaction of its own, far from
    /// any append.
    fn remove_models(
        &self,
        chosen: impl Fn(u32) -> bool,
        waiting: OnWait<'_>,
    ) -> Result<(), StoreError> {
        let mut schemas = Vec::new();
        self.snapshot()?.each_model(&mut |schema| {
            if chosen(schema) {
                schemas.push(schema);
            }
        })?;
        if schemas.is_empty() {
            return Ok(());
        }
        let txn = self.engine.begin_write(waiting)?;
        meta::check_may_write(&WriteTables::new(&txn))?;
        for schema in schemas {
            remove_model(&txn, schema)?;
        }
        Ok(txn.commit()?)
    }

    /// Runs `work` in a write transaction and commits it; after an error nothing is written.
    pub(super) fn in_transaction<T, E: From<StoreError>>(
        &self,
        waiting: OnWait<'_>,
        work: impl FnOnce(&WriteTables<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let txn = self.engine.begin_write(waiting)?;
        let result = {
            let tables = WriteTables::new(&txn);
            meta::check_may_write(&tables)?;
            work(&tables)?
        };
        txn.commit().map_err(StoreError::from)?;
        Ok(result)
    }
}

fn remove_model(txn: &WriteTransaction, schema: u32) -> Result<(), StoreError> {
    let prefix = model_prefix(schema);
    let names: Vec<String> = txn
        .list_tables()?
        .map(|table| table.name().to_owned())
        .filter(|name| name.starts_with(&prefix))
        .collect();
    for name in names {
        let table = redb::TableDefinition::<&[u8], &[u8]>::new(&name);
        txn.delete_table(table).map_err(super::fault::from_table)?;
    }
    WriteTables::new(txn).delete(Room::Applied, &schema.to_be_bytes())
}

/// The schemas of which there is a watermark or a table.
pub(super) fn each_model(
    raw: &dyn Raw,
    names: impl Iterator<Item = String>,
    visit: &mut dyn FnMut(u32),
) -> Result<(), StoreError> {
    let mut found: std::collections::BTreeSet<u32> =
        names.filter_map(|name| schema_of(&name)).collect();
    let all = (Bound::Unbounded, Bound::Unbounded);
    raw.scan(
        Room::Applied,
        all,
        super::Direction::Forward,
        &mut |key, _| {
            if let Ok(key) = key.try_into() {
                found.insert(u32::from_be_bytes(key));
            }
            ControlFlow::Continue(())
        },
    )?;
    found.into_iter().for_each(visit);
    Ok(())
}
