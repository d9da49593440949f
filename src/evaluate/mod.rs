//! Inventory x rules -> findings. Pure: no clock, no network, no files.
