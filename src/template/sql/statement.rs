//! Tokens -> the statements about external schemas over streams. Everything else is passed over.

use super::super::source::Span;
use super::lexer::{Kind, Token};
use crate::inventory::streaming::Clause;

/// Most statements of one text that are read.
pub const MOST: usize = 10_000;
/// Most faults of one text that are told.
const MOST_FAULTS: usize = 100;

/// `CREATE EXTERNAL SCHEMA` or `ALTER EXTERNAL SCHEMA`.
#[derive(Debug)]
pub struct Statement {
    pub create: bool,
    /// From the verb to the last clause.
    pub span: Span,
    pub name: Value,
    /// Each clause once.
    pub clauses: Vec<(Clause, Value)>,
    /// Names of clauses that are none of Redshift's documented ones.
    pub unrecognised: Vec<(String, Span)>,
    /// A directive of a tool within the statement: its clauses may be there or not.
    pub directive: Option<String>,
}

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Value {
    pub text: Text,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum Text {
    /// As written, without quotes; what a tool fills in may stand in it.
    Is(String),
    /// Filled in as a whole, by this name.
    Filled(String),
}

impl Text {
    /// As names are compared: nothing that is written can be the same as what is filled in, for no name holds a brace.
    pub fn written(&self) -> String {
        match self {
            Text::Is(text) => text.clone(),
            Text::Filled(what) => format!("{{{what}}}"),
        }
    }

    /// As a name is told from others: quotes keep letters, and do not make another name of them unless
    /// `enable_case_sensitive_identifier` is on.
    pub fn name(&self) -> String {
        self.written().to_lowercase()
    }
}

/// What is wrong with a statement, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    pub at: u32,
    pub message: String,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    pub statements: Vec<Statement>,
    pub faults: Vec<Fault>,
    /// There are more statements or faults than are read.
    pub more: bool,
}

/// Clauses of the documented grammar that say nothing about a stream's security.
const OTHERS: &[&str] = &["CATALOG_ID", "CATALOG_ROLE", "DATABASE", "PORT", "REGION", "SCHEMA"];

/// Reads the statements of a text.
pub fn statements(tokens: &[Token]) -> Found {
    let mut found = Found::default();
    let mut at = 0;
    while at < tokens.len() {
        let Some(create) = begins(&tokens[at..]) else {
            at += 1;
            continue;
        };
        let start = at;
        at += 3;
        while at < tokens.len() && tokens[at].kind != Kind::Semicolon && begins(&tokens[at..]).is_none() {
            at += 1;
        }
        let unended = tokens.get(at).is_some_and(|t| t.kind != Kind::Semicolon);
        let parser = Parser { create, tokens: &tokens[start..at], at: 3, next: tokens.get(at) };
        match parser.statement() {
            Ok(None) => {}
            Ok(Some(statement)) if unended => {
                let message = "a `;` is missing before this statement".to_owned();
                found.faults.push(Fault { at: tokens[at].span.start, message });
                found.statements.push(statement);
            }
            Ok(Some(statement)) => found.statements.push(statement),
            Err(fault) => found.faults.push(fault),
        }
        if found.statements.len() >= MOST || found.faults.len() >= MOST_FAULTS {
            found.more = tokens[at..].windows(3).any(|t| begins(t).is_some());
            break;
        }
    }
    found
}

/// Whether a statement about an external schema begins here, and whether it creates it.
fn begins(tokens: &[Token]) -> Option<bool> {
    let [verb, external, schema, ..] = tokens else { return None };
    let create = is(verb, "CREATE");
    let begins = (create || is(verb, "ALTER")) && is(external, "EXTERNAL") && is(schema, "SCHEMA");
    begins.then_some(create)
}

fn is(token: &Token, word: &str) -> bool {
    matches!(&token.kind, Kind::Word(w) if w.eq_ignore_ascii_case(word))
}

struct Parser<'a> {
    create: bool,
    tokens: &'a [Token],
    at: usize,
    /// What follows the statement.
    next: Option<&'a Token>,
}

