//! Tests of the reader, from text to inventory.

mod expressions;
mod trees;
