//! The places of a template in which a secret is given: what stands there, never the secret.

use super::super::super::fact::{self, Found};
use super::super::super::literal::{self, Form};
use super::super::super::value::{Piece, Resolved, Sited};
use super::super::declared::Declared;
use super::super::eval::Eval;
use super::super::template::{Parameter, Template};
use super::super::text;
use super::Context;
use super::fill::{Fill, Making};
use crate::inventory::Resource;
use crate::inventory::kinds::elasticache_user::without_passwords;
use crate::inventory::kinds::template_secret as f;

/// Properties that hold a secret, by type. Connectors' configurations have rules of their own.
const PROPERTIES: &[(&str, &[&str])] = &[
    ("AWS::ElastiCache::ReplicationGroup", &["AuthToken"]),
    ("AWS::ElastiCache::User", &["Passwords", "AuthenticationMode.Passwords"]),
    ("AWS::Redshift::Cluster", &["MasterUserPassword"]),
    ("AWS::RedshiftServerless::Namespace", &["AdminUserPassword"]),
    ("AWS::SecretsManager::Secret", &["SecretString"]),
];

/// The places of a resource.
pub fn of(d: &Declared, context: &Context<'_>) -> Vec<Resource> {
    let mut places = Vec::new();
    let properties = PROPERTIES.iter().find(|(ty, _)| **ty == *d.ty).map_or(&[][..], |(_, all)| all);
    for property in properties {
        match d.at(property) {
            Found::Value(v) => places.push(place(d, context, property, literal::form(v), Some(v))),
            Found::Unknown(why) => {
                let unknown = Sited { value: Resolved::Unknown(why.into()), ..d.properties.clone() };
                places.push(place(d, context, property, literal::form(&unknown), None));
            }
            Found::Absent(_) => {}
        }
    }
    if &*d.ty == "AWS::SecretsManager::Secret" && d.at("GenerateSecretString").is_value() && places.is_empty()
    {
        places.push(generated(d, context));
    }
    if &*d.ty == "AWS::ElastiCache::User"
        && let Found::Value(v) = d.at("AccessString")
        && holds_password(v)
    {
        places.push(place(d, context, "AccessString", Ok(Form::Literal), Some(v)));
    }
    places
}

fn place(
    d: &Declared,
    context: &Context<'_>,
    property: &str,
    form: Result<Form, String>,
    value: Option<&Sited>,
) -> Resource {
    let mut fill = Fill::new(&f::KIND, d, context, "");
    let origin = value.map_or(fill.header, |v| fact::origin(&mut fill.r, &v.site, &[], &v.via));
    match form {
        Ok(form) => fill.r.text(f::form, form.name(), origin),
        Err(why) => fill.deferred(f::form, &why),
    }
    named(fill, property)
}

fn generated(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, d, context, "");
    let origin = fill.origin("GenerateSecretString");
    fill.r.text(f::form, "generated", origin);
    named(fill, "GenerateSecretString")
}

fn named(mut fill: Fill<'_>, property: &str) -> Resource {
    let (owner, ty, header) = (fill.d.id.clone(), fill.d.ty.clone(), fill.header);
    fill.r.id = format!("{owner}.{property}").into();
    fill.r.text(f::owner, owner, header);
    fill.r.text(f::owner_type, ty, header);
    fill.r.text(f::property, property, header);
    fill.finish()
}

/// An access string has room for passwords, which AWS takes elsewhere.
fn holds_password(value: &Sited) -> bool {
    let hides = |t: &str| without_passwords(t) != t;
    match &value.value {
        Resolved::Text(t) => hides(t),
        Resolved::Pattern(pieces) => pieces.iter().any(|p| matches!(p, Piece::Lit(t) if hides(t))),
        _ => false,
    }
}

/// Parameters that the template and its nested stacks declare to be secret (`NoEcho`).
pub fn parameters(eval: &Eval, context: &Context<'_>, into: &mut Vec<Resource>) {
    for (name, p) in eval.template.parameters.iter().filter(|(_, p)| p.no_echo) {
        let name = format!("{}{name}", eval.world.prefix());
        into.push(parameter(&eval.template, &name, p, context));
    }
    eval.nest.stacks().iter().for_each(|stack| parameters(stack, context, into));
}

fn parameter(template: &Template, name: &str, p: &Parameter, context: &Context<'_>) -> Resource {
    let default = p.default.as_ref().filter(|_| !p.is_path());
    let value = default.and_then(|d| Some(Sited { sensitive: true, ..at(template, d.span, d.scalar()?) }));
    let d = Declared {
        id: name.into(),
        ty: "Parameter".into(),
        construct: None,
        written: p.key_span,
        properties: at(template, p.key_span, ""),
        header: template.site(p.key_span),
        via: Vec::new(),
        unless: None,
    };
    // Without default it is asked for at deployment; the default of a path is the path.
    let form = value.as_ref().map_or(Ok(Form::Reference), literal::form);
    place(&d, context, "Default", form, value.as_ref())
}

fn at(template: &Template, span: super::super::super::source::Span, value: &str) -> Sited {
    Sited { value: text::literal(value), site: template.site(span), via: Vec::new(), sensitive: false }
}
