//! Quoted templates and heredocs -> text, known or in pieces.

use super::super::super::source::Site;
use super::super::super::value::{Piece, Sited, Step};
use super::eval::{Ctx, Eval, LONGEST};
use super::expr::{pairs, truth};
use super::value::{self, Answer, fail, sited};
use hcl_edit::template::{Directive, Element, HeredocTemplate, StringTemplate, Strip, Template};
use std::rc::Rc;

/// What a template has come to so far.
#[derive(Default)]
struct Text {
    pieces: Vec<Piece>,
    bytes: usize,
    via: Vec<Step>,
}

/// `"..."`; a template that is nothing but one interpolation is that value.
pub fn quoted<'f>(eval: &Eval<'f>, ctx: &Ctx<'f>, t: &'f StringTemplate, site: &Site) -> Answer {
    let elements: Vec<&Element> = t.iter().collect();
    if let [Element::Interpolation(only)] = elements[..] {
        return eval.expr(ctx, &only.expr);
    }
    elements_of(eval, ctx, &elements, site)
}

/// `<<X`: the final newline belongs to the text.
pub fn heredoc<'f>(eval: &Eval<'f>, ctx: &Ctx<'f>, t: &'f HeredocTemplate, site: &Site) -> Answer {
    let elements: Vec<&Element> = t.template.iter().collect();
    elements_of(eval, ctx, &elements, site)
}

/// The text of a template file.
pub fn text<'f>(eval: &Eval<'f>, ctx: &Ctx<'f>, t: &'f Template, site: &Site) -> Answer {
    let elements: Vec<&Element> = t.iter().collect();
    elements_of(eval, ctx, &elements, site)
}

fn elements_of<'f>(eval: &Eval<'f>, ctx: &Ctx<'f>, elements: &[&'f Element], site: &Site) -> Answer {
    let mut text = Text::default();
    if !write(eval, ctx, elements, &mut text)? {
        return Ok(eval.limit(site));
    }
    Ok(Sited { via: text.via, ..sited(value::joined(text.pieces), site) })
}

/// False when the text became too long.
fn write<'f>(
    eval: &Eval<'f>,
    ctx: &Ctx<'f>,
    elements: &[&'f Element],
    out: &mut Text,
) -> Result<bool, value::Fail> {
    for (i, element) in elements.iter().enumerate() {
        let before = out.bytes;
        match element {
            Element::Literal(literal) => {
                let mut literal = literal.as_str();
                if i > 0 && strip(elements[i - 1]).1 {
                    literal = literal.trim_start();
                }
                if elements.get(i + 1).is_some_and(|next| strip(next).0) {
                    literal = literal.trim_end();
                }
                out.push(vec![Piece::Lit(literal.into())]);
            }
            Element::Interpolation(hole) => {
                let value = eval.expr(ctx, &hole.expr)?;
                match value::pieces(&value) {
                    Some(pieces) => out.push(pieces),
                    None => return fail("a list, a map or null in a text"),
                }
                value::add_steps(&mut out.via, value.via);
            }
            Element::Directive(directive) => {
                if !self::directive(eval, ctx, directive, out)? {
                    return Ok(false);
                }
            }
        }
        if out.bytes > LONGEST || !eval.spend(1 + (out.bytes - before) / 32) {
            return Ok(false);
        }
    }
    Ok(true)
}

impl Text {
    fn push(&mut self, pieces: Vec<Piece>) {
        self.bytes += pieces.iter().map(|p| if let Piece::Lit(t) = p { t.len() } else { 16 }).sum::<usize>();
        self.pieces.extend(pieces);
    }
}

fn directive<'f>(
    eval: &Eval<'f>,
    ctx: &Ctx<'f>,
    directive: &'f Directive,
    out: &mut Text,
) -> Result<bool, value::Fail> {
    match directive {
        Directive::If(i) => {
            let condition = eval.expr(ctx, &i.if_expr.cond_expr)?;
            let after_if = i.if_expr.strip;
            let before_end = i.endif_expr.strip;
            match truth(&condition)? {
                Some(true) => {
                    let before = i.else_expr.as_ref().map_or(before_end, |e| e.strip);
                    body(eval, ctx, &i.if_expr.template, after_if, before, out)
                }
                Some(false) => match &i.else_expr {
                    Some(e) => body(eval, ctx, &e.template, e.strip, before_end, out),
                    None => Ok(true),
                },
                None => {
                    let why = value::why(&condition.value).unwrap_or_else(|| "a condition".into());
                    out.push(vec![Piece::Unknown(why)]);
                    Ok(true)
                }
            }
        }
        Directive::For(f) => {
            let collection = eval.expr(ctx, &f.for_expr.collection_expr)?;
            let Some((pairs, more)) = pairs(&collection) else {
                let why = value::why(&collection.value);
                let Some(why) = why else { return fail("a for directive over what is no collection") };
                out.push(vec![Piece::Unknown(why)]);
                return Ok(true);
            };
            for (key, item) in pairs {
                let mut names = vec![(f.for_expr.value_var.as_str().into(), Rc::new(eval.copy(item)))];
                if let Some(key_var) = &f.for_expr.key_var {
                    names.insert(0, (key_var.as_str().into(), Rc::new(key)));
                }
                let ctx = ctx.bind(names);
                let (after, before) = (f.for_expr.strip, f.endfor_expr.strip);
                if !body(eval, &ctx, &f.for_expr.template, after, before, out)? {
                    return Ok(false);
                }
            }
            if let Some(why) = more {
                out.push(vec![Piece::Unknown(why)]);
            }
            Ok(true)
        }
    }
}

/// The text between two directive markers, whose `~` cut white space at its ends.
fn body<'f>(
    eval: &Eval<'f>,
    ctx: &Ctx<'f>,
    template: &'f Template,
    after: Strip,
    before: Strip,
    out: &mut Text,
) -> Result<bool, value::Fail> {
    let elements: Vec<&Element> = template.iter().collect();
    let mut inner = Text::default();
    if !write(eval, ctx, &elements, &mut inner)? {
        return Ok(false);
    }
    if after.strip_end()
        && let Some(Piece::Lit(first)) = inner.pieces.first_mut()
    {
        *first = first.trim_start().into();
    }
    if before.strip_start()
        && let Some(Piece::Lit(last)) = inner.pieces.last_mut()
    {
        *last = last.trim_end().into();
    }
    out.push(inner.pieces);
    value::add_steps(&mut out.via, inner.via);
    Ok(out.bytes <= LONGEST)
}

/// Whether an element cuts white space before itself and after itself.
fn strip(element: &Element) -> (bool, bool) {
    match element {
        Element::Literal(_) => (false, false),
        Element::Interpolation(hole) => (hole.strip.strip_start(), hole.strip.strip_end()),
        Element::Directive(directive) => match &**directive {
            Directive::If(i) => (i.if_expr.strip.strip_start(), i.endif_expr.strip.strip_end()),
            Directive::For(f) => (f.for_expr.strip.strip_start(), f.endfor_expr.strip.strip_end()),
        },
    }
}