impl Parser<'_> {
    /// `None`: a statement about a schema that is no stream.
    fn statement(mut self) -> Result<Option<Statement>, Fault> {
        if !self.is_stream()? {
            return Ok(None);
        }
        let directives = self.tokens.iter().find_map(|t| match &t.kind {
            Kind::Directive(text) => Some(text.clone()),
            _ => None,
        });
        let span = Span { start: self.tokens[0].span.start, end: self.end() };
        if self.create && self.word("IF") && !(self.word("NOT") && self.word("EXISTS")) {
            return Err(self.expected("NOT EXISTS after IF"));
        }
        let name = self.name()?;
        let mut statement = Statement {
            create: self.create,
            span,
            name,
            clauses: Vec::new(),
            unrecognised: Vec::new(),
            directive: directives,
        };
        while self.at < self.tokens.len() {
            self.clause(&mut statement)?;
        }
        Ok(Some(statement))
    }

    /// Whether the statement is about a stream: from the source that it names, or, where none is named, from clauses
    /// that only streams have.
    fn is_stream(&self) -> Result<bool, Fault> {
        let from = self.tokens.iter().position(|t| is(t, "FROM"));
        let streaming = |t: &Token| match &t.kind {
            Kind::Word(w) => matches!(
                Clause::named(w),
                Some(
                    Clause::Authentication
                        | Clause::AuthenticationArn
                        | Clause::SecretArn
                        | Clause::ClusterArn
                        | Clause::Uri
                )
            ),
            _ => false,
        };
        match from.map(|at| self.tokens.get(at + 1).map(|t| &t.kind)) {
            Some(Some(Kind::Word(w))) => {
                Ok(["MSK", "KAFKA", "KINESIS"].iter().any(|s| w.eq_ignore_ascii_case(s)) || is_hole(w))
            }
            Some(Some(Kind::Filled(_))) => Ok(true),
            Some(Some(_)) => Ok(false),
            Some(None) => Err(self.fault_at_end("the source after FROM is missing")),
            // An ALTER that says nothing of brokers or authentication may be about any schema.
            None if !self.create => Ok(true),
            None if self.tokens.iter().any(streaming) => {
                Err(self.fault_at_end("FROM MSK, FROM KAFKA or FROM KINESIS is missing"))
            }
            None => Ok(false),
        }
    }

    fn clause(&mut self, statement: &mut Statement) -> Result<(), Fault> {
        let token = &self.tokens[self.at];
        let name = match &token.kind {
            Kind::Word(name) => name.clone(),
            // Whether its clauses are there is told by the statement's own field.
            Kind::Directive(_) => {
                self.at += 1;
                return Ok(());
            }
            // A clause, or several.
            Kind::Filled(what) => {
                statement.directive.get_or_insert(what.clone());
                self.at += 1;
                return Ok(());
            }
            _ => return Err(self.expected("a clause or `;`")),
        };
        if is_hole(&name) {
            statement.directive.get_or_insert("a value that is known only at deployment".into());
            self.at += 1;
            return Ok(());
        }
        let place = token.span;
        if is(token, "CREATE") || is(token, "ALTER") || is(token, "FROM") && !self.create {
            return Err(self.expected("a clause or `;`"));
        }
        let clause = if is(token, "FROM") { Some(Clause::Source) } else { exact(&name) };
        self.at += 1;
        let value = self.value(clause, &name)?;
        match clause {
            Some(clause) if statement.clauses.iter().any(|(c, _)| *c == clause) => {
                // Between directives only one of the two is left.
                if statement.directive.is_none() {
                    let message = format!("{} is given twice", clause.name());
                    return Err(Fault { at: place.start, message });
                }
            }
            Some(clause) => statement.clauses.push((clause, value)),
            None if OTHERS.iter().any(|o| o.eq_ignore_ascii_case(&name)) => {}
            None => statement.unrecognised.push((name, place)),
        }
        Ok(())
    }

    /// `orders`, `"Orders"`, `dev.orders`
    fn name(&mut self) -> Result<Value, Fault> {
        let first = self.name_part()?;
        let dot = |t: &Token| t.kind == Kind::Other('.');
        if !self.tokens.get(self.at).is_some_and(dot) {
            return Ok(first);
        }
        self.at += 1;
        self.name_part()
    }

    fn name_part(&mut self) -> Result<Value, Fault> {
        let Some(token) = self.tokens.get(self.at) else {
            return Err(self.fault_at_end("the name of the schema is missing"));
        };
        let mut span = token.span;
        let mut text = match &token.kind {
            // Redshift folds names without quotes.
            Kind::Word(w) if !is(token, "FROM") => Text::Is(w.to_lowercase()),
            Kind::Name(n) => Text::Is(n.clone()),
            Kind::Filled(f) => Text::Filled(f.clone()),
            _ => return Err(self.expected("the name of the schema")),
        };
        self.at += 1;
        // `orders_{{ stage }}`
        while let Some(next) = self.tokens.get(self.at).filter(|t| t.span.start == span.end) {
            let more = match &next.kind {
                Kind::Word(w) => w.to_lowercase(),
                Kind::Filled(f) => format!("{{{f}}}"),
                _ => break,
            };
            text = Text::Is(text.written() + &more);
            span.end = next.span.end;
            self.at += 1;
        }
        Ok(Value { text, span })
    }

    fn value(&mut self, clause: Option<Clause>, name: &str) -> Result<Value, Fault> {
        let Some(token) = self.tokens.get(self.at) else {
            return Err(self.fault_at_end(&format!("the value of {name} is missing")));
        };
        let mut value = match &token.kind {
            Kind::Text(t) => Value { text: Text::Is(t.clone()), span: token.span },
            Kind::Filled(f) => Value { text: Text::Filled(f.clone()), span: token.span },
            Kind::Word(w) if takes_word(clause, w) => Value { text: Text::Is(w.clone()), span: token.span },
            Kind::Directive(d) => Value { text: Text::Filled(d.clone()), span: token.span },
            _ => return Err(self.expected(&wanted(clause, name))),
        };
        self.at += 1;
        // A chain of roles may be several strings (G1).
        while clause == Some(Clause::IamRole)
            && let [comma, Token { kind: Kind::Text(next), span }, ..] = &self.tokens[self.at..]
            && comma.kind == Kind::Other(',')
            && let Text::Is(chain) = &mut value.text
        {
            chain.push(',');
            chain.push_str(next);
            value.span.end = span.end;
            self.at += 2;
        }
        Ok(value)
    }

    /// Takes a word when it is the next one.
    fn word(&mut self, word: &str) -> bool {
        let taken = self.tokens.get(self.at).is_some_and(|t| is(t, word));
        self.at += usize::from(taken);
        taken
    }

    /// End of the last token, in bytes.
    fn end(&self) -> u32 {
        self.tokens.last().map_or(0, |t| t.span.end)
    }

    fn fault_at_end(&self, message: &str) -> Fault {
        Fault { at: self.next.map_or(self.end(), |t| t.span.start), message: message.to_owned() }
    }

    fn expected(&self, what: &str) -> Fault {
        let Some(token) = self.tokens.get(self.at) else {
            return self.fault_at_end(&format!("expected {what}"));
        };
        let found = match &token.kind {
            Kind::Word(w) if !is_hole(w) => w.chars().take(40).collect(),
            // Strings are not repeated: one may be a secret that stands in the wrong place.
            Kind::Text(_) => "a string".to_owned(),
            Kind::Other(c) => format!("`{c}`"),
            _ => "something else".to_owned(),
        };
        Fault { at: token.span.start, message: format!("expected {what}, found {found}") }
    }
}

