//! The lines of the report: cleaned, wrapped, indented.

use super::super::Options;
use super::super::grid;
use super::super::style::Paint;
use super::super::wrap::{pad, width, wrap};
use crate::rules::Language;
use crate::words::{self, Words, words};
use std::io::{self, Write};

pub struct Sheet<'o> {
    out: &'o mut dyn Write,
    pub width: usize,
    pub wide: bool,
    pub ascii: bool,
    pub paint: Paint,
    pub words: &'static Words,
    pub language: Language,
}

impl<'o> Sheet<'o> {
    pub fn new(out: &'o mut dyn Write, language: Language, width: usize, options: &Options<'_>) -> Self {
        Self {
            out,
            width,
            wide: width >= super::WIDE,
            ascii: options.ascii,
            paint: Paint { on: options.color },
            words: words(language),
            language,
        }
    }

    /// A line that is ready: wrapped, clean, perhaps painted.
    pub fn ready(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{}", line.trim_end())
    }

    pub fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    pub fn heading(&mut self, text: &str) -> io::Result<()> {
        self.blank()?;
        for line in wrap(text, self.width) {
            self.ready(&self.paint.heading(&line))?;
        }
        Ok(())
    }

    /// Running text, wrapped and indented.
    pub fn text(&mut self, indent: usize, text: &str) -> io::Result<()> {
        self.text_like(indent, text, |_, line| line.to_owned())
    }

    /// Running text of which each line is painted.
    pub fn text_like(
        &mut self,
        indent: usize,
        text: &str,
        like: fn(Paint, &str) -> String,
    ) -> io::Result<()> {
        for line in wrap(&words::block(text), self.width.saturating_sub(indent)) {
            let line = like(self.paint, &line);
            self.ready(&format!("{}{line}", " ".repeat(indent)))?;
        }
        Ok(())
    }

    /// Short texts side by side, as many on a line as fit.
    pub fn parts(&mut self, parts: &[String], like: fn(Paint, &str) -> String) -> io::Result<()> {
        let mut line = String::new();
        for part in parts {
            if !line.is_empty() && width(&line) + 2 + width(part) > self.width {
                self.text_like(0, &std::mem::take(&mut line), like)?;
            }
            if !line.is_empty() {
                line.push_str("  ");
            }
            line.push_str(part);
        }
        self.text_like(0, &line, like)
    }

    /// A name on a line of its own, never broken, so that it can be copied.
    pub fn name(&mut self, indent: usize, name: &str) -> io::Result<()> {
        self.ready(&format!("{}{}", " ".repeat(indent), words::line(name)))
    }

    /// A label and its text, the text's further lines below its first.
    pub fn field(&mut self, label: &str, label_width: usize, text: &str) -> io::Result<()> {
        let indent = label_width + 2;
        let mut label = pad(label, label_width);
        for line in wrap(&words::line(text), self.width.saturating_sub(indent)) {
            self.ready(&format!("{label}  {line}"))?;
            label = " ".repeat(label_width);
        }
        Ok(())
    }

    /// A label and a name that is never broken.
    pub fn name_field(&mut self, label: &str, label_width: usize, name: &str) -> io::Result<()> {
        self.ready(&format!("{}  {}", pad(label, label_width), words::line(name)))
    }

    /// Commands with what they are for, side by side where that fits.
    pub fn commands(&mut self, commands: &[(String, &str)]) -> io::Result<()> {
        let longest = grid::widest(commands.iter().map(|(c, _)| c.as_str()));
        for (command, what) in commands {
            if 2 + longest + 2 + width(what) <= self.width {
                self.ready(&format!("  {}  {what}", pad(command, longest)))?;
            } else {
                self.name(2, command)?;
                self.text(4, what)?;
            }
        }
        Ok(())
    }
}
