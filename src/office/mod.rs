//! Who and where: persons, roles with dates, places, means, the profile. All as of a day.
//!
//! Called by `procedure` (who may sign) and `desk`. Built only by folding office entries
//! ([`Office::apply`]). Does no I/O and asks no clock; knows no procedure.

mod act;
mod apply;
mod capacity;
mod contact;
mod founding;
mod layouts;
mod pending;
mod procedures;
mod profile;
mod register;

pub use act::{MeansChange, OfficeAct, PersonChange, PlaceChange};
pub use apply::{OfficeAt, OfficeRefusal};
pub use contact::Contact;
pub use founding::{Founding, Settings};
pub use layouts::OwnForm;
pub use pending::{NotTheirs, Pending, Vouched, Voucher};
pub use procedures::{End, InUse, MAX_DEFINITION, Pin};
pub use profile::{Line, Profile, ProfileId};
pub use register::{
    Grant, Holding, Keep, KeyChange, Means, Mokuroku, Office, Person, Place, Span, Standing, Unit,
};
