//! Terraform's functions: those that configurations of the resources we read use.
//!
//! A function that is not here, or that depends on the moment or the machine, makes an unknown value with its name
//! as the reason.

mod collections;
mod files;
pub mod json;
mod numbers;
mod strings;
mod yaml;

pub use files::Files;

use super::super::super::source::Site;
use super::super::super::value::{Resolved, Sited};
use super::eval::{Ctx, Eval, LIMIT};
use super::value::{self, Answer, Fail, fail, sited, unknown};
use hcl_edit::expr::FuncCall;

/// A function over values: all of them known at their top, unless the function says that it looks itself.
type Plain = fn(&[Sited], &Site) -> Answer;

/// How a function takes values that are not known.
#[derive(Clone, Copy, PartialEq)]
enum Takes {
    /// Every argument must be known, items included.
    Known,
    /// Items of lists and maps may be unknown.
    Items,
    /// The function decides itself.
    Anything,
}

struct Function {
    name: &'static str,
    takes: Takes,
    run: Plain,
}

const fn known(name: &'static str, run: Plain) -> Function {
    Function { name, takes: Takes::Known, run }
}

const fn items(name: &'static str, run: Plain) -> Function {
    Function { name, takes: Takes::Items, run }
}

const fn anything(name: &'static str, run: Plain) -> Function {
    Function { name, takes: Takes::Anything, run }
}

/// Sorted by name.
static FUNCTIONS: &[Function] = &[
    known("abs", numbers::abs),
    known("alltrue", numbers::alltrue),
    known("anytrue", numbers::anytrue),
    known("base64decode", strings::base64decode),
    known("base64encode", strings::base64encode),
    known("basename", strings::basename),
    known("ceil", numbers::ceil),
    known("chomp", strings::chomp),
    anything("coalesce", collections::coalesce),
    anything("coalescelist", collections::coalescelist),
    items("compact", collections::compact),
    items("concat", collections::concat),
    known("contains", collections::contains),
    known("dirname", strings::dirname),
    known("distinct", collections::distinct),
    items("element", collections::element),
    known("endswith", strings::endswith),
    items("flatten", collections::flatten),
    known("floor", numbers::floor),
    anything("format", strings::format),
    known("formatlist", strings::formatlist),
    known("index", collections::index),
    anything("join", strings::join),
    known("jsondecode", json::decode),
    anything("jsonencode", json::encode_argument),
    items("keys", collections::keys),
    items("length", collections::length),
    items("lookup", collections::lookup),
    known("lower", strings::lower),
    known("max", numbers::max),
    items("merge", collections::merge),
    known("min", numbers::min),
    items("one", collections::one),
    known("parseint", numbers::parseint),
    known("pow", numbers::pow),
    known("range", collections::range),
    known("regex", strings::regex),
    known("regexall", strings::regexall),
    known("replace", strings::replace),
    items("reverse", collections::reverse),
    known("setintersection", collections::setintersection),
    known("setsubtract", collections::setsubtract),
    known("setunion", collections::setunion),
    known("signum", numbers::signum),
    items("slice", collections::slice),
    known("sort", collections::sort),
    known("split", strings::split),
    known("startswith", strings::startswith),
    known("strcontains", strings::strcontains),
    known("strrev", strings::strrev),
    known("substr", strings::substr),
    known("sum", numbers::sum),
    known("title", strings::title),
    anything("tobool", collections::tobool),
    items("tolist", collections::tolist),
    items("tomap", collections::tomap),
    anything("tonumber", collections::tonumber),
    items("toset", collections::toset),
    anything("tostring", collections::tostring),
    known("trim", strings::trim),
    known("trimprefix", strings::trimprefix),
    known("trimspace", strings::trimspace),
    known("trimsuffix", strings::trimsuffix),
    known("upper", strings::upper),
    items("values", collections::values),
    known("yamldecode", yaml::decode),
    items("zipmap", collections::zipmap),
];

