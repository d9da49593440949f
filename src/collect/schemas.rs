//! External schemas over streams: what SQL shows of the databases of a cluster or workgroup. Only on request, because
//! the Data API's actions write, and because they wake and bill a workgroup (G24, G25).

use super::RedshiftSql;
use super::asker::Asker;
use super::network::Wanted;
use super::operations::{EXECUTE_STATEMENT, GET_SECRET_VALUE, GET_STATEMENT_RESULT, LIST_DATABASES};
use super::scans;
use super::secrets::Named;
use super::sql::{self, Row, Warehouse};
use crate::inventory::kinds::external_schema as f;
use crate::inventory::schema::common;
use crate::inventory::streaming::options::{Eskind, row};
use crate::inventory::{Fact, Resource, Value, Why};
use aws_sdk_redshiftdata::Client;
use futures_util::future::join_all;
use tokio::sync::mpsc::UnboundedSender;

/// Where what schemas name is asked for. The receivers wait for all senders: sending cannot fail before that.
pub struct To {
    pub certificates: UnboundedSender<String>,
    pub roles: UnboundedSender<String>,
    pub secrets: UnboundedSender<Named>,
    pub network: UnboundedSender<Wanted>,
}

/// The streaming schemas of all warehouses; without the option, what is left out is said of each of them.
pub async fn collect(
    asker: &Asker<'_>,
    client: &Client,
    option: Option<&RedshiftSql>,
    warehouses: Vec<Warehouse>,
    to: To,
) -> Vec<Resource> {
    let Some(option) = option else {
        for warehouse in &warehouses {
            asker.left_out(
                &EXECUTE_STATEMENT,
                Some(&warehouse.arn),
                "external schemas of Redshift databases (--redshift-sql)",
            );
        }
        return Vec::new();
    };
    let all = join_all(warehouses.iter().map(|warehouse| of(asker, client, option, warehouse))).await;
    let mut resources = Vec::new();
    for (warehouse, schemas) in warehouses.iter().zip(all) {
        if schemas.iter().any(|s| s.known_text(f::source) != Some("KINESIS")) {
            surroundings(warehouse, &to);
        }
        for schema in &schemas {
            references(schema, option, &to);
            if let Some(arn) = schema.known_text(f::secret_arn).filter(|_| !option.secret_shapes) {
                let what = "the form of secrets that external schemas name (--read-secret-shapes)";
                asker.left_out(&GET_SECRET_VALUE, Some(arn), what);
            }
        }
        resources.extend(schemas);
    }
    resources
}

async fn of(
    asker: &Asker<'_>,
    client: &Client,
    option: &RedshiftSql,
    warehouse: &Warehouse,
) -> Vec<Resource> {
    if warehouse.paused {
        let why = Why::NotCollected { what: "the cluster is paused".into() };
        asker.gap(&EXECUTE_STATEMENT, Some(&warehouse.arn), &why);
        return Vec::new();
    }
    let Some(database) = &warehouse.database else {
        let why = Why::NotCollected { what: "no database to connect to is known".into() };
        asker.gap(&LIST_DATABASES, Some(&warehouse.arn), &why);
        return Vec::new();
    };
    let login = sql::Login {
        warehouse,
        database,
        user: option.db_user.as_deref(),
        secret: option.secret_arn.as_deref(),
    };
    let (databases, superuser) = tokio::join!(
        sql::databases(asker, client, &login),
        sql::select(asker, client, &login, database, sql::SUPERUSER),
    );
    let superuser = superuser.more.is_none() && sees_all(asker, warehouse, &superuser.items);
    let rows = join_all(databases.items.iter().map(|database| {
        let login = &login;
        async move { sql::select(asker, client, login, database, sql::EXTERNAL_SCHEMAS).await }
    }))
    .await;
    let whole = superuser && databases.more.is_none() && rows.iter().all(|rows| rows.more.is_none());
    let databases = databases.items.iter();
    let found = databases.zip(rows).flat_map(|(d, rows)| schemas(asker, warehouse, d, &rows.items));
    let mut found: Vec<Resource> = found.collect();
    scans::fill(asker, client, &login, &mut found, superuser, whole).await;
    found
}

