//! A block's body -> arguments: attributes, nested blocks and `dynamic` blocks.

use super::super::super::source::Site;
use super::super::super::value::{Entry, Resolved, Sited};
use super::eval::{Ctx, Eval};
use super::expr::pairs;
use super::project::{Declared, header};
use super::value::{self, Fail, sited, unknown};
use hcl_edit::structure::{Attribute, Block, Body};
use std::rc::Rc;

/// What Terraform itself reads of a resource.
const META: &[&str] =
    &["count", "for_each", "provider", "lifecycle", "depends_on", "provisioner", "connection", "timeouts"];

/// The arguments of a top-level block, with what override files give instead.
pub fn merged<'f>(eval: &Eval<'f>, ctx: &Ctx<'f>, block: &Declared<'f>, site: &Site) -> Sited {
    if !block.is_overridden() {
        return body(eval, &ctx.within(block.source), &block.node.body, site);
    }
    let mut entries = Vec::new();
    for name in block.names() {
        let Some(layer) = block.giving(name).filter(|_| !META.contains(&name)) else { continue };
        let ctx = ctx.within(layer.source);
        entries.push(match layer.node.body.get_attribute(name) {
            Some(attribute) => argument(eval, &ctx, attribute),
            None => {
                let value = blocks(eval, &ctx, &layer.node.body, name, site);
                Entry { key: name.into(), key_site: value.site.clone(), value }
            }
        });
    }
    sited(value::map(entries), site)
}

/// The arguments of a block as a map; a nested block is an item of a list under its name.
pub fn body<'f>(eval: &Eval<'f>, ctx: &Ctx<'f>, body: &'f Body, site: &Site) -> Sited {
    let mut entries = Vec::new();
    for attribute in body.attributes().filter(|a| !META.contains(&a.key.as_str())) {
        entries.push(argument(eval, ctx, attribute));
    }
    let mut names: Vec<&str> = Vec::new();
    for block in body.blocks() {
        let name = name_of(block);
        if !META.contains(&name) && !names.contains(&name) {
            names.push(name);
        }
    }
    for name in names {
        let value = blocks(eval, ctx, body, name, site);
        entries.push(Entry { key: name.into(), key_site: value.site.clone(), value });
    }
    sited(value::map(entries), site)
}

fn argument<'f>(eval: &Eval<'f>, ctx: &Ctx<'f>, attribute: &'f Attribute) -> Entry {
    let at = ctx.site(&attribute.value);
    let mut value = match eval.expr(ctx, &attribute.value) {
        Ok(value) => value,
        Err(Fail(why)) => unknown(why, &at),
    };
    // The argument's own value is the place; where it came from are the steps.
    value.site = at;
    Entry { key: attribute.key.as_str().into(), key_site: ctx.site(&attribute.key), value }
}

/// The nested blocks of a name, in order.
pub fn blocks<'f>(eval: &Eval<'f>, ctx: &Ctx<'f>, body: &'f Body, name: &str, site: &Site) -> Sited {
    let (mut items, mut more) = (Vec::new(), None);
    let mut first = None;
    for block in body.blocks().filter(|b| is_of(b, name)) {
        let at = Site { source: ctx.source.clone(), span: header(block) };
        first.get_or_insert_with(|| at.clone());
        if block.ident.as_str() != "dynamic" {
            items.push(nested(eval, ctx, &block.body, &at));
        } else if let Err(why) = dynamic(eval, ctx, block, name, &at, &mut items) {
            more = Some(why);
        }
    }
    sited(Resolved::List { items, more }, &first.unwrap_or_else(|| site.clone()))
}

fn nested<'f>(eval: &Eval<'f>, ctx: &Ctx<'f>, inner: &'f Body, at: &Site) -> Sited {
    let answer = eval.deeper(at, || Ok(body(eval, ctx, inner, at)));
    answer.unwrap_or_else(|Fail(why)| unknown(why, at))
}

/// One block per item of `for_each`; the reason when the items are not known.
fn dynamic<'f>(
    eval: &Eval<'f>,
    ctx: &Ctx<'f>,
    block: &'f Block,
    name: &str,
    at: &Site,
    items: &mut Vec<Sited>,
) -> Result<(), Box<str>> {
    let malformed = || Box::from("a dynamic block without for_each or content");
    let for_each = block.body.get_attribute("for_each").ok_or_else(malformed)?;
    let content = block.body.get_blocks("content").next().ok_or_else(malformed)?;
    let iterator = block.body.get_attribute("iterator").and_then(|a| match &a.value {
        hcl_edit::expr::Expression::Variable(v) => Some(v.as_str()),
        other => other.as_str(),
    });
    let collection = eval.expr(ctx, &for_each.value).map_err(|Fail(why)| why)?;
    let (pairs, more) = match &collection.value {
        Resolved::Absent => return Ok(()),
        other => match pairs(&collection) {
            Some(pairs) => pairs,
            None => return Err(value::why(other).unwrap_or_else(|| "for_each".into())),
        },
    };
    for (key, item) in pairs {
        if !eval.spend(1) {
            return Err(super::eval::LIMIT.into());
        }
        let mut item = eval.copy(item);
        item.sensitive |= collection.sensitive;
        let own = std::mem::replace(&mut item.via, collection.via.clone());
        value::add_steps(&mut item.via, own);
        let names = vec![value::entry("key", key), value::entry("value", item)];
        let bound = Rc::new(sited(value::map(names), at));
        let ctx = ctx.bind(vec![(iterator.unwrap_or(name).into(), bound)]);
        items.push(nested(eval, &ctx, &content.body, at));
    }
    more.map_or(Ok(()), Err)
}

/// The name under which a block counts.
pub fn name_of(block: &Block) -> &str {
    match (block.ident.as_str(), block.labels.first()) {
        ("dynamic", Some(label)) => label.as_str(),
        (name, _) => name,
    }
}

pub fn is_of(block: &Block, name: &str) -> bool {
    name_of(block) == name
}
