//! Connector, worker and client properties -> their redacted, classified form. No AWS, no files, no rules.
//!
//! A connector's configuration is read as its connector and its driver would read it: which server is spoken to
//! and how ([`level`]), which values are secrets and whether they stand there literally ([`secret`]), which
//! config providers are asked ([`token`]). Values enter here and do not leave: [`redact`] is the boundary.

pub mod client;
pub mod client_file;
pub mod facts;
pub mod flat;
pub mod jdbc;
pub mod judge;
pub mod knowledge;
pub mod level;
mod look;
pub mod mongodb;
pub mod names;
pub mod properties;
pub mod record;
pub mod redact;
pub mod registry;
pub mod secret;
mod shape;
pub mod token;
pub mod url;
pub mod worker;
