//! What was found, and what could not be looked at. No AWS client, no file format of others, no rule, no clock.
//!
//! [`Resource`]s hold [`Fact`]s in the slots of their kind's field table ([`kinds`]); a [`Unit`] holds the
//! resources of one account and region, linked; [`snapshot`] is the inventory as a file.

pub mod arn;
pub mod broker;
pub mod checkout;
pub mod coverage;
pub mod defaults;
pub mod fact;
pub mod join;
pub mod kinds;
mod link;
pub mod managed;
pub mod near;
pub mod policy;
pub mod resource;
pub mod schema;
pub mod secret_arn;
mod share;
pub mod snapshot;
pub mod streaming;
pub mod unit;

pub use arn::Arn;
pub use checkout::Checkout;
pub use coverage::{Coverage, Gap};
pub use fact::{Denial, Fact, Link, List, Origin, Piece, Place, Target, Value, Via, Why};
pub use join::Account;
pub use resource::{Record, Resource};
pub use schema::{FieldDef, KindDef, RecordDef, Type};
pub use unit::{Input, Scope, Unit};
