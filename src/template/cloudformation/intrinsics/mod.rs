//! The intrinsic functions, in their long (`Fn::Sub`) and short (`!Sub`) forms.

mod choice;
mod each;
mod json;
mod lists;
mod reference;
mod sub;

pub use each::{LOOP, each};
pub use json::{Holes, write as write_json};

use super::super::source::Span;
use super::super::value::{Resolved, Sited};
use super::base64;
use super::eval::{Eval, decided};
use super::tree::{Kind, Node};
use std::borrow::Cow;
use std::sync::Arc;

/// A function and its argument.
#[derive(Debug)]
pub struct Call<'n> {
    /// `Ref`, `Condition`, `Fn::Sub` ...
    pub name: Cow<'n, str>,
    arg: &'n Node,
    /// The argument is the node that bears the tag, and is no call by itself.
    tagged: bool,
}

impl<'n> Call<'n> {
    pub fn long(name: &'n str, arg: &'n Node) -> Self {
        Self { name: name.into(), arg, tagged: false }
    }

    /// The argument's elements, when it is a list that stands there as one.
    pub fn items(&self) -> Option<&'n [Arc<Node>]> {
        match &self.arg.kind {
            Kind::List(items) if self.tagged || self.arg.tag.is_none() => Some(items),
            _ => None,
        }
    }

    /// The argument's text, when it stands there as text.
    pub fn scalar(&self) -> Option<&'n str> {
        if self.tagged || self.arg.tag.is_none() { self.arg.scalar() } else { None }
    }

    fn value(&self, eval: &Eval) -> Sited {
        if self.tagged { eval.plain(self.arg, None) } else { eval.value(self.arg) }
    }
}

/// The function that a node calls, if any.
pub fn call(node: &Node) -> Option<Call<'_>> {
    if let Some(tag) = &node.tag {
        let name = match tag.name.strip_prefix('!') {
            Some("Ref") => "Ref".into(),
            Some("Condition") => "Condition".into(),
            Some(name) if !name.is_empty() => format!("Fn::{name}").into(),
            // `! text` is text.
            _ => return None,
        };
        return Some(Call { name, arg: node, tagged: true });
    }
    match node.pairs() {
        [pair] if &*pair.key == "Ref" => Some(Call::long(&pair.key, &pair.value)),
        [pair] if pair.key.starts_with("Fn::") && !pair.key.starts_with(LOOP) => {
            Some(Call::long(&pair.key, &pair.value))
        }
        _ => None,
    }
}

/// The value of a call; `header` is the place of a block that it may come to.
pub fn evaluate(eval: &Eval, node: &Node, call: &Call<'_>, header: Option<Span>) -> Sited {
    let unknown = |why: &str| eval.unknown(node.whole(), why);
    match &*call.name {
        "Ref" => reference::reference(eval, node, call),
        "Fn::GetAtt" => reference::attribute(eval, node, call),
        "Fn::Sub" => sub::sub(eval, node, call),
        "Fn::Join" => lists::join(eval, node, call),
        "Fn::Split" => lists::split(eval, node, call),
        "Fn::Select" => lists::select(eval, node, call),
        "Fn::Length" => lists::length(eval, node, call),
        "Fn::If" => choice::choose(eval, node, call, header),
        "Fn::FindInMap" => choice::find(eval, node, call),
        "Fn::ToJsonString" => json::text(eval, node, call),
        "Fn::ImportValue" => unknown("Fn::ImportValue: an export of another stack"),
        "Fn::GetAZs" => unknown("Fn::GetAZs: the Availability Zones of the account"),
        "Fn::Cidr" => unknown("Fn::Cidr: computed at deployment"),
        "Fn::Base64" => {
            let value = call.value(eval);
            let encoded = match &value.value {
                Resolved::Text(t) => Resolved::Text(base64::encode(t).into()),
                _ => Resolved::Unknown("Fn::Base64: encoded at deployment".into()),
            };
            decided(Sited { sensitive: value.sensitive, ..eval.sited(node.whole(), encoded) }, &value.via)
        }
        "Fn::Transform" => unknown("Fn::Transform: the macro's output"),
        other => unknown(&shortened(other)),
    }
}

/// What a call is when its arguments are not those that the function takes.
fn misused(eval: &Eval, node: &Node, call: &Call<'_>) -> Sited {
    eval.unknown(node.whole(), format!("{} with arguments that it does not take", shortened(&call.name)))
}

/// A name of the template as a message shows it.
pub fn shortened(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(80).collect()
}