/// Users who are no superusers see only the schemas that they may use: others may be there (G12).
fn sees_all(asker: &Asker<'_>, warehouse: &Warehouse, rows: &[Row]) -> bool {
    let superuser = rows.first().and_then(|r| r.get("usesuper")?.as_deref());
    let why = match superuser {
        Some("true" | "t") => return true,
        Some("false" | "f") => Why::Truncated {
            operation: EXECUTE_STATEMENT.name.into(),
            reason: "the database user sees only the schemas that it may use".into(),
        },
        _ => Why::Malformed {
            operation: GET_STATEMENT_RESULT.name.into(),
            detail: "whether the database user is a superuser is not told".into(),
        },
    };
    asker.gap(&EXECUTE_STATEMENT, Some(&warehouse.arn), &why);
    false
}

fn schemas(asker: &Asker<'_>, warehouse: &Warehouse, database: &str, rows: &[Row]) -> Vec<Resource> {
    let mut found = Vec::new();
    for values in rows {
        let text = |column: &str| values.get(column).and_then(|v| v.as_deref());
        let kind = text("eskind").and_then(|n| n.trim().parse().ok()).map(Eskind::of);
        let (Some(name), Some(kind)) = (text("schemaname"), kind) else {
            let op = &GET_STATEMENT_RESULT;
            let detail = "a row without schemaname or eskind".into();
            let why = Why::Malformed { operation: op.name.into(), detail };
            asker.gap(op, Some(&format!("{}/{database}", warehouse.arn)), &why);
            continue;
        };
        if kind == Eskind::NoStream {
            continue;
        }
        found.push(schema(asker, warehouse, database, name, kind, text("esoptions").unwrap_or("")));
    }
    found
}

fn schema(
    asker: &Asker<'_>,
    warehouse: &Warehouse,
    database: &str,
    name: &str,
    kind: Eskind,
    esoptions: &str,
) -> Resource {
    let mut r = Resource::new(&f::KIND, format!("{}/{database}/{name}", warehouse.arn));
    let o = r.api(EXECUTE_STATEMENT.name);
    r.at(&asker.account, &asker.region, o);
    r.absent(common::ARN, o);
    r.text(f::name, name, o);
    r.text(f::database, database, o);
    let (own, other) = match warehouse.at {
        sql::At::Cluster(_) => (f::redshift_cluster, f::workgroup),
        sql::At::Workgroup(_) => (f::workgroup, f::redshift_cluster),
    };
    r.link(own, warehouse.arn.as_str(), o);
    r.absent(other, o);
    let default_role = match &warehouse.default_role {
        Ok(Some(role)) => Fact::Known(Value::link(role.as_str()), o),
        Ok(None) => Fact::Absent(o),
        Err(why) => Fact::Unknown(r.add_why(why.clone())),
    };
    row(&mut r, kind, esoptions, o, default_role);
    r
}

/// The network that a warehouse reads from.
fn surroundings(warehouse: &Warehouse, to: &To) {
    let _ = to.network.send(Wanted::Endpoints);
    for subnet in &warehouse.subnets {
        let _ = to.network.send(Wanted::Subnet(subnet.clone()));
    }
    for group in &warehouse.security_groups {
        let _ = to.network.send(Wanted::SecurityGroup(group.clone()));
    }
}

fn references(schema: &Resource, option: &RedshiftSql, to: &To) {
    if let Some(arn) = schema.known_text(f::authentication_arn) {
        let _ = to.certificates.send(arn.to_owned());
    }
    if let Some(arn) = schema.known_text(f::role) {
        let _ = to.roles.send(arn.to_owned());
    }
    if let Some(arn) = schema.known_text(f::secret_arn) {
        let _ = to.secrets.send(Named { arn: arn.to_owned(), shape: option.secret_shapes });
    }
}
