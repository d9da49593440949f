//! Terraform's JSON syntax -> the HCL that means the same, with the places that its parts come from.
//!
//! Whether a property of a resource is an argument or a block only its provider's schema tells; an object stands for
//! either here, as the readers of arguments take both. `"//"` is a comment.

use super::super::super::cloudformation::json;
use super::super::super::cloudformation::tree::{Fault, Kind, Node, Pair};
use super::super::super::source::{Origins, Span};
use super::scan::hole_length;

/// What a text comes to.
pub struct Made {
    pub hcl: String,
    pub origins: Origins,
    /// What is wrong with it and keeps nothing else from being read.
    pub faults: Vec<Fault>,
    pub comments: Vec<Comment>,
}

/// A `"//"` property.
pub struct Comment {
    pub text: Box<str>,
    pub span: Span,
    /// The object that it stands in, with its name.
    pub about: Span,
    /// When that is a resource, data source or module call: its address.
    pub resource: Option<Box<str>>,
}

/// Most faults told of one file.
const MAX_FAULTS: usize = 20;
/// What Terraform reads of a resource or module call and no evaluation needs.
const UNREAD: &[&str] = &["connection", "depends_on", "lifecycle", "provisioner"];

/// A configuration file.
pub fn configuration(text: &str) -> Result<Made, Fault> {
    let document = json::read(text)?;
    let mut writer = Writer::new(document.faults);
    let all = writer.begin(document.root.span);
    for object in writer.objects(&document.root) {
        for pair in object.pairs() {
            writer.top(pair);
        }
    }
    writer.end(all);
    Ok(writer.made)
}

/// A variables file: values as they stand.
pub fn variables(text: &str) -> Result<Made, Fault> {
    let document = json::read(text)?;
    let mut writer = Writer::new(document.faults);
    let all = writer.begin(document.root.span);
    for object in writer.objects(&document.root) {
        for pair in object.pairs() {
            writer.argument(pair, Texts::Literal);
        }
    }
    writer.end(all);
    Ok(writer.made)
}

/// How texts are meant.
#[derive(Clone, Copy, PartialEq)]
enum Texts {
    Templates,
    Literal,
}

struct Writer {
    made: Made,
    around: Vec<u32>,
}

/// An object, or the objects of a list: both stand for one or more blocks.
fn objects(node: &Node) -> Vec<&Node> {
    match &node.kind {
        Kind::List(items) => items.iter().map(|i| &**i).filter(|i| i.is_map()).collect(),
        Kind::Map(_) => vec![node],
        _ => Vec::new(),
    }
}

/// Name and body of each labelled block, through lists on any level.
fn labelled(node: &Node) -> Vec<&Pair> {
    objects(node).into_iter().flat_map(Node::pairs).filter(|p| *p.key != *"//").collect()
}

fn whole(pair: &Pair) -> Span {
    Span { start: pair.key_span.start, end: pair.value.span.end }
}

/// Whether an object can only be a block: it holds generated ones.
fn is_block(node: &Node) -> bool {
    objects(node).iter().any(|o| o.pairs().iter().any(|p| &*p.key == "dynamic" || is_block(&p.value)))
}

fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

impl Writer {
    fn new(faults: Vec<Fault>) -> Self {
        let made = Made { hcl: String::new(), origins: Origins::default(), faults, comments: Vec::new() };
        Self { made, around: Vec::new() }
    }

    fn begin(&mut self, from: Span) -> u32 {
        let part = self.made.origins.begin(self.made.hcl.len(), from, self.around.last().copied());
        self.around.push(part);
        part
    }

    fn end(&mut self, part: u32) {
        self.made.origins.end(part, self.made.hcl.len());
        self.around.pop();
    }

    fn put(&mut self, text: &str) {
        self.made.hcl.push_str(text);
    }

    fn fault(&mut self, at: Span, message: impl Into<Box<str>>) {
        if self.made.faults.len() < MAX_FAULTS {
            self.made.faults.push(Fault::new(at.start as usize, message));
        }
    }

