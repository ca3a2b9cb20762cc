//! One screen on the stack, the jobs it has running, and what its message row says.

use super::frame::{self, Notice};
use super::jobs::Weight;
use super::message::{Progress, Token};
use super::screen::{Opened, View};
use super::theme::Tone;
use crate::t;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// A screen on the stack, with its jobs.
pub(super) struct Layer<D> {
    pub(super) token: Token,
    pub(super) screen: Opened<D>,
    pub(super) running: Vec<Running>,
}

/// A job that the worker has not finished.
pub(super) struct Running {
    pub(super) weight: Weight,
    pub(super) stop: Arc<AtomicBool>,
    pub(super) progress: Option<Progress>,
}

impl<D> Layer<D> {
    /// Whether it waits for a job.
    pub(super) fn waits(&self) -> bool {
        self.running.iter().any(|job| job.weight != Weight::Quiet)
    }

    /// A long job with its label.
    pub(super) fn long(&self) -> Option<(&Running, &str)> {
        self.running.iter().find_map(|job| match &job.weight {
            Weight::Long(label) => Some((job, label.as_str())),
            _ => None,
        })
    }
}

/// Row 23: a long job, then what has just happened, then what the screen says.
pub(super) fn message<D>(
    notice: Option<&Notice>,
    layer: &Layer<D>,
    view: &View<'_, D>,
) -> (Tone, String) {
    match notice {
        Some(Notice::Done(text)) => return (Tone::Notice, text.clone()),
        Some(Notice::Refused(text)) => return (Tone::Refusal, text.clone()),
        None => {}
    }
    if let Some((job, label)) = layer.long() {
        return (
            Tone::Plain,
            frame::progress(label, job.progress, view.words),
        );
    }
    if layer.waits() {
        return (Tone::Plain, t!(view.words, frame_busy));
    }
    (Tone::Plain, layer.screen.0.screen().hint(view))
}
