//! Values and templates as text. What comes out holds no control character, whatever a resource is called.

use super::expr::compiled::{Expr, Kind};
use super::expr::eval::{Env, Silent};
use super::expr::functions::shell_quote;
use super::expr::text::Text;
use super::expr::value::Val;
use super::rule::{Code, Part, Template};
use crate::inventory::snapshot::format_time;
use crate::inventory::{Fact, FieldDef, Piece, Resource, Type, Unit};
use crate::speech::Language;
use crate::speech::told::told;

/// Longest text of one value, in characters: a message names things, it does not carry them.
const LONGEST: usize = 400;

/// What stands for values that are not there, in the language of the text.
#[derive(Debug, Clone, Copy)]
pub struct Blanks<'w> {
    /// `(not set)`
    pub absent: &'w str,
    /// `(unknown)`
    pub unknown: &'w str,
    /// Of what a template leaves open.
    pub language: Language,
}

/// What JSON and evidence show, in every language.
pub const PLAIN: Blanks<'static> =
    Blanks { absent: "(not set)", unknown: "(unknown)", language: Language::En };

/// Fills a template.
pub fn template<'a>(template: &'a Template, env: &mut Env<'a, Silent>, blanks: Blanks<'_>) -> String {
    let mut out = String::new();
    for part in &template.parts {
        match part {
            Part::Literal(t) => out.push_str(t),
            Part::Place(code) => out.push_str(&place(code, &code.expr, env, blanks)),
        }
    }
    out
}

/// The value of an expression as text, without quotes.
pub fn code<'a>(code: &'a Code, env: &mut Env<'a, Silent>, blanks: Blanks<'_>) -> String {
    place(code, &code.expr, env, blanks)
}

fn place<'a>(code: &'a Code, expr: &'a Expr, env: &mut Env<'a, Silent>, blanks: Blanks<'_>) -> String {
    match &expr.kind {
        Kind::Shell(inner) => match shell_words(inner, env) {
            Some(words) => words,
            // Pasted as it is, the shell refuses it instead of running something else.
            None => {
                let text = code.text.get(inner.start as usize..inner.end as usize).unwrap_or("value");
                format!("<{text}>")
            }
        },
        Kind::Join(list, separator) => match env.eval(list) {
            Val::List(list, owner) => {
                let items = list.items.iter().map(|f| fact(f, None, owner, env.unit, blanks));
                clip(&items.collect::<Vec<_>>().join(separator))
            }
            other => value(other, None, env.unit, blanks),
        },
        Kind::Cond(three) => match env.truth(&three[0]) {
            Ok(true) => place(code, &three[1], env, blanks),
            Ok(false) => place(code, &three[2], env, blanks),
            Err(_) => blanks.unknown.to_owned(),
        },
        _ => {
            let v = env.eval(expr);
            value(v, type_of(expr), env.unit, blanks)
        }
    }
}

/// A text as one shell word, a list as one word an item; `None` when any of it is not known.
fn shell_words<'a>(expr: &'a Expr, env: &mut Env<'a, Silent>) -> Option<String> {
    let word = |v: Val<'_>| v.text().ok()?.known().map(|t| shell_quote(&clean(t)));
    match env.eval(expr) {
        Val::List(list, owner) => {
            let words = list.items.iter().map(|f| word(Val::of(f, owner, env.unit)));
            Some(words.collect::<Option<Vec<_>>>()?.join(" "))
        }
        v => word(v),
    }
}

/// A fact as text. `ty` gives the names of a record's members.
pub fn fact(
    fact: &Fact,
    ty: Option<&'static Type>,
    owner: &Resource,
    unit: &Unit,
    blanks: Blanks<'_>,
) -> String {
    value(Val::of(fact, owner, unit), ty, unit, blanks)
}

/// The type of what an expression reads, when it reads a field.
pub fn type_of(expr: &Expr) -> Option<&'static Type> {
    match &expr.kind {
        Kind::Field { def, .. } => Some(&def.ty),
        _ => None,
    }
}

