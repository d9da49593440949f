//! Tokens -> the materialized views that load a stream: `CREATE MATERIALIZED VIEW v AS SELECT ... FROM orders."topic"`.
//!
//! Nothing of the query is read but the relations that it names. What cannot be read is passed over: nobody takes the
//! views of a text for all there are.

use super::super::source::Span;
use super::lexer::{Kind, Token};
use super::statement::{Text, Value};

/// Most views of one text that are read.
const MOST: usize = 10_000;
/// Most relations of one view.
const MOST_READS: usize = 100;

/// A view and the relations of two or more parts that its query names.
#[derive(Debug)]
pub struct View {
    pub schema: Option<Value>,
    pub name: Value,
    /// Schema and stream of each.
    pub reads: Vec<(Value, Value)>,
    pub at: u32,
}

/// Reads the views of a text.
pub fn views(tokens: &[Token]) -> Vec<View> {
    let statements = tokens.split(|t| t.kind == Kind::Semicolon);
    statements.filter_map(view).filter(|v| !v.reads.is_empty()).take(MOST).collect()
}

fn view(tokens: &[Token]) -> Option<View> {
    let begins = |t: &[Token]| is(&t[0], "CREATE") && is(&t[1], "MATERIALIZED") && is(&t[2], "VIEW");
    let start = tokens.windows(3).position(begins)?;
    // Between directives of a tool it may not be there.
    if tokens.iter().any(|t| matches!(t.kind, Kind::Directive(_))) {
        return None;
    }
    let (mut parts, mut at) = relation(tokens, start + 3)?;
    let name = parts.pop()?;
    let mut reads = Vec::new();
    while let Some(token) = tokens.get(at).filter(|_| reads.len() < MOST_READS) {
        at += 1;
        // `FROM a, b` names b, too.
        let names = is(token, "FROM") || is(token, "JOIN") || token.kind == Kind::Other(',');
        let Some((mut parts, end)) = relation(tokens, at).filter(|_| names) else { continue };
        // A call within the query's list: `json_parse(a.b)`.
        let call = tokens.get(end).is_some_and(|t| t.kind == Kind::Other('('));
        if let (Some(stream), Some(schema), false) = (parts.pop(), parts.pop(), call) {
            reads.push((schema, stream));
        }
        at = end;
    }
    Some(View { schema: parts.pop(), name, reads, at: tokens[start].span.start })
}

fn is(token: &Token, word: &str) -> bool {
    matches!(&token.kind, Kind::Word(w) if w.eq_ignore_ascii_case(word))
}

/// The parts of a name at a token, and where it ends.
fn relation(tokens: &[Token], mut at: usize) -> Option<(Vec<Value>, usize)> {
    let mut parts = Vec::new();
    loop {
        let (part, end) = part(tokens, at)?;
        parts.push(part);
        at = end;
        if tokens.get(at).is_none_or(|t| t.kind != Kind::Other('.')) {
            return Some((parts, at));
        }
        at += 1;
    }
}

/// `orders`, `"Orders"`, `{{ schema }}`, `orders_{{ stage }}`
fn part(tokens: &[Token], mut at: usize) -> Option<(Value, usize)> {
    let mut whole: Option<Value> = None;
    while let Some(token) =
        tokens.get(at).filter(|t| whole.as_ref().is_none_or(|w| w.span.end == t.span.start))
    {
        let text = match (&token.kind, &whole) {
            // Redshift folds names without quotes.
            (Kind::Word(w), _) => Text::Is(w.to_lowercase()),
            (Kind::Name(n), None) => Text::Is(n.clone()),
            (Kind::Filled(f), _) => Text::Filled(f.clone()),
            _ => break,
        };
        whole = Some(match whole {
            None => Value { text, span: token.span },
            Some(before) => Value {
                text: Text::Is(before.text.written() + &text.written()),
                span: Span { start: before.span.start, end: token.span.end },
            },
        });
        at += 1;
    }
    whole.map(|whole| (whole, at))
}

#[cfg(test)]
mod tests {
    use super::super::lexer::tokens;
    use super::*;

    /// `schema.view < schema.stream`
    fn found(sql: &str) -> Vec<String> {
        let views = views(&tokens(sql).tokens);
        let told = views.iter().flat_map(|v| {
            let schema = v.schema.as_ref().map(|s| s.text.written() + ".").unwrap_or_default();
            let name = format!("{schema}{}", v.name.text.written());
            v.reads.iter().map(move |(s, t)| format!("{name} < {}.{}", s.text.written(), t.text.written()))
        });
        told.collect()
    }

    #[test]
    fn views_and_what_they_read() {
        for (sql, expected) in [
            (
                "CREATE MATERIALIZED VIEW orders_live AUTO REFRESH YES AS SELECT kafka_partition, \
                 JSON_PARSE(kafka_value) AS v FROM Orders.\"Orders.V1\" WHERE CAN_JSON_PARSE(kafka_value);",
                &["orders_live < orders.Orders.V1"][..],
            ),
            (
                "create materialized view analytics.\"Live\" backup no distkey(a) as select * from s.t a, s.u b \
                 join dev.s.w on a.x = b.y",
                &["analytics.Live < s.t", "analytics.Live < s.u", "analytics.Live < s.w"],
            ),
            (
                "CREATE MATERIALIZED VIEW v_{{ stage }} AS SELECT a.b, f(a.c) FROM {{ schema }}.\"t\";",
                &["v_{stage} < {schema}.t"],
            ),
            ("CREATE MATERIALIZED VIEW v AS SELECT 1 FROM t", &[]),
            ("CREATE VIEW v AS SELECT 1 FROM s.t", &[]),
            ("CREATE MATERIALIZED VIEW 'v' AS SELECT 1 FROM s.t", &[]),
            ("{% if a %} CREATE MATERIALIZED VIEW v AS SELECT 1 FROM s.t {% endif %};", &[]),
            ("CREATE MATERIALIZED VIEW", &[]),
            ("-- CREATE MATERIALIZED VIEW v AS SELECT 1 FROM s.t\nSELECT 'FROM s.t'", &[]),
        ] {
            assert_eq!(found(sql), expected, "{sql}");
        }
    }
}
