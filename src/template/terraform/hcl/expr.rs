//! Expressions -> values. What cannot be decided is unknown with its reason; what Terraform would refuse is a
//! failure, which `try` and `can` see.

use super::super::super::source::Site;
use super::super::super::value::{Entry, Resolved, Sited};
use super::eval::{Ctx, Eval};
use super::value::{self, Answer, as_number, entry, fail, number, sited, unknown};
use super::{functions, template};
use hcl_edit::expr::{
    BinaryOp, BinaryOperator, Conditional, Expression, ForExpr, Object, ObjectKey, Traversal,
    TraversalOperator, UnaryOp, UnaryOperator,
};
use std::collections::HashMap;
use std::rc::Rc;

impl<'f> Eval<'f> {
    pub fn expr(&self, ctx: &Ctx<'f>, e: &'f Expression) -> Answer {
        let site = ctx.site(e);
        self.deeper(&site, || self.kind(ctx, e, &site))
    }

    fn kind(&self, ctx: &Ctx<'f>, e: &'f Expression, site: &Site) -> Answer {
        Ok(match e {
            Expression::Null(_) => sited(Resolved::Absent, site),
            Expression::Bool(b) => sited(Resolved::Bool(**b), site),
            Expression::Number(n) => {
                let n = n.value();
                let text = n.as_i64().map(|i| i.to_string()).or_else(|| n.as_u64().map(|u| u.to_string()));
                match text {
                    Some(text) => sited(Resolved::Number(text.into()), site),
                    None => sited(number(n.as_f64().unwrap_or(f64::NAN)), site),
                }
            }
            Expression::String(s) => sited(value::text(s.as_str()), site),
            Expression::StringTemplate(t) => return template::quoted(self, ctx, t, site),
            Expression::HeredocTemplate(t) => return template::heredoc(self, ctx, t, site),
            Expression::Parenthesis(inner) => return self.expr(ctx, inner.inner()),
            Expression::Array(items) => {
                let items = items.iter().map(|i| self.expr(ctx, i)).collect::<Result<Vec<_>, _>>()?;
                let made = sited(value::list(items), site);
                if self.spend(value::weight(&made)) { made } else { self.limit(site) }
            }
            Expression::Object(o) => return self.object(ctx, o, site),
            Expression::Variable(_) => return self.traverse(ctx, e, &[], site),
            Expression::Traversal(t) => return self.traversal(ctx, t, site),
            Expression::Conditional(c) => return self.conditional(ctx, c, site),
            Expression::FuncCall(call) => return functions::call(self, ctx, call, site),
            Expression::UnaryOp(op) => return self.unary(ctx, op, site),
            Expression::BinaryOp(op) => return self.binary(ctx, op, site),
            Expression::ForExpr(f) => return self.for_expr(ctx, f, site),
        })
    }

    fn object(&self, ctx: &Ctx<'f>, object: &'f Object, site: &Site) -> Answer {
        let mut entries = Vec::new();
        let mut more = None;
        for (key, item) in object {
            let key_site = match key {
                ObjectKey::Ident(i) => ctx.site(i),
                ObjectKey::Expression(e) => ctx.site(e),
            };
            let name = match key {
                ObjectKey::Ident(i) => Some(i.as_str().into()),
                // A bare name is a name, in parentheses it is a variable.
                ObjectKey::Expression(Expression::Variable(v)) => Some(v.as_str().into()),
                ObjectKey::Expression(e) => {
                    let key = self.expr(ctx, e)?;
                    if let Some(why) = value::why(&key.value) {
                        more = Some(why);
                    }
                    value::as_text(&key.value).filter(|_| !key.sensitive)
                }
            };
            let mut value = self.expr(ctx, item.expr())?;
            // As with arguments, the item's own value is the place.
            value.site = ctx.site(item.expr());
            match name {
                Some(key) => entries.push(Entry { key, key_site, value }),
                None => more = more.or_else(|| Some("a key that is no text".into())),
            }
        }
        let made = sited(Resolved::Map { entries: last_wins(entries), more }, site);
        Ok(if self.spend(value::weight(&made)) { made } else { self.limit(site) })
    }

    fn conditional(&self, ctx: &Ctx<'f>, c: &'f Conditional, site: &Site) -> Answer {
        let condition = self.expr(ctx, &c.cond_expr)?;
        let mut out = match truth(&condition)? {
            Some(true) => self.expr(ctx, &c.true_expr)?,
            Some(false) => self.expr(ctx, &c.false_expr)?,
            None => {
                let why = value::why(&condition.value).unwrap_or_else(|| "a condition".into());
                match (self.expr(ctx, &c.true_expr), self.expr(ctx, &c.false_expr)) {
                    (Ok(a), Ok(b)) if value::equal(&a.value, &b.value) == Some(true) => a,
                    (Ok(a), Ok(b)) => {
                        let mut out = unknown(why, site);
                        out.sensitive = value::any_sensitive(&a) || value::any_sensitive(&b);
                        out
                    }
                    _ => unknown(why, site),
                }
            }
        };
        out.sensitive |= condition.sensitive;
        Ok(out)
    }

