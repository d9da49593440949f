//! Reads a snapshot unit by unit: memory follows the largest account and region, not the file.

use super::{Header, SnapshotError, VERSION, damage, decode};
use crate::inventory::resource::Resource;
use crate::inventory::schema::common;
use crate::inventory::unit::{Scope, Unit};
use rayon::prelude::*;
use std::collections::HashSet;
use std::io::{self, BufRead, Read};

/// A line this long is damage: the largest resource AWS can describe is far below.
const LONGEST_LINE: u64 = 64 << 20;
/// Lines parsed at a time, in parallel.
const BATCH: usize = 2048;
/// A batch ends at this size, too: hostile lines are long.
const BATCH_BYTES: usize = 16 << 20;

/// A snapshot being read.
pub struct Reader<R> {
    path: String,
    input: R,
    line: u64,
    header: Header,
    /// The lines of a batch, kept for the next one.
    buffer: Vec<u8>,
    /// The first resource of the next unit, read while ending the one before it.
    pending: std::collections::VecDeque<Resource>,
    done: HashSet<(Box<str>, Box<str>)>,
    at_end: bool,
}

/// Whether text is a snapshot, by its first line.
pub fn is_snapshot(start: &str) -> bool {
    start.trim_start_matches('\u{feff}').trim_start().starts_with("{\"tidegate_snapshot\"")
}

impl Reader<Box<dyn BufRead + Send>> {
    /// Opens a file, through zstd when its first bytes say so.
    pub fn open(path: &std::path::Path) -> Result<Self, SnapshotError> {
        let name = path.display().to_string();
        let io = |error| SnapshotError::Io { path: name.clone(), error };
        let mut file = io::BufReader::with_capacity(1 << 20, std::fs::File::open(path).map_err(io)?);
        let zstd = file.fill_buf().map_err(io)?.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]);
        let input: Box<dyn BufRead + Send> = if zstd {
            let decoder = zstd::Decoder::with_buffer(file).map_err(io)?;
            Box::new(io::BufReader::with_capacity(1 << 20, decoder))
        } else {
            Box::new(file)
        };
        Reader::new(name, input)
    }
}

impl<R: BufRead> Reader<R> {
    /// Reads the header. `path` is only the name used in errors.
    pub fn new(path: String, mut input: R) -> Result<Self, SnapshotError> {
        let mut first = Vec::new();
        let mut line = 0;
        next_line(&path, &mut input, &mut first, &mut line)?;
        let header = header(&path, &first)?;
        let (buffer, pending, done) = Default::default();
        Ok(Reader { path, input, line, header, buffer, pending, done, at_end: false })
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The next account and region, linked; `None` at the end of the file.
    pub fn next_unit(&mut self) -> Result<Option<Unit>, SnapshotError> {
        let mut resources: Vec<Resource> = Vec::new();
        loop {
            if self.pending.is_empty() && !self.at_end {
                self.fill()?;
            }
            match self.pending.front() {
                Some(next) if resources.first().is_none_or(|r| scope(r) == scope(next)) => {
                    resources.extend(self.pending.pop_front());
                }
                _ => break,
            }
        }
        let Some(first) = resources.first() else { return self.whole().map(|()| None) };
        let (account, region) = scope(first);
        let scope = Scope { account: account.into(), region: region.into(), ..Scope::default() };
        if !self.done.insert((scope.account.clone(), scope.region.clone())) {
            let problem = format!(
                "the resources of account {} region {} do not stand together",
                scope.account, scope.region
            );
            return Err(self.damaged(u64::from(first.line), problem));
        }
        let unit = Unit::new(scope, resources, &self.header.coverage);
        match twin(unit.resources()) {
            Some(twin) => {
                let problem =
                    format!("{} {} stands here a second time", twin.kind.name, twin.id.escape_debug());
                Err(self.damaged(u64::from(twin.line), problem))
            }
            None => Ok(Some(unit)),
        }
    }

    fn fill(&mut self) -> Result<(), SnapshotError> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        let mut lines = Vec::with_capacity(BATCH);
        while lines.len() < BATCH && buffer.len() < BATCH_BYTES {
            let start = buffer.len();
            if !next_line(&self.path, &mut self.input, &mut buffer, &mut self.line)? {
                self.at_end = true;
                break;
            }
            lines.push((self.line, start..buffer.len()));
        }
        let parsed: Vec<Result<Resource, (u64, String)>> = lines
            .par_iter()
            .with_min_len(64)
            .map(|(line, bytes)| match decode::resource(&buffer[bytes.clone()]) {
                Ok(mut r) => {
                    r.line = u32::try_from(*line).unwrap_or(u32::MAX);
                    Ok(r)
                }
                Err(e) => Err((*line, damage::of(&e))),
            })
            .collect();
        for r in parsed {
            let r = r.map_err(|(line, problem)| self.damaged(line, problem))?;
            self.pending.push_back(r);
        }
        self.buffer = buffer;
        Ok(())
    }

