//! SQL that the configuration hands to Redshift: external schemas in it.

use super::super::instance::{Instance, segments};
use super::connect::port_of;
use super::fill::Fill;
use super::parts::Parts;
use crate::inventory::kinds::external_schema as f;
use crate::inventory::{Fact, Resource, Type, Why, unit::Input};
use crate::template::fact::{self, Found};
use crate::template::sql::{self, Referred};
use crate::template::value::{Reference, Resolved};

pub const TYPE: &str = "aws_redshiftdata_statement";

/// The schemas of `aws_redshiftdata_statement`, and what could not be read of its text.
pub fn schemas(i: &Instance, parts: &Parts<'_>) -> (Vec<Resource>, Vec<Why>) {
    let text = match i.at("sql") {
        Found::Value(v) if v.sensitive => return (Vec::new(), vec![fact::deferred("a sensitive value")]),
        Found::Value(v) if matches!(v.value, Resolved::Text(_) | Resolved::Pattern(_)) => v,
        Found::Value(v) => return (Vec::new(), vec![fact::deferred(&fact::reason(&v.value))]),
        Found::Unknown(why) => return (Vec::new(), vec![fact::deferred(why)]),
        Found::Absent(_) => return (Vec::new(), Vec::new()),
    };
    let region = |to: &Reference| {
        let home = &parts.instance(&to.target)?.home;
        let known = matches!(home.region, Resolved::Text(_));
        (!known).then(|| format!("provider.{}.region", home.provider).into())
    };
    let referred = Referred { port: &|to| port_of(&to.attribute), service: &service, region: &region };
    let made = sql::embedded(text, &i.address, &i.header, &i.calls, Input::Terraform, &referred);
    let problem = |detail| Why::Malformed { operation: super::super::READER.into(), detail };
    let mut resources = made.resources;
    resources.iter_mut().for_each(|r| surroundings(r, i));
    (resources, made.problems.into_iter().map(problem).collect())
}

/// Where the schema will be: the statement's own arguments say what its text does not.
fn surroundings(r: &mut Resource, i: &Instance) {
    let fields = [
        (f::database, "database", Type::Text),
        (f::redshift_cluster, "cluster_identifier", Type::Link("redshift_cluster")),
        (f::workgroup, "workgroup_name", Type::Link("redshift_workgroup")),
    ];
    for (field, argument, ty) in fields {
        if !matches!(r.get(field), Fact::Absent(_)) {
            continue;
        }
        match i.at(argument) {
            Found::Value(v) => {
                let fact = fact::fact(r, &ty, v, &i.calls);
                r.set(field, fact);
            }
            Found::Unknown(why) => r.unknown(field, fact::deferred(why)),
            Found::Absent(_) => {}
        }
    }
    let home = Fill::new(&f::KIND, i).r;
    for field in [crate::inventory::schema::common::ACCOUNT, crate::inventory::schema::common::REGION] {
        if let Fact::Known(value, _) = home.get(field) {
            let origin = fact::origin(r, &i.header, &i.calls, &[]);
            r.known(field, value.clone(), origin);
        }
    }
}

/// The service in the ARN of a resource, by its type.
fn service(to: &Reference) -> Option<&'static str> {
    let parts = segments(&to.target);
    let ty = parts.len().checked_sub(2).map(|at| parts[at].0)?;
    Some(match ty {
        "aws_acm_certificate" => "acm",
        "aws_acmpca_certificate_authority" => "acm-pca",
        "aws_iam_role" => "iam",
        "aws_msk_cluster" | "aws_msk_serverless_cluster" => "kafka",
        "aws_secretsmanager_secret" | "aws_secretsmanager_secret_version" => "secretsmanager",
        _ => return None,
    })
}
