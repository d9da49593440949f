//! Statements -> external schemas: what `CREATE` says, changed by the `ALTER`s that follow it in the same text.

use super::super::fact;
use super::super::source::Span;
use super::super::value::Reference;
use super::altered::Others;
use super::lexer;
use super::statement::{Statement, Text, Value as Written};
use super::views::View;
use crate::inventory::kinds::external_schema::{self as f, broker as b, view as v};
use crate::inventory::streaming::{self, CLAUSES, Clause, Said};
use crate::inventory::{Fact, Input, List, Piece, Record, Resource, Value, Why};
use std::collections::HashMap;

/// Where the text stands, and what its holes are.
pub struct Surroundings<'a> {
    /// The origin of a fact at some bytes of the text.
    pub origin: &'a dyn Fn(&mut Resource, Span) -> u16,
    /// A part of the text, as far as it is known.
    pub value: &'a dyn Fn(&str) -> Value,
    /// What a part of the text refers to when it is nothing but one reference.
    pub reference: &'a dyn Fn(&str) -> Option<Reference>,
    pub referred: &'a Referred<'a>,
    /// What reasons call the text.
    pub name: &'a str,
    /// The other texts that are given with it.
    pub others: Option<Others<'a>>,
}

/// What is known of the other resources of a template that SQL refers to.
pub struct Referred<'a> {
    /// The port of the brokers that an attribute stands for: 9094 of `aws_msk_cluster.orders.bootstrap_brokers_tls`.
    pub port: &'a dyn Fn(&Reference) -> Option<i64>,
    /// The service in the ARN that an attribute stands for: `acm` of `aws_acm_certificate.client.arn`.
    pub service: &'a dyn Fn(&Reference) -> Option<&'static str>,
    /// The symbol for the Region of what is referred to: `AWS::Region`, `provider.aws.region`.
    pub region: &'a dyn Fn(&Reference) -> Option<Box<str>>,
}

/// A schema and the statement that declares it.
pub struct Schema {
    pub resource: Resource,
    pub name: String,
    /// The whole of the first statement, and its beginning up to the schema's name.
    pub span: Span,
    pub header: Span,
}

/// A schema in the making: per clause the value in force, and by which statement.
struct Draft<'s> {
    first: &'s Statement,
    clauses: HashMap<&'static str, Option<(&'s Written, &'s Statement)>>,
    statements: Vec<&'s Statement>,
    /// The views that load streams through it.
    views: Vec<&'s View>,
}

/// The schemas that the statements make, in the order of the text.
pub fn schemas(
    statements: &[Statement],
    views: &[View],
    around: &Surroundings<'_>,
    input: Input,
) -> Vec<Schema> {
    let mut drafts = drafts(statements);
    load(&mut drafts, views);
    drafts.into_iter().filter_map(|draft| draft.schema(around, input)).collect()
}

/// Gives each view to the schema of the name before it, else to the first one of the name.
fn load<'s>(drafts: &mut [Draft<'s>], views: &'s [View]) {
    let mut named: HashMap<String, Vec<usize>> = HashMap::new();
    for (ix, draft) in drafts.iter().enumerate() {
        named.entry(draft.first.name.text.name()).or_default().push(ix);
    }
    for view in views {
        let mut schemas: Vec<String> = view.reads.iter().map(|(schema, _)| schema.text.name()).collect();
        schemas.sort_unstable();
        schemas.dedup();
        for drafts_of_name in schemas.iter().filter_map(|name| named.get(name)) {
            let before = drafts_of_name.iter().rev().find(|ix| drafts[**ix].first.span.start < view.at);
            if let Some(ix) = before.or(drafts_of_name.first()) {
                drafts[*ix].views.push(view);
            }
        }
    }
}

/// The ALTERs of schemas that the statements do not make.
pub fn alone(statements: &[Statement]) -> Vec<&Statement> {
    let drafts = drafts(statements).into_iter().filter(|draft| !draft.first.create);
    drafts.flat_map(|draft| draft.statements).collect()
}

fn drafts(statements: &[Statement]) -> Vec<Draft<'_>> {
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    let mut latest: HashMap<String, usize> = HashMap::new();
    for statement in statements {
        let name = statement.name.text.name();
        let draft = match latest.get(&name) {
            Some(ix) if !statement.create => &mut drafts[*ix],
            _ => {
                latest.insert(name, drafts.len());
                let (clauses, statements, views) = Default::default();
                drafts.push(Draft { first: statement, clauses, statements, views });
                drafts.last_mut().expect("one was added")
            }
        };
        draft.apply(statement);
    }
    drafts
}