/// The clause that SQL calls so: keywords are spelt out there.
fn exact(name: &str) -> Option<Clause> {
    Clause::named(name).filter(|clause| clause.name().eq_ignore_ascii_case(name))
}

/// Which words may be values: `AUTHENTICATION mtls`, `IAM_ROLE default`, `PORT 9092`; not the name of the next clause.
fn takes_word(clause: Option<Clause>, word: &str) -> bool {
    if is_hole(word) {
        return true;
    }
    if exact(word).is_some() || OTHERS.iter().any(|o| o.eq_ignore_ascii_case(word)) {
        return false;
    }
    match clause {
        Some(Clause::Authentication | Clause::Source) | None => true,
        Some(Clause::IamRole) => ["default", "session"].iter().any(|w| w.eq_ignore_ascii_case(word)),
        Some(Clause::AuthenticationArn | Clause::SecretArn | Clause::Uri | Clause::ClusterArn) => false,
    }
}

fn wanted(clause: Option<Clause>, name: &str) -> String {
    match clause {
        Some(Clause::Authentication) => "none, iam or mtls after AUTHENTICATION".into(),
        Some(Clause::IamRole) => "default or a string after IAM_ROLE".into(),
        Some(clause) => format!("a string after {}", clause.name()),
        None => format!("a value after {}", name.chars().take(40).collect::<String>()),
    }
}

