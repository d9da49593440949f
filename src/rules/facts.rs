//! Members of an example's resource -> facts, typed by the kind's field table.

use super::diagnostic::Source;
use super::expr::check::nearest;
use super::expr::compiled::of_field;
use super::expr::phrases::{NEVER_A_VALUE, NO_FIELD};
use super::phrases::{UNLIKE, examples as phrases};
use super::place::Text;
use super::table::{as_int, as_text};
use crate::inventory::schema::{FieldDef, Type};
use crate::inventory::snapshot::parse_time;
use crate::inventory::{Denial, Fact, List, Piece, Resource, Value, Why};
use crate::said;
use crate::speech::{Phrase, Said};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Most items of a list that says `times`.
pub const MAX_ITEMS: usize = 2_000;

type Entry<'a> = Spanned<DeValue<'a>>;

/// Fills a resource from a table; members named in `others` are none of its fields. Gives the slots that the
/// table mentions, be it as unknown.
pub(super) fn fill(
    source: &Source<'_>,
    table: &DeTable<'_>,
    others: &[&str],
    operation: &dyn Fn(&FieldDef) -> &'static str,
    r: &mut Resource,
) -> Vec<usize> {
    let (owner, defs) = (r.kind.name, r.kind.fields);
    let mut reader = Reader { source, r };
    let mut mentioned = Vec::new();
    for (ix, fact) in reader.fields(table, owner, defs, others, &|r, def| r.api(operation(def))) {
        if let Some(fact) = fact {
            reader.r.set(ix as u16, fact);
        }
        mentioned.push(ix);
    }
    mentioned
}

struct Reader<'a, 'r> {
    source: &'a Source<'a>,
    r: &'r mut Resource,
}

type OriginOf<'o> = &'o dyn Fn(&mut Resource, &FieldDef) -> u16;

impl Reader<'_, '_> {
    /// The fields that a table mentions, each once; a field with a fault has no fact.
    fn fields(
        &mut self,
        table: &DeTable<'_>,
        owner: &str,
        defs: &'static [FieldDef],
        others: &[&str],
        origin: OriginOf<'_>,
    ) -> Vec<(usize, Option<Fact>)> {
        let mut facts: Vec<(usize, Option<Fact>)> = Vec::new();
        for (key, value) in table {
            let name = &**key.get_ref();
            if name == "absent" || name == "unknown" || others.contains(&name) {
                continue;
            }
            let place = Text::new(name, key.span());
            let Some(ix) = self.slot(&place, owner, defs) else { continue };
            let origin = origin(self.r, &defs[ix]);
            facts.push((ix, self.fact(value, &defs[ix].ty, name, origin)));
        }
        for name in self.absent(table) {
            let Some(ix) = self.slot(&name, owner, defs) else { continue };
            if !defs[ix].optional {
                let message = said!(phrases::NEVER_ABSENT, name = name.value, owner = owner);
                self.source.fault_with(name.span.clone(), message, &phrases::NEVER_ABSENT_HELP);
            }
            self.once(&facts, ix, &name);
            let origin = origin(self.r, &defs[ix]);
            facts.push((ix, Some(Fact::Absent(origin))));
        }
        for (name, why) in self.unknown(table) {
            let Some(ix) = self.slot(&name, owner, defs) else { continue };
            self.once(&facts, ix, &name);
            facts.push((ix, Some(Fact::Unknown(self.r.add_why(why)))));
        }
        facts
    }

    fn slot(&self, name: &Text<'_>, owner: &str, defs: &'static [FieldDef]) -> Option<usize> {
        let Some(ix) = defs.iter().position(|d| d.name == name.value) else {
            let settable = defs.iter().filter(|d| d.back_link.is_none()).map(|d| d.name);
            let message = said!(NO_FIELD, name = name.value, owner = owner);
            self.source.fault_with(name.span.clone(), message, nearest(name.value, settable));
            return None;
        };
        if let Some(back) = defs[ix].back_link {
            let message = said!(phrases::WORKED_OUT, name = name.value);
            let help = said!(phrases::WORKED_OUT_HELP, field = back.field, kind = back.kind);
            self.source.fault_with(name.span.clone(), message, help);
            return None;
        }
        Some(ix)
    }

    fn once(&self, facts: &[(usize, Option<Fact>)], ix: usize, name: &Text<'_>) {
        if facts.iter().any(|(i, _)| *i == ix) {
            self.source.fault(name.span.clone(), said!(phrases::STATED_TWICE, name = name.value));
        }
    }