/// A function call.
pub fn call<'f>(eval: &Eval<'f>, ctx: &Ctx<'f>, call: &'f FuncCall, site: &Site) -> Answer {
    let name = call.name.name.as_str();
    let core = match &call.name.namespace[..] {
        [] => true,
        [of] => of.as_str() == "core",
        _ => false,
    };
    if !core {
        return Ok(unknown(format!("function {name}()"), site));
    }
    match name {
        "try" => return attempt(eval, ctx, call),
        "can" => {
            let Some(only) = call.args.iter().next() else { return fail("can() needs an argument") };
            return Ok(match eval.expr(ctx, only) {
                Ok(v) => match value::why(&v.value) {
                    Some(why) if !matches!(v.value, Resolved::Ref(_)) => unknown(why, site),
                    _ => sited(Resolved::Bool(true), site),
                },
                Err(_) => sited(Resolved::Bool(false), site),
            });
        }
        _ => {}
    }
    let mut arguments = call.args.iter().map(|a| eval.expr(ctx, a)).collect::<Result<Vec<_>, _>>()?;
    if call.args.expand_final()
        && let Some(last) = arguments.pop()
    {
        match last.value {
            Resolved::List { items, more: None } => arguments.extend(items),
            Resolved::List { more: Some(why), .. } => return Ok(unknown(why, site)),
            other => match value::why(&other) {
                Some(why) => return Ok(unknown(why, site)),
                None => return fail("an argument list is no list"),
            },
        }
    }
    match name {
        name if files::is_one(name) => return files::call(eval, name, &arguments, site),
        "sensitive" | "nonsensitive" | "ephemeralasnull" => {
            let Some(mut only) = arguments.pop() else { return fail("an argument is missing") };
            only.sensitive = name == "sensitive";
            return Ok(only);
        }
        _ => {}
    }
    let Ok(ix) = FUNCTIONS.binary_search_by(|f| f.name.cmp(name)) else {
        return Ok(unknown(format!("function {name}()"), site));
    };
    let function = &FUNCTIONS[ix];
    // What holds items leaves each its own mark; a set has none to leave.
    let holds = function.takes == Takes::Items && !matches!(name, "compact" | "toset");
    let sensitive = arguments.iter().any(|a| a.sensitive || !holds && value::any_sensitive(a));
    let in_the_way = arguments.iter().find_map(|a| match function.takes {
        Takes::Known => value::why_deep(&a.value),
        Takes::Items => value::why(&a.value),
        Takes::Anything => None,
    });
    let mut out = match in_the_way {
        Some(why) => unknown(why, site),
        None => (function.run)(&arguments, site)?,
    };
    let cut = matches!(&out.value, Resolved::Unknown(why) if **why == *LIMIT);
    if cut || !eval.spend(value::weight(&out)) {
        return Ok(eval.limit(site));
    }
    out.via = Vec::new();
    value::add_steps(&mut out.via, arguments.into_iter().flat_map(|a| a.via));
    // A text shows a sensitive part as a hole, and is none itself.
    out.sensitive |= sensitive && !matches!((name, &out.value), ("format" | "join", Resolved::Pattern(_)));
    Ok(out)
}

/// The first argument that evaluates.
fn attempt<'f>(eval: &Eval<'f>, ctx: &Ctx<'f>, call: &'f FuncCall) -> Answer {
    let mut last = Fail("try() without arguments".into());
    for argument in call.args.iter() {
        match eval.expr(ctx, argument) {
            Ok(value) => return Ok(value),
            Err(why) => last = why,
        }
    }
    Err(last)
}

/// The text of an argument.
fn text<'a>(arguments: &'a [Sited], i: usize) -> Result<std::borrow::Cow<'a, str>, Fail> {
    match arguments.get(i).map(|a| &a.value) {
        Some(Resolved::Text(t)) => Ok(std::borrow::Cow::Borrowed(t)),
        Some(other) => match value::as_text(other) {
            Some(t) => Ok(std::borrow::Cow::Owned(t.into())),
            None => fail("a text is needed"),
        },
        None => fail("an argument is missing"),
    }
}

fn float(arguments: &[Sited], i: usize) -> Result<f64, Fail> {
    match arguments.get(i).and_then(|a| value::as_number(&a.value)) {
        Some(f) => Ok(f),
        None => fail("a number is needed"),
    }
}

/// The items of a list argument, and why there may be more.
fn list(arguments: &[Sited], i: usize) -> Result<(&[Sited], Option<&str>), Fail> {
    match arguments.get(i).map(|a| &a.value) {
        Some(Resolved::List { items, more }) => Ok((items, more.as_deref())),
        _ => fail("a list is needed"),
    }
}

/// The items of a list argument that is whole.
fn whole(arguments: &[Sited], i: usize) -> Result<&[Sited], Fail> {
    list(arguments, i).map(|(items, _)| items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(FUNCTIONS.is_sorted_by(|a, b| a.name < b.name));
    }
}
