//! Tests of the reader, from text to inventory.

mod trees;
