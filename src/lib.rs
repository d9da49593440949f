//! tidegate: a read-only security posture scanner for the AWS streaming-data path.
//!
//! One road, whatever the input: an account, a snapshot or a template becomes an inventory with its
//! coverage; rules judge the inventory; reports print the findings.
//!
//! ```text
//! collect (account) ─┐
//! template (files)  ─┼─► inventory + coverage ─► evaluate (rules) ─► report ─► exit code
//! snapshot (file)   ─┘
//! ```
//!
//! Each room may use only the rooms named in `tests/it/architecture.rs`.

#[cfg(feature = "aws")]
pub mod collect;
pub mod connect;
pub mod evaluate;
pub mod inventory;
pub mod report;
pub mod rules;
pub mod template;
pub mod words;