    /// An object, or the objects of a list; what is neither is told. Nothing stands for no block.
    fn objects<'n>(&mut self, node: &'n Node) -> Vec<&'n Node> {
        let items: Vec<&Node> = match &node.kind {
            Kind::List(items) => items.iter().map(|i| &**i).collect(),
            _ => vec![node],
        };
        for other in items.iter().filter(|i| !i.is_map() && !matches!(i.kind, Kind::Null)) {
            self.fault(other.span, "an object is expected here");
        }
        items.into_iter().filter(|i| i.is_map()).collect()
    }

    /// Name and body of each labelled block, through lists on any level.
    fn labelled<'n>(&mut self, node: &'n Node) -> Vec<&'n Pair> {
        self.objects(node).into_iter().flat_map(Node::pairs).filter(|p| *p.key != *"//").collect()
    }

    fn top(&mut self, pair: &Pair) {
        match &*pair.key {
            "locals" => {
                for object in self.objects(&pair.value) {
                    self.put("locals {\n");
                    object.pairs().iter().for_each(|p| self.argument(p, Texts::Templates));
                    self.put("}\n");
                }
            }
            "variable" | "output" | "module" | "provider" => {
                for named in self.labelled(&pair.value) {
                    for body in self.objects(&named.value) {
                        self.block(&pair.key, &[named], body);
                    }
                }
            }
            "resource" | "data" => {
                for ty in self.labelled(&pair.value) {
                    for named in self.labelled(&ty.value) {
                        for body in self.objects(&named.value) {
                            self.block(&pair.key, &[ty, named], body);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn block(&mut self, kind: &str, labels: &[&Pair], body: &Node) {
        let Some(named) = labels.last() else { return };
        let span = Span { start: named.key_span.start, end: body.span.end };
        let part = self.begin(span);
        // The header is the name: one line to point at.
        let header = self.begin(named.key_span);
        self.put(kind);
        for label in labels {
            self.put(" ");
            self.text(&label.key, label.key_span, Texts::Literal);
        }
        self.end(header);
        self.put(" {\n");
        let names: Vec<&str> = labels.iter().map(|l| &*l.key).collect();
        let address = match kind {
            "resource" => Some(names.join(".").into()),
            "data" | "module" => Some(format!("{kind}.{}", names.join(".")).into()),
            _ => None,
        };
        self.body(kind, body, span, address);
        self.put("}\n");
        self.end(part);
    }

    fn body(&mut self, kind: &str, body: &Node, about: Span, resource: Option<Box<str>>) {
        let generated: Vec<&str> = body
            .get("dynamic")
            .map(|d| labelled(d).into_iter().map(|p| &*p.key).collect())
            .unwrap_or_default();
        for pair in body.pairs() {
            match (kind, &*pair.key) {
                (_, "//") => self.comment(&pair.value, about, resource.clone()),
                ("resource" | "data" | "module", name) if UNREAD.contains(&name) => {}
                ("variable", "default")
                | ("module", "source" | "version" | "providers")
                | (_, "provider") => {
                    self.argument(pair, Texts::Literal);
                }
                ("variable", "type") => self.type_constraint(pair),
                (_, "dynamic") => {
                    for named in self.labelled(&pair.value) {
                        for body in self.objects(&named.value) {
                            self.block("dynamic", &[named], body);
                        }
                    }
                }
                // A dynamic block's content, too.
                (_, name) if name == "content" && kind == "dynamic" => self.nested(pair),
                (_, name) if generated.contains(&name) || is_block(&pair.value) => self.nested(pair),
                _ => self.argument(pair, Texts::Templates),
            }
        }
    }

    /// Blocks without labels.
    fn nested(&mut self, pair: &Pair) {
        if !is_name(&pair.key) {
            return self.fault(pair.key_span, "no name of a block");
        }
        for body in self.objects(&pair.value) {
            let part = self.begin(Span { start: pair.key_span.start, end: body.span.end });
            let header = self.begin(pair.key_span);
            self.put(&pair.key);
            self.end(header);
            self.put(" {\n");
            self.body("", body, whole(pair), None);
            self.put("}\n");
            self.end(part);
        }
    }

    fn argument(&mut self, pair: &Pair, texts: Texts) {
        if &*pair.key == "//" {
            return;
        }
        if !is_name(&pair.key) {
            return self.fault(pair.key_span, "no name of an argument");
        }
        let part = self.begin(whole(pair));
        let key = self.begin(pair.key_span);
        self.put(&pair.key);
        self.end(key);
        self.put(" = ");
        self.value(&pair.value, texts, whole(pair));
        self.put("\n");
        self.end(part);
    }

    /// A text that holds an expression.
    fn type_constraint(&mut self, pair: &Pair) {
        match &pair.value.kind {
            Kind::Text(ty) if ty.parse::<hcl_edit::expr::Expression>().is_ok() => {
                let part = self.begin(pair.value.span);
                self.put("type = ");
                self.put(ty);
                self.put("\n");
                self.end(part);
            }
            _ => self.fault(pair.value.span, "no type"),
        }
    }

    fn value(&mut self, node: &Node, texts: Texts, about: Span) {
        let part = self.begin(node.span);
        match &node.kind {
            Kind::Null => self.put("null"),
            Kind::Bool(b) => self.put(if *b { "true" } else { "false" }),
            Kind::Number(n) => self.put(n),
            Kind::Text(text) => self.text(text, node.span, texts),
            Kind::List(items) => {
                self.put("[");
                for (i, item) in items.iter().enumerate() {
                    self.put(if i > 0 { ", " } else { "" });
                    self.value(item, texts, about);
                }
                self.put("]");
            }
            Kind::Map(pairs) => {
                self.put("{");
                let mut first = true;
                for pair in pairs {
                    if &*pair.key == "//" {
                        self.comment(&pair.value, about, None);
                        continue;
                    }
                    self.put(if first { "" } else { ", " });
                    first = false;
                    let key = self.begin(pair.key_span);
                    self.text(&pair.key, pair.key_span, texts);
                    self.end(key);
                    self.put(" = ");
                    self.value(&pair.value, texts, whole(pair));
                }
                self.put("}");
            }
        }
        self.end(part);
    }

    fn comment(&mut self, value: &Node, about: Span, resource: Option<Box<str>>) {
        let lines = match &value.kind {
            Kind::List(items) => items.iter().map(|i| &**i).collect(),
            _ => vec![value],
        };
        for line in lines {
            if let Kind::Text(text) = &line.kind {
                let (text, span, resource) = (text.clone(), line.span, resource.clone());
                self.made.comments.push(Comment { text, span, about, resource });
            }
        }
    }

    /// A quoted template. What stands within its holes is an expression and stays as it is.
    fn text(&mut self, text: &str, at: Span, texts: Texts) {
        self.put("\"");
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let escaped = rest.starts_with("$${") || rest.starts_with("%%{");
            let hole = rest.starts_with("${") || rest.starts_with("%{");
            let taken = match texts {
                Texts::Literal if hole => {
                    self.put(&rest[..1]);
                    self.put(&rest[..2]);
                    2
                }
                Texts::Templates if escaped => {
                    self.put(&rest[..3]);
                    3
                }
                Texts::Templates if hole => {
                    let Some(length) = hole_length(rest) else {
                        self.fault(at, "an interpolation that does not end");
                        break;
                    };
                    self.put(&rest[..length]);
                    length
                }
                _ => {
                    self.character(c);
                    c.len_utf8()
                }
            };
            rest = &rest[taken..];
        }
        self.put("\"");
    }

    fn character(&mut self, c: char) {
        match c {
            '"' => self.put("\\\""),
            '\\' => self.put("\\\\"),
            '\n' => self.put("\\n"),
            '\r' => self.put("\\r"),
            '\t' => self.put("\\t"),
            c if c.is_control() => self.put(&format!("\\u{:04x}", c as u32)),
            c => self.made.hcl.push(c),
        }
    }
}
