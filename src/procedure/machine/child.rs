//! Cases that a case has opened: it cannot close before them.

use super::{World, state_of};
use crate::journal::CaseId;
use crate::procedure::case::{Case, Child, State};

/// The case on which `child` follows, after that has begun: where the child binds, it is held open.
#[must_use]
pub fn child_bound(world: &World<'_>, parent: &Case, child: &Case) -> Case {
    let mut parent = parent.clone();
    let known = Child {
        procedure: child.procedure.id.clone(),
        line: child.origin.as_ref().and_then(|origin| origin.line),
        closed: child.state != State::Open,
    };
    parent.children.insert(child.id, known);
    if let Some(def) = world.catalogue.get(&parent.procedure) {
        parent.state = state_of(def, &parent);
    }
    parent
}

/// The parent after a case that it opened has come to its end.
#[must_use]
pub fn child_closed(world: &World<'_>, parent: &Case, child: CaseId) -> Case {
    child_is(world, parent, child, true)
}

/// The parent after a case that it opened has been opened again.
#[must_use]
pub fn child_reopened(world: &World<'_>, parent: &Case, child: CaseId) -> Case {
    child_is(world, parent, child, false)
}

fn child_is(world: &World<'_>, parent: &Case, child: CaseId, closed: bool) -> Case {
    let mut parent = parent.clone();
    if let Some(known) = parent.children.get_mut(&child) {
        known.closed = closed;
    }
    if let Some(def) = world.catalogue.get(&parent.procedure) {
        parent.state = state_of(def, &parent);
    }
    parent
}