/// A value as text: lists in brackets, records as `name=value` of their known members.
pub fn value(value: Val<'_>, ty: Option<&'static Type>, unit: &Unit, blanks: Blanks<'_>) -> String {
    match value {
        Val::Bool(b) => b.to_string(),
        Val::Int(i) => i.to_string(),
        Val::Time(t) => format_time(t),
        Val::Text(t) => clip(&clean(&text(t, blanks.language))),
        Val::Resource(r) => clip(&clean(&r.id)),
        Val::Elsewhere(id) => clip(&clean(id)),
        Val::List(list, owner) => {
            let item = match ty {
                Some(Type::List(item)) => Some(*item),
                _ => None,
            };
            let mut items: Vec<String> =
                list.items.iter().map(|f| fact(f, item, owner, unit, blanks)).collect();
            if list.more.is_some() {
                items.push("...".into());
            }
            clip(&format!("[{}]", items.join(", ")))
        }
        Val::Record(slots, owner) => {
            let fields: &[FieldDef] = match ty {
                Some(Type::Record(def)) => def.fields,
                _ => &[],
            };
            let known = slots.iter().enumerate().filter(|(_, f)| matches!(f, Fact::Known(..)));
            let members: Vec<String> = known
                .map(|(i, f)| {
                    let field = fields.get(i);
                    let shown = fact(f, field.map(|d| &d.ty), owner, unit, blanks);
                    match field {
                        Some(d) => format!("{}={shown}", d.name),
                        None => shown,
                    }
                })
                .collect();
            clip(&format!("{{{}}}", members.join(" ")))
        }
        Val::Absent => blanks.absent.to_owned(),
        Val::Unknown(_) => blanks.unknown.to_owned(),
    }
}

/// Symbols and holes in the way templates write them.
fn text(text: Text<'_>, language: Language) -> String {
    let (pieces, skip) = match text {
        Text::Known(t) => return t.to_owned(),
        Text::Partial { pieces, skip } => (pieces, skip),
    };
    let mut out = String::new();
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Lit(l) => out.push_str(if i == 0 { l.get(skip..).unwrap_or("") } else { l }),
            Piece::Symbol(s) | Piece::Hole(s) => {
                out.push_str("${");
                out.push_str(&told(language, s));
                out.push('}');
            }
        }
    }
    out
}

/// Text without control characters, escape sequences' starts and direction overrides.
pub fn clean(text: &str) -> String {
    text.chars().filter(|c| !hidden(*c)).collect()
}

/// Characters that move the cursor, hide text or reorder it.
pub fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn clip(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::Value;
    use crate::inventory::kinds::msk_cluster;
    use crate::rules::expr::check::{Scope, check};
    use crate::rules::expr::parse::parse;
    use std::collections::BTreeMap;

    #[test]
    fn nothing_hidden_comes_out() {
        let hostile = "a\u{1b}[31mred\u{1b}]0;t\u{7}\r\n\u{202e}gpj\u{200b}\u{feff}b";
        assert_eq!(clean(hostile), "a[31mred]0;tgpjb");
        assert_eq!(clean("キー 密钥 é"), "キー 密钥 é");
    }

    #[test]
    fn a_list_becomes_one_quoted_word_an_item() {
        let mut cluster = Resource::new(&msk_cluster::KIND, "c");
        let origin = cluster.api("kafka:ListScramSecrets");
        let words = |cluster: &Resource| {
            let scope =
                Scope { kind: &msk_cluster::KIND, each: None, parameters: &BTreeMap::new(), in_text: true };
            let text = "sh(cluster.scram_secrets)";
            let expr = check(&parse(text).unwrap(), &scope, &[]).unwrap().expr;
            let code = Code { text: text.into(), expr };
            let unit = Unit::new(Default::default(), vec![cluster.clone()], &[]);
            super::code(&code, &mut Env::new(&unit, &unit.resources()[0], 0, Silent), PLAIN)
        };
        assert_eq!(words(&cluster), "<cluster.scram_secrets>", "the shell refuses what is not known");
        cluster.list(msk_cluster::scram_secrets, [Value::link("a"), Value::link("b; rm c")], origin);
        assert_eq!(words(&cluster), "a 'b; rm c'");
        cluster.list(msk_cluster::scram_secrets, [], origin);
        assert_eq!(words(&cluster), "");
    }
}
