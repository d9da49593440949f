//! The check of calls about roles and networks.

use super::allow::resource::governed;
use super::check::{Checker, err, path};
use super::compiled::{Asked, Expr, Kind, Ty};
use super::parse::{Ast, Node};
use super::{ExprError, phrases};
use crate::inventory::kinds;
use crate::inventory::schema::Type;
use crate::said;

/// What this module checks; none is called on a receiver.
pub(super) const NAMES: [&str; 7] =
    ["allows", "allowsEvery", "permitted", "opensPort", "cidrWithin", "cidrIsWorld", "leadsOut"];

impl Checker<'_> {
    /// A call of one of [`NAMES`].
    pub(super) fn domain(&mut self, ast: &Ast, name: &str, args: &[Ast]) -> Result<(Kind, Ty), ExprError> {
        let kind = match (name, args) {
            ("allows" | "allowsEvery", [role, action, resource]) => {
                let role = Box::new(self.typed(role, Ty::Resource(&kinds::iam_role::KIND))?);
                let action = literal_action(action)?;
                let resource = Box::new(self.text(resource)?);
                let asked = if name == "allows" { Asked::Own } else { Asked::Every };
                Kind::Allows { role, action, resource, asked, via: None }
            }
            ("permitted", [role, action, resource, via @ ..]) if via.len() < 2 => {
                let role = Box::new(self.typed(role, Ty::Resource(&kinds::iam_role::KIND))?);
                let action = literal_action(action)?;
                let (target, ty) = self.expr(resource)?;
                let governed = match ty {
                    Ty::Resource(kind) => governed(kind),
                    _ => None,
                };
                let Some(governed) = governed else {
                    return Err(err(resource, said!(phrases::NO_KNOWN_POLICIES, type = ty.said())));
                };
                let via = via.first().map(literal_service).transpose()?;
                let asked = Asked::Whole(governed);
                Kind::Allows { role, action, resource: Box::new(target), asked, via }
            }
            ("opensPort", [rule, port]) => {
                let rule = Box::new(self.typed(rule, Ty::Record(&kinds::security_group::rule::RECORD))?);
                Kind::OpensPort { rule, port: Box::new(self.typed(port, Ty::Int)?) }
            }
            ("cidrWithin", [cidr, ranges]) => {
                let cidr = Box::new(self.text(cidr)?);
                let (list, ty) = self.expr(ranges)?;
                if !matches!(ty, Ty::List(Type::Text)) {
                    return Err(err(ranges, said!(phrases::NO_RANGES, type = ty.said())));
                }
                Kind::CidrWithin { cidr, ranges: Box::new(list) }
            }
            ("cidrIsWorld", [cidr]) => Kind::CidrIsWorld(Box::new(self.text(cidr)?)),
            ("leadsOut", [subnets, tables]) => Kind::LeadsOut {
                subnets: Box::new(self.links(subnets, "subnet")?),
                tables: Box::new(self.links(tables, "route_table")?),
            },
            _ => {
                return Err(err(ast, said!(phrases::NOT_CALLED_LIKE_THIS, name = name)).help(&phrases::FORMS));
            }
        };
        Ok((kind, Ty::Bool))
    }

    /// A list of resources of a kind. It may be absent: then it decides nothing.
    fn links(&mut self, ast: &Ast, kind: &str) -> Result<Expr, ExprError> {
        let guards = self.guards.len();
        self.guards.extend(path(ast));
        let checked = self.expr(ast);
        self.guards.truncate(guards);
        let (list, ty) = checked?;
        match ty {
            Ty::List(Type::Link(to)) if *to == kind => Ok(list),
            _ => Err(err(ast, said!(phrases::NO_LIST_OF, type = ty.said(), kind = kind))),
        }
    }
}

fn literal_action(ast: &Ast) -> Result<Box<str>, ExprError> {
    let word = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    match &ast.node {
        Node::Text(t) if t.len() <= 128 && t.split_once(':').is_some_and(|(s, a)| word(s) && word(a)) => {
            Ok(t.as_str().into())
        }
        _ => Err(err(ast, &phrases::LITERAL_ACTION)),
    }
}

/// `secretsmanager`, as it stands in the name of the service's endpoint.
fn literal_service(ast: &Ast) -> Result<Box<str>, ExprError> {
    match &ast.node {
        Node::Text(t)
            if !t.is_empty() && t.len() <= 64 && t.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') =>
        {
            Ok(t.as_str().into())
        }
        _ => Err(err(ast, &phrases::LITERAL_SERVICE)),
    }
}