impl<'s> Draft<'s> {
    fn apply(&mut self, statement: &'s Statement) {
        if !statement.create {
            for clause in replaced(statement) {
                self.clauses.insert(clause.name(), None);
            }
        }
        for (clause, value) in &statement.clauses {
            self.clauses.insert(clause.name(), Some((value, statement)));
        }
        self.statements.push(statement);
    }

    /// `None` for an ALTER that may be about a schema that is no stream.
    fn schema(self, around: &Surroundings<'_>, input: Input) -> Option<Schema> {
        let only_role = self.clauses.keys().all(|name| *name == Clause::IamRole.name());
        let open = self.statements.iter().find_map(|s| s.directive.clone());
        if !self.first.create && only_role && open.is_none() {
            return None;
        }
        let name = named(&self.first.name, around);
        let shown = shown(&name);
        let mut r = Resource::new(&f::KIND, &*shown);
        let beginning = Span { start: self.first.span.start, end: self.first.name.span.end };
        let header = (around.origin)(&mut r, beginning);
        let at = (around.origin)(&mut r, self.first.name.span);
        r.known(f::name, name, at);
        let mut said = Said::all(&Fact::Absent(header));
        if !self.first.create && around.others.is_some_and(|others| others.make(&self.first.name.text)) {
            r.partly = Some(r.add_why(elsewhere(&shown, around)));
        }
        match open {
            Some(what) => {
                let why = r.add_why(fact::deferred(&what));
                said = Said::all(&Fact::Unknown(why));
                r.set(f::unrecognised_options, Fact::Unknown(why));
            }
            None => {
                self.clauses(&mut r, &mut said, &shown, around);
                let unrecognised = self.statements.iter().flat_map(|s| &s.unrecognised);
                let mut names: Vec<&str> = unrecognised.map(|(name, _)| name.as_str()).collect();
                names.sort_unstable();
                names.dedup();
                r.list(f::unrecognised_options, names.into_iter().map(Value::text), header);
            }
        }
        let default_role =
            Fact::Unknown(r.add_why(fact::deferred("the default role, which SQL does not name")));
        streaming::fill(&mut r, &said, default_role);
        self.references(&mut r, around);
        self.views(&mut r, around);
        fact::complete(&mut r, input, None, header, &shown);
        Some(Schema { resource: r, name: shown, span: self.first.span, header: beginning })
    }

    fn clauses(&self, r: &mut Resource, said: &mut Said, shown: &str, around: &Surroundings<'_>) {
        let kinesis = matches!(self.clauses.get(Clause::Source.name()), Some(Some((Written { text: Text::Is(t), .. }, _))) if t.eq_ignore_ascii_case("KINESIS"));
        let addressed = [Clause::Uri, Clause::ClusterArn]
            .iter()
            .any(|c| matches!(self.clauses.get(c.name()), Some(Some(_))));
        for (clause, name) in CLAUSES {
            said[clause] = match self.clauses.get(name) {
                Some(Some((value, _))) => {
                    let origin = (around.origin)(r, value.span);
                    Fact::Known(written(value, clause, around), origin)
                }
                Some(None) => said[clause].clone(),
                None if !self.first.create => Fact::Unknown(r.add_why(elsewhere(shown, around))),
                // What leaving it out means is not documented.
                None if !kinesis
                    && (clause == Clause::Authentication
                        || !addressed && matches!(clause, Clause::Uri | Clause::ClusterArn)) =>
                {
                    Fact::Unknown(r.add_why(fact::deferred(&format!("{name}, which is not given"))))
                }
                None => said[clause].clone(),
            };
            let here = self.clauses.get(name).map(|c| c.map(|(value, _)| value));
            let alter = || around.others?.alter(&self.first.name.text, clause, here.flatten());
            // What no statement here says is unknown already where the CREATE is elsewhere.
            if (self.first.create || here.is_some())
                && let Some(text) = alter()
            {
                let alter = format!("ALTER EXTERNAL SCHEMA {shown} in {text}");
                said[clause] = Fact::Unknown(r.add_why(fact::deferred(&alter)));
            }
        }
    }

