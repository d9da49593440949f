//! Writes a snapshot: whole or not at all.

use super::{Header, whole_file};
use crate::inventory::unit::Unit;
use std::io::{self, Write};
use std::path::Path;

/// Writes header and units as JSON Lines.
pub struct Writer<W: Write> {
    out: W,
    line: u32,
}

impl<W: Write> Writer<W> {
    pub fn new(mut out: W, header: &Header) -> io::Result<Self> {
        serde_json::to_writer(&mut out, header)?;
        out.write_all(b"\n")?;
        Ok(Self { out, line: 1 })
    }

    /// Writes the unit's resources in their order. Units must come sorted by account and region.
    pub fn unit(&mut self, unit: &Unit) -> io::Result<()> {
        for r in unit.resources() {
            serde_json::to_writer(&mut self.out, r)?;
            self.out.write_all(b"\n")?;
            self.line += 1;
        }
        Ok(())
    }

    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Gives every resource the line it will have in a snapshot of these units.
pub fn number_lines(units: &mut [Unit]) {
    let mut line = 1;
    for unit in units {
        for r in unit.resources_mut() {
            line += 1;
            r.line = line;
        }
    }
}

/// Writes a file under a temporary name beside it and renames it when complete; zstd when the name ends in
/// `.zst`. Readable only by its owner: an inventory is nobody else's business.
pub fn write_atomically(path: &Path, header: &Header, units: &[Unit]) -> io::Result<()> {
    whole_file(path, |file| {
        let out = io::BufWriter::new(file);
        let mut out = if path.extension().is_some_and(|e| e == "zst") {
            let encoder = zstd::Encoder::new(out, 3)?;
            units_to(encoder, header, units)?.finish()?
        } else {
            units_to(out, header, units)?
        };
        out.flush()
    })
}

fn units_to<W: Write>(out: W, header: &Header, units: &[Unit]) -> io::Result<W> {
    let mut writer = Writer::new(out, header)?;
    for unit in units {
        writer.unit(unit)?;
    }
    writer.finish()
}
