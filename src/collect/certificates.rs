//! Certificates of ACM and private CAs that something on the path names: each once, whatever names it.

use super::asker::Asker;
use super::fill::{elsewhere, required, resource, text, time};
use super::operations::{DESCRIBE_CERTIFICATE, DESCRIBE_CERTIFICATE_AUTHORITY, Operation};
use crate::inventory::kinds::{certificate, certificate_authority};
use crate::inventory::schema::common;
use crate::inventory::{Arn, KindDef, Resource, Value, Why};
use aws_sdk_acm::types::CertificateDetail;
use aws_sdk_acmpca::types::CertificateAuthority;
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;
use std::collections::HashSet;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

/// Every certificate that `wanted` names. The CAs that issued them are sent on at once.
pub async fn certificates(
    asker: &Asker<'_>,
    client: &aws_sdk_acm::Client,
    wanted: UnboundedReceiver<String>,
    authorities: UnboundedSender<String>,
) -> Vec<Resource> {
    each(wanted, |arn| {
        let authorities = authorities.clone();
        Box::pin(async move { one_certificate(asker, client, &arn, authorities).await })
    })
    .await
}

/// Every private CA that `wanted` names.
pub async fn authorities(
    asker: &Asker<'_>,
    client: &aws_sdk_acmpca::Client,
    wanted: UnboundedReceiver<String>,
) -> Vec<Resource> {
    each(wanted, |arn| Box::pin(async move { one_authority(asker, client, &arn).await })).await
}

async fn each<'a>(
    mut wanted: UnboundedReceiver<String>,
    mut describe: impl FnMut(String) -> LocalBoxFuture<'a, Resource>,
) -> Vec<Resource> {
    let (mut seen, mut work, mut resources) = (HashSet::new(), FuturesUnordered::new(), Vec::new());
    loop {
        tokio::select! {
            Some(arn) = wanted.recv() => {
                if seen.insert(arn.clone()) {
                    work.push(describe(arn));
                }
            }
            Some(r) = work.next() => resources.push(r),
            else => return resources,
        }
    }
}

async fn one_certificate(
    asker: &Asker<'_>,
    client: &aws_sdk_acm::Client,
    arn: &str,
    authorities: UnboundedSender<String>,
) -> Resource {
    use certificate as f;
    let op = &DESCRIBE_CERTIFICATE;
    if let Some(r) = unasked(asker, &f::KIND, op, arn, "acm") {
        return r;
    }
    let answer = asker
        .ask(op, arn, |f| f.not_found(), async {
            client.describe_certificate().certificate_arn(arn).send().await
        })
        .await
        .map(|a| a.certificate);
    let (mut r, o) = resource(asker, &f::KIND, op, arn);
    r.absent(common::NAME, o);
    let c = match answer {
        Ok(Some(c)) => c,
        Ok(None) => return unread(r, op, None),
        Err(failure) if failure.not_found() => return unknown_there(r, f::exists, o, &failure.why),
        Err(failure) => return unread(r, op, Some(&failure.why)),
    };
    r.bool(f::exists, true, o);
    if let Some(authority) = c.certificate_authority_arn() {
        // The receiver waits for all senders: sending cannot fail before that.
        let _ = authorities.send(authority.to_owned());
    }
    detail(&mut r, &c, o);
    r
}

fn detail(r: &mut Resource, c: &CertificateDetail, o: u16) {
    use certificate as f;
    let op = &DESCRIBE_CERTIFICATE;
    required(r, f::status, text(c.status().map(|s| s.as_str())), op, o);
    required(r, f::certificate_type, text(c.r#type().map(|t| t.as_str())), op, o);
    r.option(f::export, text(c.options().and_then(|o| o.export()).map(|e| e.as_str())), o);
    r.option(f::certificate_authority, c.certificate_authority_arn().map(Value::link), o);
    r.option(f::domain_name, text(c.domain_name()), o);
    r.option(f::not_before, time(c.not_before()), o);
    r.option(f::not_after, time(c.not_after()), o);
    required(r, f::renewal_eligibility, text(c.renewal_eligibility().map(|e| e.as_str())), op, o);
}

async fn one_authority(asker: &Asker<'_>, client: &aws_sdk_acmpca::Client, arn: &str) -> Resource {
    use certificate_authority as f;
    let op = &DESCRIBE_CERTIFICATE_AUTHORITY;
    // A CA can be shared with other accounts (G35): it is asked for wherever it lives in this Region.
    if Arn::parse(arn).is_none_or(|a| a.service != "acm-pca" || a.region != &*asker.region)
        && let Some(r) = unasked(asker, &f::KIND, op, arn, "acm-pca")
    {
        return r;
    }
    let answer = asker
        .ask(op, arn, |f| f.not_found(), async {
            client.describe_certificate_authority().certificate_authority_arn(arn).send().await
        })
        .await
        .map(|a| a.certificate_authority);
    let (mut r, o) = resource(asker, &f::KIND, op, arn);
    if let Some(parts) = Arn::parse(arn) {
        r.at(parts.account, parts.region, o);
    }
    r.absent(common::NAME, o);
    let a = match answer {
        Ok(Some(a)) => a,
        Ok(None) => return unread(r, op, None),
        Err(failure) if failure.not_found() => return unknown_there(r, f::exists, o, &failure.why),
        Err(failure) => return unread(r, op, Some(&failure.why)),
    };
    r.bool(f::exists, true, o);
    authority(&mut r, &a, o);
    r
}

fn authority(r: &mut Resource, a: &CertificateAuthority, o: u16) {
    use certificate_authority as f;
    let op = &DESCRIBE_CERTIFICATE_AUTHORITY;
    required(r, f::status, text(a.status().map(|s| s.as_str())), op, o);
    required(r, f::authority_type, text(a.r#type().map(|t| t.as_str())), op, o);
    required(r, f::usage_mode, text(a.usage_mode().map(|m| m.as_str())), op, o);
    let subject = a.certificate_authority_configuration().and_then(|c| c.subject());
    r.option(f::common_name, text(subject.and_then(|s| s.common_name())), o);
    r.option(f::not_after, time(a.not_after()), o);
}

/// What cannot be asked for here: something of another Region or account, or what is no such resource at all.
fn unasked(
    asker: &Asker<'_>,
    kind: &'static KindDef,
    op: &Operation,
    arn: &str,
    service: &str,
) -> Option<Resource> {
    match Arn::parse(arn) {
        Some(parts) if parts.service == service => elsewhere(asker, kind, op, arn, &parts),
        _ => {
            let (mut r, o) = resource(asker, kind, op, arn);
            r.absent(common::NAME, o);
            r.rest_unknown(&Why::NotCollected { what: format!("not a resource of {service}").into() });
            Some(r)
        }
    }
}

fn unread(mut r: Resource, op: &Operation, why: Option<&Why>) -> Resource {
    let malformed =
        || Why::Malformed { operation: op.name.into(), detail: "the answer lacks what it is about".into() };
    r.rest_unknown(&why.cloned().unwrap_or_else(malformed));
    r
}

fn unknown_there(mut r: Resource, exists: u16, o: u16, why: &Why) -> Resource {
    r.bool(exists, false, o);
    r.rest_unknown(why);
    r
}