fn is_hole(word: &str) -> bool {
    word.contains(super::super::holed::Holed::is_hole)
}

#[cfg(test)]
mod tests {
    use super::super::lexer::tokens;
    use super::*;

    fn found(sql: &str) -> Found {
        statements(&tokens(sql).tokens)
    }

    fn one(sql: &str) -> Statement {
        let mut found = found(sql);
        assert_eq!(found.faults, [], "{sql}");
        assert_eq!(found.statements.len(), 1, "{sql}");
        found.statements.remove(0)
    }

    fn clauses(statement: &Statement) -> Vec<(Clause, String)> {
        let text = |v: &Value| match &v.text {
            Text::Is(t) => t.clone(),
            Text::Filled(f) => format!("<{f}>"),
        };
        statement.clauses.iter().map(|(c, v)| (*c, text(v))).collect()
    }

    #[test]
    fn clauses_come_in_any_order() {
        let s =
            one("create external schema if not exists Orders\n  URI 'b-1:9094,b-2:9094' authentication MTLS
             SECRET_ARN 'arn:s' from msk IAM_ROLE 'arn:a','arn:b' REGION 'eu-west-1'");
        let Text::Is(name) = &s.name.text else { panic!("a name") };
        assert_eq!((name.as_str(), s.create, s.unrecognised.len()), ("orders", true, 0));
        let expected = [
            (Clause::Uri, "b-1:9094,b-2:9094"),
            (Clause::Authentication, "MTLS"),
            (Clause::SecretArn, "arn:s"),
            (Clause::Source, "msk"),
            (Clause::IamRole, "arn:a,arn:b"),
        ];
        assert_eq!(clauses(&s), expected.map(|(c, t)| (c, t.to_owned())));
    }

    #[test]
    fn other_statements_and_other_schemas_are_passed_over() {
        for sql in [
            "SELECT 1; CREATE TABLE external (schema int); create schema x;",
            "CREATE EXTERNAL SCHEMA s FROM DATA CATALOG DATABASE 'd' IAM_ROLE default CREATE EXTERNAL DATABASE IF NOT EXISTS;",
            "CREATE EXTERNAL SCHEMA s FROM POSTGRES DATABASE 'd' URI 'h' PORT 5432 IAM_ROLE 'r' SECRET_ARN 's';",
            "CREATE EXTERNAL SCHEMA s IAM_ROLE default;",
            "-- CREATE EXTERNAL SCHEMA s FROM MSK\n/* CREATE EXTERNAL SCHEMA s FROM MSK */ SELECT 'CREATE EXTERNAL SCHEMA s FROM MSK'",
        ] {
            let found = found(sql);
            assert!(found.statements.is_empty() && found.faults.is_empty(), "{sql}: {found:?}");
        }
    }

    #[test]
    fn a_broken_statement_is_told_and_hides_none_of_the_others() {
        let good = "CREATE EXTERNAL SCHEMA good FROM MSK AUTHENTICATION iam;";
        let cases = [
            ("ALTER EXTERNAL SCHEMA", 21, "the name of the schema is missing"),
            ("CREATE EXTERNAL SCHEMA FROM MSK", 23, "expected the name of the schema, found FROM"),
            ("CREATE EXTERNAL SCHEMA 's' FROM MSK", 23, "expected the name of the schema, found a string"),
            ("CREATE EXTERNAL SCHEMA s FROM", 29, "the source after FROM is missing"),
            ("CREATE EXTERNAL SCHEMA s URI 'h:1'", 34, "FROM MSK, FROM KAFKA or FROM KINESIS is missing"),
            (
                "CREATE EXTERNAL SCHEMA s FROM MSK AUTHENTICATION",
                48,
                "the value of AUTHENTICATION is missing",
            ),
            (
                "CREATE EXTERNAL SCHEMA s FROM MSK AUTHENTICATION URI 'h:1'",
                49,
                "expected none, iam or mtls after AUTHENTICATION, found URI",
            ),
            ("CREATE EXTERNAL SCHEMA s FROM MSK URI h:9092", 38, "expected a string after URI, found h"),
            ("CREATE EXTERNAL SCHEMA s FROM MSK URI 'a' URI 'b'", 42, "URI is given twice"),
            ("CREATE EXTERNAL SCHEMA s FROM MSK , URI 'a'", 34, "expected a clause or `;`, found `,`"),
            (
                "CREATE EXTERNAL SCHEMA s FROM MSK URI 'a' CREATE MATERIALIZED VIEW v AS SELECT 1",
                42,
                "expected a clause or `;`, found CREATE",
            ),
            (
                "ALTER EXTERNAL SCHEMA s AUTHENTICATION 'secret' 'x'",
                48,
                "expected a clause or `;`, found a string",
            ),
            ("CREATE EXTERNAL SCHEMA IF s FROM MSK", 26, "expected NOT EXISTS after IF, found s"),
        ];
        for (sql, at, message) in cases {
            let found = found(&format!("{sql};\n{good}"));
            let expected = Fault { at, message: message.into() };
            assert_eq!(found.faults, [expected], "{sql}");
            assert_eq!(found.statements.len(), 1, "{sql}");
        }
        let found = found("CREATE EXTERNAL SCHEMA a FROM MSK\nALTER EXTERNAL SCHEMA a AUTHENTICATION iam");
        assert_eq!(found.statements.len(), 2);
        assert_eq!(found.faults[0].message, "a `;` is missing before this statement");
    }

    #[test]
    fn clauses_that_nobody_documents_are_kept() {
        let s = one("CREATE EXTERNAL SCHEMA s FROM KAFKA AUTHENTICATION scram USERNAME 'u' URI 'h:9096'");
        assert_eq!(s.unrecognised.iter().map(|(n, _)| n.as_str()).collect::<Vec<_>>(), ["USERNAME"]);
        assert!(clauses(&s).contains(&(Clause::Authentication, "scram".into())));
    }

    #[test]
    fn what_a_tool_fills_in_is_kept_as_such() {
        let s = one(
            "CREATE EXTERNAL SCHEMA {{ schema }} FROM MSK IAM_ROLE :role AUTHENTICATION ${AUTH} URI '${uri}'",
        );
        assert!(matches!(&s.name.text, Text::Filled(n) if n == "schema"));
        assert_eq!(clauses(&s)[1], (Clause::IamRole, "<role>".into()));
        assert_eq!(clauses(&s)[2], (Clause::Authentication, "<AUTH>".into()));
        let s = one(
            "CREATE EXTERNAL SCHEMA s FROM MSK {% if prod %} AUTHENTICATION mtls {% else %} AUTHENTICATION none {% endif %} {{ rest }}",
        );
        assert_eq!(s.directive.as_deref(), Some("if prod"));
    }
}