    /// `absent = ["kms_key"]`
    fn absent<'t>(&self, table: &'t DeTable<'_>) -> Vec<Text<'t>> {
        match table.get("absent") {
            Some(value) => self.names(value, &phrases::ABSENT_FORM),
            None => Vec::new(),
        }
    }

    /// `unknown = { versions = "denied secretsmanager:ListSecretVersionIds" }`, or only the names.
    fn unknown<'t>(&self, table: &'t DeTable<'_>) -> Vec<(Text<'t>, Why)> {
        let Some(value) = table.get("unknown") else { return Vec::new() };
        let Some(reasons) = value.get_ref().as_table() else {
            let names = self.names(value, &phrases::UNKNOWN_FORM);
            return names.into_iter().map(|n| (n, Why::NotStated)).collect();
        };
        let mut unknown = Vec::new();
        for (key, value) in reasons {
            unknown.extend(self.reason(value).map(|why| (Text::new(key.get_ref(), key.span()), why)));
        }
        unknown
    }

    fn names<'t>(&self, value: &'t Entry<'_>, form: &'static Phrase) -> Vec<Text<'t>> {
        let texts = value.get_ref().as_array().map(|a| a.iter().map(as_text).collect::<Option<Vec<_>>>());
        texts.flatten().unwrap_or_else(|| {
            self.source.fault(value.span(), form);
            Vec::new()
        })
    }

    fn reason(&self, value: &Entry<'_>) -> Option<Why> {
        let text = as_text(value);
        let why = text.as_ref().and_then(|t| reason(t.value));
        if why.is_none() {
            self.source.fault_with(value.span(), &phrases::NO_REASON, &phrases::REASONS);
        }
        why
    }

    /// A fact of a type; `None` after a fault.
    fn fact(&mut self, entry: &Entry<'_>, ty: &'static Type, name: &str, origin: u16) -> Option<Fact> {
        if let Some(table) = entry.get_ref().as_table() {
            if let (1, Some(why)) = (table.len(), table.get("unknown"))
                && why.get_ref().is_str()
            {
                let why = self.reason(why)?;
                return Some(Fact::Unknown(self.r.add_why(why)));
            }
            if let (1, Some(pieces)) = (table.len(), table.get("pattern")) {
                return self.pattern(pieces, ty, name).map(|v| Fact::Known(v, origin));
            }
        }
        self.value(entry, ty, name, origin).map(|v| Fact::Known(v, origin))
    }

    fn value(&mut self, entry: &Entry<'_>, ty: &'static Type, name: &str, origin: u16) -> Option<Value> {
        let value = entry.get_ref();
        let found = match ty {
            Type::Bool => value.as_bool().map(Value::Bool),
            Type::Int => as_int(value).map(Value::Int),
            Type::Time => value.as_str().and_then(parse_time).map(Value::Time),
            Type::Text | Type::Version | Type::Arn => value.as_str().map(Value::text),
            Type::Link(_) => value.as_str().map(Value::link),
            Type::Enum(values) => match value.as_str() {
                Some(t) if !values.contains(&t) => {
                    let message = said!(NEVER_A_VALUE, text = t, name = name);
                    self.source.fault_with(entry.span(), message, nearest(t, values.iter().copied()));
                    return None;
                }
                text => text.map(Value::text),
            },
            Type::List(item) => return self.list(entry, item, name, origin),
            Type::Record(def) => match value.as_table() {
                Some(table) => {
                    let mut slots = vec![Fact::Unknown(0); def.fields.len()].into_boxed_slice();
                    for (ix, fact) in self.fields(table, def.name, def.fields, &[], &|_, _| origin) {
                        slots[ix] = fact?;
                    }
                    Some(Value::Record(slots))
                }
                None => None,
            },
        };
        if found.is_none() {
            let help = match ty {
                Type::Time => (&phrases::TIME_HELP).into(),
                Type::Link(kind) => said!(phrases::LINK_HELP, kind = *kind),
                Type::Record(r) => said!(phrases::RECORD_HELP, record = r.name),
                _ => of_field(ty),
            };
            self.unlike(entry, ty, name, help);
        }
        found
    }

    /// `[...]`, or `{ items = [...], more = "truncated kafka:ListScramSecrets" }`, or `{ items = [...], times =
    /// 901 }`: the items over and over.
    fn list(&mut self, entry: &Entry<'_>, item: &'static Type, name: &str, origin: u16) -> Option<Value> {
        let table = entry.get_ref().as_table();
        let long = table.filter(|t| t.keys().all(|k| matches!(&**k.get_ref(), "items" | "times" | "more")));
        let items = long.map_or(Some(entry), |t| t.get("items"));
        let Some(array) = items.and_then(|i| i.get_ref().as_array()) else {
            let form = "{ items = [...], more = \"truncated <operation>\" }";
            let message = said!(phrases::IS_A_LIST, name = name, item = of_field(item));
            self.source.fault_with(entry.span(), message, said!(phrases::LIST_HELP, form = form));
            return None;
        };
        let more = match long.and_then(|t| t.get("more")) {
            Some(more) => Some(self.reason(more)?),
            None => None,
        };
        let times = match long.and_then(|t| t.get("times")) {
            Some(times) => self.times(times, array.len())?,
            None => 1,
        };
        let mut facts = Vec::with_capacity(array.len());
        let mut whole = true;
        for entry in array.iter() {
            match self.fact(entry, item, name, origin) {
                Some(fact) => facts.push(fact),
                None => whole = false,
            }
        }
        let items = std::iter::repeat_n(facts, times).flatten().collect();
        let more = more.map(|why| self.r.add_why(why));
        whole.then(|| Value::List(Box::new(List { items, more })))
    }

    fn times(&self, entry: &Entry<'_>, items: usize) -> Option<usize> {
        let times = as_int(entry.get_ref()).and_then(|n| usize::try_from(n).ok());
        let times = times.filter(|n| *n > 0 && n.saturating_mul(items) <= MAX_ITEMS);
        if times.is_none() {
            let message = said!(phrases::TIMES_FORM, limit = MAX_ITEMS);
            self.source.fault(entry.span(), message);
        }
        times
    }

    /// `{ pattern = ["AmazonMSK_", { symbol = "AWS::Region" }, { hole = "Name" }] }`
    fn pattern(&mut self, pieces: &Entry<'_>, ty: &'static Type, name: &str) -> Option<Value> {
        if !matches!(ty, Type::Text | Type::Version | Type::Arn | Type::Enum(_) | Type::Link(_)) {
            self.source.fault(pieces.span(), said!(phrases::PATTERN_TYPE, name = name, type = of_field(ty)));
            return None;
        }
        let piece = |entry: &Entry<'_>| match entry.get_ref() {
            DeValue::String(t) => Some(Piece::Lit((&**t).into())),
            DeValue::Table(t) if t.len() == 1 => match (t.get("symbol"), t.get("hole")) {
                (Some(s), _) => s.get_ref().as_str().map(|s| Piece::Symbol(s.into())),
                (_, Some(h)) => h.get_ref().as_str().map(|h| Piece::Hole(h.into())),
                _ => None,
            },
            _ => None,
        };
        let read = pieces.get_ref().as_array().and_then(|a| a.iter().map(piece).collect::<Option<Vec<_>>>());
        match read {
            Some(read) if !read.is_empty() => Some(Value::Pattern(read.into())),
            _ => {
                let (symbol, hole) = ("{ symbol = \"...\" }", "{ hole = \"...\" }");
                let form = said!(phrases::PATTERN_FORM, symbol = symbol, hole = hole);
                self.source.fault(pieces.span(), form);
                None
            }
        }
    }

    fn unlike(&self, entry: &Entry<'_>, ty: &Type, name: &str, help: Said) {
        let found = entry.get_ref().type_str();
        let message = said!(UNLIKE, name = name, wanted = of_field(ty), found = found);
        self.source.fault_with(entry.span(), message, help);
    }
}

/// `denied kafka:ListClustersV2`
fn reason(text: &str) -> Option<Why> {
    let (how, what) = text.split_once(' ')?;
    let what: Box<str> = what.trim().into();
    let is_operation = |t: &str| {
        t.split_once(':').is_some_and(|(service, name)| {
            !service.is_empty()
                && service.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                && name.starts_with(|c: char| c.is_ascii_uppercase())
                && name.bytes().all(|b| b.is_ascii_alphanumeric())
        })
    };
    Some(match how {
        "denied" if is_operation(&what) => {
            Why::Denied { operation: what, code: "AccessDeniedException".into(), by: Denial::Unspecified }
        }
        "truncated" if is_operation(&what) => Why::Truncated { operation: what, reason: "example".into() },
        "deferred" if !what.is_empty() => Why::Deferred { expression: what },
        "not-collected" if !what.is_empty() => Why::NotCollected { what },
        _ => return None,
    })
}