    fn unary(&self, ctx: &Ctx<'f>, op: &'f UnaryOp, site: &Site) -> Answer {
        let inner = self.expr(ctx, &op.expr)?;
        let value = match (op.operator.value(), value::why(&inner.value)) {
            (_, Some(why)) => Resolved::Unknown(why),
            (UnaryOperator::Not, None) => match truth(&inner)? {
                Some(b) => Resolved::Bool(!b),
                None => return Ok(inner),
            },
            (UnaryOperator::Neg, None) => match as_number(&inner.value) {
                Some(f) => number(-f),
                None => return fail("a number is needed"),
            },
        };
        Ok(Sited { value, site: site.clone(), via: inner.via, sensitive: inner.sensitive })
    }

    fn binary(&self, ctx: &Ctx<'f>, op: &'f BinaryOp, site: &Site) -> Answer {
        use BinaryOperator as Op;
        let operator = *op.operator.value();
        let left = self.expr(ctx, &op.lhs_expr)?;
        let right = self.expr(ctx, &op.rhs_expr)?;
        let value = match operator {
            Op::Eq | Op::NotEq => match value::equal(&left.value, &right.value) {
                Some(b) => Resolved::Bool(b == (operator == Op::Eq)),
                None => either_unknown(&left, &right),
            },
            Op::And | Op::Or => {
                let decides = operator == Op::Or;
                match (truth(&left)?, truth(&right)?) {
                    (Some(a), _) if a == decides => Resolved::Bool(decides),
                    (_, Some(b)) if b == decides => Resolved::Bool(decides),
                    (Some(_), Some(_)) => Resolved::Bool(!decides),
                    _ => either_unknown(&left, &right),
                }
            }
            _ if value::why(&left.value).is_some() || value::why(&right.value).is_some() => {
                either_unknown(&left, &right)
            }
            _ => match (as_number(&left.value), as_number(&right.value)) {
                (Some(a), Some(b)) => arithmetic(operator, a, b)?,
                _ => return fail("two numbers are needed"),
            },
        };
        let mut via = left.via;
        value::add_steps(&mut via, right.via);
        Ok(Sited { value, site: site.clone(), via, sensitive: left.sensitive || right.sensitive })
    }

    fn for_expr(&self, ctx: &Ctx<'f>, f: &'f ForExpr, site: &Site) -> Answer {
        let collection = self.expr(ctx, &f.intro.collection_expr)?;
        let Some((pairs, mut more)) = pairs(&collection) else {
            return match value::why(&collection.value) {
                Some(why) => Ok(Sited { sensitive: collection.sensitive, ..unknown(why, site) }),
                None => fail("a for expression over what is no collection"),
            };
        };
        let (mut items, mut entries): (Vec<Sited>, Vec<Entry>) = (Vec::new(), Vec::new());
        let mut groups = HashMap::new();
        for (key, item) in pairs {
            let mut names = vec![(f.intro.value_var.as_str().into(), Rc::new(self.copy(item)))];
            if let Some(key_var) = &f.intro.key_var {
                names.insert(0, (key_var.as_str().into(), Rc::new(key)));
            }
            let ctx = ctx.bind(names);
            if let Some(condition) = &f.cond {
                let condition = self.expr(&ctx, &condition.expr)?;
                match truth(&condition)? {
                    Some(true) => {}
                    Some(false) => continue,
                    None => {
                        more = value::why(&condition.value).or(more);
                        continue;
                    }
                }
            }
            let value = self.expr(&ctx, &f.value_expr)?;
            if !self.spend(value::weight(&value)) || items.len() + entries.len() > value_limit() {
                return Ok(self.limit(site));
            }
            match &f.key_expr {
                None => items.push(value),
                Some(key) => {
                    let key = self.expr(&ctx, key)?;
                    match value::as_text(&key.value) {
                        Some(key) if f.grouping => group(&mut entries, &mut groups, key, value),
                        Some(key) => entries.push(entry(key, value)),
                        None => {
                            more = value::why(&key.value).or_else(|| Some("a key that is no text".into()))
                        }
                    }
                }
            }
        }
        let value = match f.key_expr {
            None => Resolved::List { items, more },
            Some(_) => Resolved::Map { entries: value::sorted(entries), more },
        };
        Ok(Sited { value, site: site.clone(), via: collection.via, sensitive: collection.sensitive })
    }

