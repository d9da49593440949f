//! SQL that custom resources hand to Redshift: CloudFormation has no resource of its own for external schemas.

use super::super::super::sql::{self, Referred};
use super::super::super::value::{Piece, Reference, Resolved, Sited};
use super::super::declared::Declared;
use super::super::parameters;
use super::Context;
use crate::inventory::schema::common;
use crate::inventory::{Fact, Input, Resource, Value};

/// Whether resources of a type do what code of the user's says.
pub fn is_custom(ty: &str) -> bool {
    ty.starts_with("Custom::") || ty == "AWS::CloudFormation::CustomResource"
}

/// What the texts of custom resources came to.
#[derive(Default)]
pub struct Schemas {
    pub resources: Vec<Resource>,
    /// What is wrong with a text: by the id of its resource.
    pub problems: Vec<(Box<str>, Box<str>)>,
    /// Ids of resources that speak of external schemas where it cannot be read.
    pub unread: Vec<Box<str>>,
}

/// The external schemas that custom resources declare.
pub fn schemas(declared: &[Declared], context: &Context<'_>) -> Schemas {
    let mut all = Schemas::default();
    for d in declared.iter().filter(|d| is_custom(&d.ty)) {
        let mut texts = Vec::new();
        collect(&d.properties, &mut texts);
        let asked = texts.iter().filter(|v| speaks(v)).count();
        for v in texts.into_iter().filter(speaks) {
            let mut found = read(v, d, context);
            // Several texts of one resource are told apart by their number.
            if asked > 1 {
                let n = all.resources.len() + 1;
                found.resources.iter_mut().for_each(|r| r.id = format!("{}#{n}", r.id).into());
            }
            all.problems.extend(found.problems.into_iter().map(|p| (d.id.clone(), p)));
            all.resources.append(&mut found.resources);
        }
        let written = d.header.source.slice(d.written).to_ascii_uppercase();
        if asked == 0 && written.contains("EXTERNAL SCHEMA") {
            all.unread.push(d.id.clone());
        }
    }
    all
}

fn read(v: &Sited, d: &Declared, context: &Context<'_>) -> sql::Embedded {
    let service = |to: &Reference| match &*context.parts.declared(&to.target)?.ty {
        "AWS::CertificateManager::Certificate" => Some("acm"),
        "AWS::SecretsManager::Secret" => Some("secretsmanager"),
        "AWS::ACMPCA::CertificateAuthority" => Some("acm-pca"),
        _ => None,
    };
    // No attribute of a cluster holds its brokers.
    let region = |to: &Reference| context.parts.declared(&to.target).map(|_| "AWS::Region".into());
    let referred = Referred { port: &|_| None, service: &service, region: &region };
    let mut found = sql::embedded(v, &d.id, &d.header, &[], Input::Cloudformation, &referred);
    for r in &mut found.resources {
        let origin = super::super::super::fact::origin(r, &d.header, &[], &d.via);
        for (field, pseudo) in [(common::REGION, "AWS::Region"), (common::ACCOUNT, "AWS::AccountId")] {
            if matches!(r.get(field), Fact::Unknown(_))
                && let Some(Resolved::Text(t)) = parameters::pseudo(context.world, pseudo)
            {
                r.known(field, Value::Text(t), origin);
            }
        }
    }
    found
}

fn collect<'v>(value: &'v Sited, into: &mut Vec<&'v Sited>) {
    match &value.value {
        Resolved::Text(_) | Resolved::Pattern(_) => into.push(value),
        Resolved::List { items, .. } => items.iter().for_each(|i| collect(i, into)),
        Resolved::Map { entries, .. } => entries.iter().for_each(|e| collect(&e.value, into)),
        _ => {}
    }
}

/// Cheap: texts about external schemas have these words.
fn speaks(value: &&Sited) -> bool {
    let speaks = |t: &str| {
        let t = t.to_ascii_uppercase();
        t.contains("EXTERNAL") && t.contains("SCHEMA")
    };
    match &value.value {
        Resolved::Text(t) => speaks(t),
        Resolved::Pattern(pieces) => pieces.iter().any(|p| matches!(p, Piece::Lit(t) if speaks(t))),
        _ => false,
    }
}
