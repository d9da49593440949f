//! Provider configurations: the region and account of a resource, and the data sources that only tell these.

use super::super::instance::Home;
use super::eval::{Ctx, Eval, Module};
use super::project::Declared;
use super::value::{self, Answer, sited};
use crate::template::source::Site;
use crate::template::value::{Piece, Resolved};
use hcl_edit::expr::{Expression, TraversalOperator};
use std::rc::Rc;

impl<'f> Eval<'f> {
    /// Data sources whose answer follows from the configuration.
    pub fn data_attribute(
        &self,
        address: &str,
        block: &'f Declared<'f>,
        ctx: &Ctx<'f>,
        name: &str,
        site: &Site,
    ) -> Option<Answer> {
        let home = self.home(&ctx.module, block, ctx);
        let symbol = |what: &str| {
            let name = format!("provider.{}.{what}", home.provider).into();
            Some(Ok(sited(Resolved::Pattern(vec![Piece::Symbol(name)]), site)))
        };
        let ty = block.ty();
        match (ty, name) {
            ("aws_region", "name" | "id" | "region") if block.attribute("name").is_none() => {
                match &home.region {
                    Resolved::Text(t) => Some(Ok(sited(Resolved::Text(t.clone()), site))),
                    _ => symbol("region"),
                }
            }
            ("aws_caller_identity", "account_id") => symbol("account"),
            ("aws_partition", "partition") => symbol("partition"),
            ("aws_iam_policy_document", "json" | "minified_json") => {
                Some(super::policy_document::json(self, ctx, block, site))
            }
            ("aws_iam_policy_document", _) => Some(Ok(sited(value::reference(address, name), site))),
            _ => None,
        }
    }

    /// The account and region of a resource's provider.
    pub fn home(&self, module: &Rc<Module<'f>>, block: &'f Declared<'f>, _: &Ctx<'f>) -> Rc<Home> {
        let named = block.attribute("provider").and_then(|a| provider_name(&a.node.value));
        let ty = block.ty();
        let name = named.unwrap_or_else(|| ty.split('_').next().unwrap_or("aws").to_owned());
        self.provider(module, &name)
    }

    fn provider(&self, module: &Rc<Module<'f>>, name: &str) -> Rc<Home> {
        if let Some(home) = module.providers.borrow().get(name) {
            return home.clone();
        }
        let home = match (&module.dir.providers.get(name), &module.call) {
            (Some(decl), _) => {
                let ctx = Ctx::top(module, decl.source);
                let region = decl.attribute("region");
                let region = match region.map(|a| self.argument(&ctx, &a)) {
                    Some(Ok(value)) if !value.sensitive => value.value,
                    _ => Resolved::Unknown("the provider's region".into()),
                };
                Rc::new(Home { provider: format!("{}{name}", module.prefix).into(), region })
            }
            (None, Some((call, outside))) => {
                let passed = call.attribute("providers").and_then(|a| a.node.value.as_object());
                let outer = passed.and_then(|map| {
                    let entry = map.iter().find(|(key, _)| key_text(key).as_deref() == Some(name));
                    entry.and_then(|(_, value)| provider_name(value.expr()))
                });
                self.provider(&outside.module, &outer.unwrap_or_else(|| name.to_owned()))
            }
            (None, None) => Rc::new(Home {
                provider: name.into(),
                region: Resolved::Unknown("the provider's region".into()),
            }),
        };
        module.providers.borrow_mut().insert(name.to_owned(), home.clone());
        home
    }
}

/// `aws.west` of a `provider` argument.
fn provider_name(e: &Expression) -> Option<String> {
    match e {
        Expression::Variable(name) => Some(name.as_str().to_owned()),
        Expression::String(text) => Some(text.as_str().to_owned()),
        Expression::Traversal(t) => match (&t.expr, t.operators.first().map(|o| o.value())) {
            (Expression::Variable(name), Some(TraversalOperator::GetAttr(alias))) => {
                Some(format!("{}.{}", name.as_str(), alias.as_str()))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The text of an object's key that is written out.
pub fn key_text(key: &hcl_edit::expr::ObjectKey) -> Option<String> {
    match key {
        hcl_edit::expr::ObjectKey::Ident(i) => Some(i.as_str().to_owned()),
        hcl_edit::expr::ObjectKey::Expression(e) => provider_name(e),
    }
}
