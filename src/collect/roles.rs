//! IAM roles that something on the path runs as, with all their policies: each role and each managed policy once.

use super::asker::{Asker, Listing};
use super::direct::Client;
use super::fill::{listed, resource, text, texts};
use super::operations::{
    GET_POLICY, GET_POLICY_VERSION, GET_ROLE, GET_ROLE_POLICY, LIST_ATTACHED_ROLE_POLICIES,
    LIST_ROLE_POLICIES, Operation,
};
use crate::inventory::kinds::iam_role as f;
use crate::inventory::{Arn, Fact, List, Resource, Value, Why, policy};
use futures_util::StreamExt;
use futures_util::future::{LocalBoxFuture, join_all};
use futures_util::stream::FuturesUnordered;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;
use tokio::sync::OnceCell;
use tokio::sync::mpsc::UnboundedReceiver;

/// The text of a policy, or why it is not known.
type Document = Result<String, Why>;

/// Managed policies: read when the first role needs them.
#[derive(Default)]
struct Managed(RefCell<BTreeMap<String, Rc<OnceCell<Document>>>>);

/// Every role that `wanted` names.
pub async fn collect(
    asker: &Asker<'_>,
    client: &Client,
    mut wanted: UnboundedReceiver<String>,
) -> Vec<Resource> {
    let managed = Managed::default();
    let mut work: FuturesUnordered<LocalBoxFuture<'_, Resource>> = FuturesUnordered::new();
    let (mut seen, mut resources) = (HashSet::new(), Vec::new());
    loop {
        tokio::select! {
            Some(arn) = wanted.recv() => {
                if seen.insert(arn.clone()) {
                    let managed = &managed;
                    work.push(Box::pin(async move { role(asker, client, managed, &arn).await }));
                }
            }
            Some(r) = work.next() => resources.push(r),
            else => return resources,
        }
    }
}

async fn role(asker: &Asker<'_>, client: &Client, managed: &Managed, arn: &str) -> Resource {
    let op = &GET_ROLE;
    let (mut r, o) = resource(asker, &f::KIND, op, arn);
    let parts = Arn::parse(arn).filter(|a| a.service == "iam");
    let Some((parts, path)) = parts.and_then(|a| Some((a, a.resource.strip_prefix("role/")?))) else {
        r.absent(f::name, o);
        r.rest_unknown(&Why::NotCollected { what: "not the ARN of a role".into() });
        return r;
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    r.text(f::name, name, o);
    if parts.account != &*asker.account {
        r.rest_unknown(&Why::NotCollected { what: format!("account {}", parts.account).into() });
        return r;
    }
    let answer = asker.ask(op, arn, |_| false, client.get_role(name));
    let attached = asker.list(
        &LIST_ATTACHED_ROLE_POLICIES,
        Some(arn),
        |marker| async move { client.list_attached_role_policies(name, marker.as_deref()).await },
        |a| (Some(a.names), a.marker),
    );
    let inline = asker.list(
        &LIST_ROLE_POLICIES,
        Some(arn),
        |marker| async move { client.list_role_policies(name, marker.as_deref()).await },
        |a| (Some(a.names), a.marker),
    );
    let (answer, attached, inline) = tokio::join!(answer, attached, inline);
    let (inline_documents, managed_documents) = tokio::join!(
        join_all(inline.items.iter().map(|policy| inline_document(asker, client, arn, name, policy))),
        join_all(attached.items.iter().map(|policy| managed.document(asker, client, policy))),
    );
    let mut all = Statements::default();
    for document in &inline_documents {
        all.add(&mut r, &GET_ROLE_POLICY, document);
    }
    for document in &managed_documents {
        all.add(&mut r, &GET_POLICY_VERSION, document);
    }
    all.cut(&mut r, inline.more.as_ref());
    all.cut(&mut r, attached.more.as_ref());
    all.set(&mut r, f::statements);
    let of_listing = r.api(LIST_ATTACHED_ROLE_POLICIES.name);
    let arns = Listing { items: texts(&attached.items), more: attached.more };
    listed(&mut r, f::managed_policies, arns, of_listing);
    match answer {
        Ok(answer) => {
            trust(&mut r, answer.trust.as_deref(), o);
            r.option(f::boundary, text(answer.boundary.as_deref()), o);
            match &answer.boundary {
                Some(boundary) => {
                    let document = managed.document(asker, client, boundary).await;
                    let mut bound = Statements::default();
                    bound.add(&mut r, &GET_POLICY_VERSION, &document);
                    bound.set(&mut r, f::boundary_statements);
                }
                None => r.absent(f::boundary_statements, o),
            }
        }
        Err(failure) => r.rest_unknown(&failure.why),
    }
    r
}

fn trust(r: &mut Resource, document: Option<&str>, o: u16) {
    match document.and_then(|d| policy::statements(d, o, &|t| Value::text(t))) {
        Some(statements) => r.list(f::trust, statements, o),
        None => r.unknown(f::trust, no_policy(&GET_ROLE)),
    }
}

fn no_policy(op: &Operation) -> Why {
    Why::Malformed { operation: op.name.into(), detail: "not a policy document".into() }
}

async fn inline_document(
    asker: &Asker<'_>,
    client: &Client,
    role_arn: &str,
    role: &str,
    policy: &str,
) -> Document {
    let target = format!("{role_arn}/{policy}");
    let call = client.get_role_policy(role, policy);
    asker.ask(&GET_ROLE_POLICY, &target, |_| false, call).await.map_err(|f| f.why)
}

impl Managed {
    async fn document(&self, asker: &Asker<'_>, client: &Client, arn: &str) -> Document {
        let cell = Rc::clone(self.0.borrow_mut().entry(arn.to_owned()).or_default());
        cell.get_or_init(|| async {
            let version = asker.ask(&GET_POLICY, arn, |_| false, client.get_policy(arn)).await;
            let version = version.map_err(|f| f.why)?;
            let document = client.get_policy_version(arn, &version);
            asker.ask(&GET_POLICY_VERSION, arn, |_| false, document).await.map_err(|f| f.why)
        })
        .await
        .clone()
    }
}

/// The statements of several policies as one list.
#[derive(Default)]
struct Statements {
    items: Vec<Fact>,
    more: Option<u16>,
}

impl Statements {
    fn add(&mut self, r: &mut Resource, op: &Operation, document: &Document) {
        let o = r.api(op.name);
        let read = document
            .as_ref()
            .map_err(Clone::clone)
            .and_then(|text| policy::statements(text, o, &|t| Value::text(t)).ok_or_else(|| no_policy(op)));
        match read {
            Ok(statements) => self.items.extend(statements.into_iter().map(|s| Fact::Known(s, o))),
            Err(why) => self.cut(r, Some(&why)),
        }
    }

    /// There may be statements that were not read.
    fn cut(&mut self, r: &mut Resource, why: Option<&Why>) {
        if let (None, Some(why)) = (self.more, why) {
            self.more = Some(r.add_why(why.clone()));
        }
    }

    fn set(self, r: &mut Resource, field: u16) {
        let o = r.api(LIST_ROLE_POLICIES.name);
        match self.more {
            Some(why) if self.items.is_empty() => r.set(field, Fact::Unknown(why)),
            more => r.known(field, Value::List(Box::new(List { items: self.items, more })), o),
        }
    }
}