    /// The views in the same text; others may be made elsewhere.
    fn views(&self, r: &mut Resource, around: &Surroundings<'_>) {
        let own = self.first.name.text.name();
        let mut items = Vec::new();
        for view in &self.views {
            for (_, stream) in view.reads.iter().filter(|(schema, _)| schema.text.name() == own) {
                let at = (around.origin)(r, view.name.span);
                let schema = match &view.schema {
                    Some(schema) => Fact::Known(named(schema, around), (around.origin)(r, schema.span)),
                    None => Fact::Absent(at),
                };
                let record = Record::new(&v::RECORD)
                    .set(v::schema, schema)
                    .known(v::name, named(&view.name, around), at)
                    .known(v::stream, named(stream, around), (around.origin)(r, stream.span));
                items.push(Fact::Known(record.into_value(), at));
            }
        }
        let more = r.add_why(fact::deferred("materialized views that are made elsewhere"));
        let Some(Fact::Known(_, origin)) = items.first() else {
            return r.set(f::materialized_views, Fact::Unknown(more));
        };
        let origin = *origin;
        r.known(f::materialized_views, Value::List(Box::new(List { items, more: Some(more) })), origin);
    }

    /// Values that are references to other resources of the template.
    fn references(&self, r: &mut Resource, around: &Surroundings<'_>) {
        for (clause, field, written) in [
            (Clause::AuthenticationArn, f::certificate, Some(f::authentication_arn)),
            (Clause::SecretArn, f::secret, Some(f::secret_arn)),
            (Clause::ClusterArn, f::cluster, Some(f::cluster_arn)),
            (Clause::Uri, f::cluster, None),
            (Clause::IamRole, f::role, None),
        ] {
            let Some(Some((Written { text: Text::Is(text), span }, _))) = self.clauses.get(clause.name())
            else {
                continue;
            };
            let Some(to) = (around.reference)(text) else { continue };
            let origin = (around.origin)(r, *span);
            r.link(field, to.target.clone(), origin);
            if let Some(field) = written
                && let Some(service) = (around.referred.service)(&to)
            {
                let region = (around.referred.region)(&to);
                r.known(field, arn(&to, service, region), origin);
            }
            if clause == Clause::Uri
                && let Some(port) = (around.referred.port)(&to)
            {
                let region = (around.referred.region)(&to);
                brokers(r, &to, port, region, origin);
            }
        }
    }
}

/// The clauses that an ALTER takes away: a schema has one credential, which `none` and `iam` do without, and one
/// address.
pub fn replaced(alter: &Statement) -> Vec<Clause> {
    let given = |clause| alter.clauses.iter().any(|(c, _)| *c == clause);
    let mut gone = Vec::new();
    if given(Clause::AuthenticationArn)
        || given(Clause::SecretArn)
        || given(Clause::Authentication) && !mutual(alter)
    {
        gone.extend([Clause::AuthenticationArn, Clause::SecretArn]);
    }
    if given(Clause::Uri) {
        gone.push(Clause::ClusterArn);
    }
    gone
}

fn elsewhere(shown: &str, around: &Surroundings<'_>) -> Why {
    fact::deferred(&format!("CREATE EXTERNAL SCHEMA {shown}, which is not in {}", around.name))
}

/// An ARN of which the service is known, and perhaps by which symbol its Region goes.
fn arn(to: &Reference, service: &str, region: Option<Box<str>>) -> Value {
    let shown = fact::shown(to);
    let partition = Piece::Symbol(format!("the partition of {shown}").into());
    let mut pieces = vec![Piece::Lit("arn:".into()), partition, Piece::Lit(format!(":{service}:").into())];
    if let Some(region) = region {
        pieces.extend([Piece::Symbol(region), Piece::Lit(":".into())]);
    }
    pieces.push(Piece::Hole(shown.into()));
    Value::Pattern(pieces.into())
}

/// The brokers behind a reference: one record stands for all of them, who share the port.
fn brokers(r: &mut Resource, to: &Reference, port: i64, region: Option<Box<str>>, origin: u16) {
    let symbol = || Value::Pattern([Piece::Symbol(fact::shown(to).into())].into());
    let region = match region {
        Some(symbol) => Fact::Known(Value::Pattern([Piece::Symbol(symbol)].into()), origin),
        None => Fact::Unknown(r.add_why(fact::deferred(&fact::shown(to)))),
    };
    let record = Record::new(&b::RECORD)
        .known(b::address, symbol(), origin)
        .known(b::host, symbol(), origin)
        .known(b::port, Value::Int(port), origin)
        .known(b::service, Value::text("msk"), origin)
        .set(b::region, region);
    let list = |item| Value::List(Box::new(List { items: vec![Fact::Known(item, origin)], more: None }));
    r.known(f::brokers, list(record.into_value()), origin);
    r.known(f::broker_ports, list(Value::Int(port)), origin);
}

