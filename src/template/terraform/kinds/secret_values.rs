//! The arguments in which a secret is given: what stands there, never the secret.

use super::super::instance::Instance;
use super::fill::{Fill, Making};
use crate::inventory::Resource;
use crate::inventory::kinds::elasticache_user::without_passwords;
use crate::inventory::kinds::template_secret as f;
use crate::template::fact::{self, Found};
use crate::template::literal::{self, Form};
use crate::template::value::{Piece, Resolved, Sited};

/// Arguments that hold a secret, by type.
const ARGUMENTS: &[(&str, &[&str])] = &[
    ("aws_elasticache_replication_group", &["auth_token", "auth_token_wo"]),
    ("aws_elasticache_user", &["passwords", "authentication_mode.passwords"]),
    ("aws_secretsmanager_secret_version", &["secret_string", "secret_string_wo", "secret_binary"]),
];

/// Whether an argument of this name holds a secret in a type that has it.
pub fn holds_secret(argument: &str) -> bool {
    ARGUMENTS.iter().flat_map(|(_, all)| *all).any(|path| path.rsplit('.').next() == Some(argument))
}

/// The places of an instance.
pub fn of(i: &Instance) -> Vec<Resource> {
    let mut places = Vec::new();
    let arguments = ARGUMENTS.iter().find(|(ty, _)| **ty == *i.ty).map_or(&[][..], |(_, all)| all);
    for argument in arguments {
        match i.at(argument) {
            Found::Value(v) => places.push(place(i, argument, form(v), Some(v))),
            Found::Unknown(why) => {
                let unknown = Sited { value: Resolved::Unknown(why.into()), ..i.body.clone() };
                places.push(place(i, argument, form(&unknown), None));
            }
            Found::Absent(_) => {}
        }
    }
    if &*i.ty == "aws_elasticache_user"
        && let Found::Value(v) = i.at("access_string")
        && let Resolved::Text(text) = &v.value
        && without_passwords(text) != **text
    {
        places.push(place(i, "access_string", Ok(Form::Literal), Some(v)));
    }
    places
}

/// A sensitive part of a text is not shown in it, only whether it stands in the source.
fn form(value: &Sited) -> Result<Form, String> {
    let written = |p: &Piece| matches!(p, Piece::Unknown(why) if &**why == fact::SENSITIVE_IN_SOURCE);
    match &value.value {
        Resolved::Pattern(pieces) if pieces.iter().any(written) => Ok(Form::Literal),
        Resolved::Unknown(why) if &**why == fact::SENSITIVE_IN_SOURCE => Ok(Form::Literal),
        _ => literal::form(value),
    }
}

fn place(i: &Instance, argument: &str, form: Result<Form, String>, value: Option<&Sited>) -> Resource {
    let mut fill = Fill::new(&f::KIND, i);
    let origin = value.map_or(fill.header, |v| fact::origin(&mut fill.r, &v.site, &i.calls, &v.via));
    match form {
        Ok(form) => fill.r.text(f::form, form.name(), origin),
        Err(why) => fill.deferred(f::form, &why),
    }
    let header = fill.header;
    fill.r.id = format!("{}.{argument}", i.address).into();
    fill.r.also.clear();
    fill.r.text(f::owner, i.address.clone(), header);
    fill.r.text(f::owner_type, i.ty.clone(), header);
    fill.r.text(f::property, argument, header);
    fill.finish()
}