    fn traversal(&self, ctx: &Ctx<'f>, t: &'f Traversal, site: &Site) -> Answer {
        let operators: Vec<&TraversalOperator> = t.operators.iter().map(|o| o.value()).collect();
        self.traverse(ctx, &t.expr, &operators, site)
    }

    /// A base expression and the operators behind it; names are resolved together with their first operators.
    fn traverse(
        &self,
        ctx: &Ctx<'f>,
        base: &'f Expression,
        operators: &[&'f TraversalOperator],
        site: &Site,
    ) -> Answer {
        match base {
            Expression::Variable(name) => self.named(ctx, name.as_str(), operators, site),
            other => {
                let base = self.expr(ctx, other)?;
                self.operators(ctx, &base, operators, site)
            }
        }
    }

    /// Applies the operators to a value, copying only what is asked for.
    pub fn operators(
        &self,
        ctx: &Ctx<'f>,
        base: &Sited,
        operators: &[&'f TraversalOperator],
        site: &Site,
    ) -> Answer {
        let Some((first, rest)) = operators.split_first() else { return Ok(self.copy(base)) };
        let next = match first {
            TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => {
                // An attribute-only splat ends at the first index, which then applies to the whole list.
                let attributes_only = matches!(first, TraversalOperator::AttrSplat(_));
                let inner = match attributes_only {
                    true => rest.iter().take_while(|o| matches!(o, TraversalOperator::GetAttr(_))).count(),
                    false => rest.len(),
                };
                let all = self.splat(ctx, base, &rest[..inner], site)?;
                return self.operators(ctx, &all, &rest[inner..], site);
            }
            TraversalOperator::GetAttr(name) => self.attribute(base, name.as_str(), site)?,
            TraversalOperator::LegacyIndex(i) => {
                let index = sited(Resolved::Number(i.value().to_string().into()), site);
                self.index(base, &index, site)?
            }
            TraversalOperator::Index(e) => {
                let index = self.expr(ctx, e)?;
                self.index(base, &index, site)?
            }
        };
        self.deeper(site, || self.operators(ctx, &next, rest, site))
    }

    fn splat(&self, ctx: &Ctx<'f>, base: &Sited, operators: &[&'f TraversalOperator], site: &Site) -> Answer {
        let (items, more): (Vec<&Sited>, _) = match &base.value {
            Resolved::List { items, more } => (items.iter().collect(), more.clone()),
            Resolved::Absent => (Vec::new(), None),
            other if !matches!(other, Resolved::Ref(_)) => match value::why(other) {
                Some(why) => return Ok(unknown(why, site)),
                None => (vec![base], None),
            },
            // A list that another resource exports, or a single resource.
            Resolved::Ref(to) if !to.attribute.is_empty() => {
                return Ok(unknown(crate::template::fact::shown(to), site));
            }
            _ => (vec![base], None),
        };
        let items = items.into_iter().map(|i| self.operators(ctx, i, operators, site));
        let items = items.collect::<Result<Vec<_>, _>>()?;
        Ok(Sited {
            value: Resolved::List { items, more },
            site: site.clone(),
            via: base.via.clone(),
            sensitive: base.sensitive,
        })
    }

    /// `base.name`
    pub fn attribute(&self, base: &Sited, name: &str, site: &Site) -> Answer {
        match &base.value {
            // The search costs, too.
            Resolved::Map { entries, .. } if !self.spend(entries.len() / 32) => Ok(self.limit(site)),
            Resolved::Map { entries, more } => match (value::get(entries, name), more) {
                (Some(value), _) => Ok(self.part(base, value)),
                (None, Some(why)) => Ok(unknown(why.clone(), site)),
                (None, None) => fail(format!("there is no attribute {name}")),
            },
            Resolved::Ref(to) if to.attribute.is_empty() => self.exported(&to.target, name, site),
            Resolved::Ref(to) => {
                Ok(sited(value::reference(&to.target, &format!("{}.{name}", to.attribute)), site))
            }
            // `a.0` is the older form of an index.
            Resolved::List { .. } if name.bytes().all(|b| b.is_ascii_digit()) => {
                self.index(base, &sited(value::text(name), site), site)
            }
            other => match value::why(other) {
                Some(why) => Ok(Sited { sensitive: base.sensitive, ..unknown(why, site) }),
                None => fail(format!("no value with an attribute {name}")),
            },
        }
    }

    /// `base[index]`
    pub fn index(&self, base: &Sited, index: &Sited, site: &Site) -> Answer {
        if let Some(why) = value::why(&index.value) {
            return Ok(unknown(why, site));
        }
        match &base.value {
            Resolved::List { items, more } => {
                let Some(i) = as_number(&index.value).filter(|i| i.fract() == 0.0) else {
                    return fail("an index is a whole number");
                };
                let found = if i >= 0.0 { items.get(i as usize) } else { None };
                match (found, more) {
                    // A list with unknown items has no certain positions.
                    (_, Some(why)) => Ok(unknown(why.clone(), site)),
                    (Some(item), None) => Ok(self.part(base, item)),
                    (None, None) => fail("there is no such item"),
                }
            }
            Resolved::Map { .. } => match value::as_text(&index.value) {
                Some(key) => self.attribute(base, &key, site),
                None => fail("a key is text"),
            },
            Resolved::Ref(to) if !to.attribute.is_empty() => match value::as_text(&index.value) {
                Some(key) => {
                    Ok(sited(value::reference(&to.target, &format!("{}[{key}]", to.attribute)), site))
                }
                None => fail("a key is text"),
            },
            Resolved::Ref(_) => match value::as_text(&index.value) {
                Some(key) => self.attribute(base, &key, site),
                None => fail("a key is text"),
            },
            other => match value::why(other) {
                Some(why) => Ok(Sited { sensitive: base.sensitive, ..unknown(why, site) }),
                None => fail("no value with items"),
            },
        }
    }

    /// A part of a value, which came the way the whole did.
    fn part(&self, whole: &Sited, part: &Sited) -> Sited {
        let mut part = self.copy(part);
        let own = std::mem::replace(&mut part.via, whole.via.clone());
        value::add_steps(&mut part.via, own);
        part.sensitive |= whole.sensitive;
        part
    }
}

/// Most items that one expression makes.
pub fn value_limit() -> usize {
    super::eval::LARGEST / 4
}

fn last_wins(entries: Vec<Entry>) -> Vec<Entry> {
    let mut seen = std::collections::HashSet::new();
    let mut out: Vec<Entry> = entries.into_iter().rev().filter(|e| seen.insert(e.key.clone())).collect();
    out.reverse();
    out
}

/// Adds a value to the list under its key.
fn group(entries: &mut Vec<Entry>, places: &mut HashMap<Box<str>, usize>, key: Box<str>, item: Sited) {
    if let Some(place) = places.get(&key)
        && let Resolved::List { items, .. } = &mut entries[*place].value.value
    {
        items.push(item);
        return;
    }
    let site = item.site.clone();
    places.insert(key.clone(), entries.len());
    entries.push(entry(key, sited(value::list(vec![item]), &site)));
}

/// A boolean, `None` when it is not known; a failure when it is none.
pub fn truth(value: &Sited) -> Result<Option<bool>, super::value::Fail> {
    if value::why(&value.value).is_some() {
        return Ok(None);
    }
    match crate::template::fact::boolean(&value.value) {
        Some(b) => Ok(Some(b)),
        None => fail("a condition is true or false"),
    }
}

fn either_unknown(a: &Sited, b: &Sited) -> Resolved {
    let why = value::why_deep(&a.value).or_else(|| value::why_deep(&b.value));
    Resolved::Unknown(why.unwrap_or_else(|| "a comparison".into()))
}

fn arithmetic(op: BinaryOperator, a: f64, b: f64) -> Result<Resolved, super::value::Fail> {
    use BinaryOperator as Op;
    Ok(match op {
        Op::Plus => number(a + b),
        Op::Minus => number(a - b),
        Op::Mul => number(a * b),
        Op::Div | Op::Mod if b == 0.0 => return fail("a division by zero"),
        Op::Div => number(a / b),
        Op::Mod => number(a % b),
        Op::Less => Resolved::Bool(a < b),
        Op::LessEq => Resolved::Bool(a <= b),
        Op::Greater => Resolved::Bool(a > b),
        Op::GreaterEq => Resolved::Bool(a >= b),
        Op::Eq | Op::NotEq | Op::And | Op::Or => return fail("no arithmetic"),
    })
}

/// Keys and values of a collection, and why there may be more; `None` for what is none or not known.
#[allow(clippy::type_complexity)]
pub fn pairs(collection: &Sited) -> Option<(Vec<(Sited, &Sited)>, Option<Box<str>>)> {
    match &collection.value {
        Resolved::List { items, more } => {
            let key = |i: usize, v: &Sited| sited(Resolved::Number(i.to_string().into()), &v.site);
            Some((items.iter().enumerate().map(|(i, v)| (key(i, v), v)).collect(), more.clone()))
        }
        Resolved::Map { entries, more } => {
            let mut all: Vec<_> = entries.iter().collect();
            all.sort_by(|a, b| a.key.cmp(&b.key));
            let pair = |e: &'_ Entry| sited(value::text(e.key.clone()), &e.key_site);
            Some((all.into_iter().map(|e| (pair(e), &e.value)).collect(), more.clone()))
        }
        _ => None,
    }
}