/// A name, as far as it is known.
fn named(name: &Written, around: &Surroundings<'_>) -> Value {
    match &name.text {
        Text::Is(t) => filled_in((around.value)(t)),
        Text::Filled(what) => Value::Pattern([Piece::Hole((&**what).into())].into()),
    }
}

/// A name as it is shown: `orders_{stage}`.
fn shown(name: &Value) -> String {
    let piece = |p: &Piece| match p {
        Piece::Lit(t) => t.to_string(),
        Piece::Symbol(t) | Piece::Hole(t) => format!("{{{t}}}"),
    };
    match name {
        Value::Pattern(pieces) => pieces.iter().map(piece).collect(),
        other => other.as_text().unwrap_or_default().to_owned(),
    }
}

fn mutual(statement: &Statement) -> bool {
    statement.clauses.iter().any(|(c, v)| {
        *c == Clause::Authentication
            && !matches!(&v.text, Text::Is(t) if ["none", "iam"].iter().any(|w| t.eq_ignore_ascii_case(w)))
    })
}

fn written(value: &Written, clause: Clause, around: &Surroundings<'_>) -> Value {
    match &value.text {
        Text::Filled(what) => Value::Pattern([Piece::Hole((&**what).into())].into()),
        Text::Is(text) => {
            let value = filled_in((around.value)(text));
            let arn = matches!(clause, Clause::AuthenticationArn | Clause::SecretArn | Clause::ClusterArn);
            if arn { sample_region(value) } else { value }
        }
    }
}

/// What tools fill in before the SQL runs, as holes.
fn filled_in(value: Value) -> Value {
    let pieces: Vec<Piece> = match value {
        Value::Text(t) => holes(&t),
        Value::Pattern(pieces) => pieces
            .into_iter()
            .flat_map(|piece| match piece {
                Piece::Lit(t) => holes(&t),
                other => vec![other],
            })
            .collect(),
        other => return other,
    };
    match &pieces[..] {
        [] => Value::text(""),
        [Piece::Lit(only)] => Value::Text(only.clone()),
        _ => Value::Pattern(pieces.into()),
    }
}

/// Whether a tool fills in some of a text.
pub fn filled(text: &Text) -> bool {
    match text {
        Text::Filled(_) => true,
        Text::Is(text) => holes(text).iter().any(|piece| matches!(piece, Piece::Hole(_))),
    }
}

fn holes(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut literal, mut at) = (0, 0);
    while at < text.len() {
        match lexer::filled(&text[at..]).or_else(|| angles(&text[at..])) {
            Some((name, length)) => {
                if literal < at {
                    pieces.push(Piece::Lit(text[literal..at].into()));
                }
                pieces.push(Piece::Hole(name.into()));
                at += length;
                literal = at;
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    if literal < text.len() {
        pieces.push(Piece::Lit(text[literal..].into()));
    }
    pieces
}

/// `<certificate-arn>`, as documentation writes what is to be put in.
fn angles(text: &str) -> Option<(&str, usize)> {
    let inside = text.strip_prefix('<')?;
    let mut reach = lexer::LONGEST_NAME.min(inside.len());
    while !inside.is_char_boundary(reach) {
        reach -= 1;
    }
    let end = inside[..reach].find('>').filter(|end| *end > 0)?;
    Some((inside[..end].trim(), end + 2))
}

/// A region that is none (`arn:aws:acm:Region:...`) stands for one that is to be put in.
fn sample_region(value: Value) -> Value {
    let Value::Text(text) = &value else { return value };
    let mut parts = text.splitn(5, ':');
    let (Some("arn"), Some(partition), Some(service), Some(region), Some(rest)) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return value;
    };
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let real =
        region.contains('-') && region.ends_with(|c: char| c.is_ascii_digit()) && region.bytes().all(plain);
    if real || region.is_empty() {
        return value;
    }
    let before = Piece::Lit(format!("arn:{partition}:{service}:").into());
    Value::Pattern([before, Piece::Hole(region.into()), Piece::Lit(format!(":{rest}").into())].into())
}