    /// Nothing but the count in the header tells a file cut between two lines from a smaller account.
    fn whole(&self) -> Result<(), SnapshotError> {
        let (said, read) = (self.header.resources, self.line - 1);
        if said == read {
            return Ok(());
        }
        let problem = format!("the header says {said} resources, but the file ends after {read}");
        Err(self.damaged(self.line, problem))
    }

    fn damaged(&self, line: u64, problem: String) -> SnapshotError {
        SnapshotError::Damaged { path: self.path.clone(), line, problem }
    }
}

/// Account and region of the unit that a resource belongs to.
fn scope(r: &Resource) -> (&str, &str) {
    if let Some(seen_from) = &r.seen_from {
        return (&seen_from.0, &seen_from.1);
    }
    let text = |field| r.known_text(field).unwrap_or("");
    (text(common::ACCOUNT), text(common::REGION))
}

/// A resource that stands twice in one unit would be judged twice, or hide its other half. `resources` are
/// sorted by kind and id, twins in the order of the file.
fn twin(resources: &[Resource]) -> Option<&Resource> {
    resources.windows(2).find(|pair| pair[0].kind == pair[1].kind && pair[0].id == pair[1].id).map(|p| &p[1])
}

fn header(path: &str, line: &[u8]) -> Result<Header, SnapshotError> {
    let not = || SnapshotError::NotASnapshot { path: path.into() };
    let value: serde_json::Value = serde_json::from_slice(line).map_err(|_| not())?;
    let version = value.get("tidegate_snapshot").and_then(serde_json::Value::as_u64).ok_or_else(not)?;
    if version > u64::from(VERSION) {
        return Err(SnapshotError::TooNew { path: path.into(), found: version });
    }
    serde_json::from_value(value).map_err(|e| SnapshotError::Damaged {
        path: path.into(),
        line: 1,
        problem: format!("header: {}", damage::of(&e)),
    })
}

/// Reads one line without its newline; `false` at the end of the input.
///
/// The writer ends every line: a last line without newline is half a file.
fn next_line(
    path: &str,
    input: &mut impl BufRead,
    into: &mut Vec<u8>,
    line: &mut u64,
) -> Result<bool, SnapshotError> {
    let n = input.by_ref().take(LONGEST_LINE).read_until(b'\n', into).map_err(|error| {
        SnapshotError::Damaged { path: path.into(), line: *line + 1, problem: error.to_string() }
    })?;
    if n == 0 {
        return Ok(false);
    }
    *line += 1;
    if into.pop() != Some(b'\n') {
        let problem =
            if n as u64 == LONGEST_LINE { "line too long" } else { "the file ends inside this line" };
        return Err(SnapshotError::Damaged { path: path.into(), line: *line, problem: problem.into() });
    }
    Ok(true)
}
