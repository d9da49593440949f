//! Answers of IAM about one role and its policies. Policy documents are percent-encoded in answers; here they are
//! decoded JSON text.

use super::xml::Element;
use super::{Answer, Client, Unreadable};
use crate::collect::operations::{
    GET_POLICY, GET_POLICY_VERSION, GET_ROLE, GET_ROLE_POLICY, LIST_ATTACHED_ROLE_POLICIES,
    LIST_ROLE_POLICIES,
};

#[derive(Debug)]
pub struct Role {
    pub trust: Option<String>,
    pub boundary: Option<String>,
}

#[derive(Debug)]
pub struct Names {
    /// ARNs of attached policies, names of inline ones.
    pub names: Vec<String>,
    pub marker: Option<String>,
}

/// The most that AWS documents for a page of both listings.
const ITEMS: &str = "1000";

impl Client {
    pub async fn get_role(&self, name: &str) -> Answer<Role> {
        self.query(&GET_ROLE, &[("RoleName", Some(name))], |e| {
            let role = e.child("Role").ok_or(Unreadable)?;
            Ok(Role {
                trust: document(role, "AssumeRolePolicyDocument")?,
                boundary: role
                    .child("PermissionsBoundary")
                    .map(|b| b.filled("PermissionsBoundaryArn").ok_or(Unreadable))
                    .transpose()?,
            })
        })
        .await
    }

    pub async fn list_attached_role_policies(&self, name: &str, marker: Option<&str>) -> Answer<Names> {
        let page = [("RoleName", Some(name)), ("MaxItems", Some(ITEMS)), ("Marker", marker)];
        self.query(&LIST_ATTACHED_ROLE_POLICIES, &page, |e| {
            Ok(Names { names: e.each("AttachedPolicies", "member", "PolicyArn")?, marker: next(e)? })
        })
        .await
    }

    pub async fn list_role_policies(&self, name: &str, marker: Option<&str>) -> Answer<Names> {
        let page = [("RoleName", Some(name)), ("MaxItems", Some(ITEMS)), ("Marker", marker)];
        self.query(&LIST_ROLE_POLICIES, &page, |e| {
            Ok(Names { names: e.texts("PolicyNames", "member"), marker: next(e)? })
        })
        .await
    }

    /// The document of an inline policy.
    pub async fn get_role_policy(&self, role: &str, policy: &str) -> Answer<String> {
        let parameters = [("RoleName", Some(role)), ("PolicyName", Some(policy))];
        self.query(&GET_ROLE_POLICY, &parameters, |e| document(e, "PolicyDocument")?.ok_or(Unreadable)).await
    }

    /// The version of a managed policy that holds.
    pub async fn get_policy(&self, arn: &str) -> Answer<String> {
        self.query(&GET_POLICY, &[("PolicyArn", Some(arn))], |e| {
            e.child("Policy").and_then(|p| p.filled("DefaultVersionId")).ok_or(Unreadable)
        })
        .await
    }

    /// The document of a version of a managed policy.
    pub async fn get_policy_version(&self, arn: &str, version: &str) -> Answer<String> {
        let parameters = [("PolicyArn", Some(arn)), ("VersionId", Some(version))];
        self.query(&GET_POLICY_VERSION, &parameters, |e| {
            document(e.child("PolicyVersion").ok_or(Unreadable)?, "Document")?.ok_or(Unreadable)
        })
        .await
    }
}

/// A truncated listing names where it goes on.
fn next(e: Element<'_, '_>) -> Result<Option<String>, Unreadable> {
    match e.bool("IsTruncated")? {
        Some(true) => e.filled("Marker").map(Some).ok_or(Unreadable),
        _ => Ok(None),
    }
}

fn document(e: Element<'_, '_>, name: &'static str) -> Result<Option<String>, Unreadable> {
    e.text(name).map(|text| decoded(&text).ok_or(Unreadable)).transpose()
}

/// Percent-decoding as of RFC 3986: a `+` is a plus.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digit = |b: Option<u8>| char::from(b?).to_digit(16);
        bytes.push(match byte {
            b'%' => u8::try_from(digit(rest.next())? * 16 + digit(rest.next())?).ok()?,
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_percent_encoded() {
        for (text, expected) in [
            ("%7B%22Version%22%3A%20%222012-10-17%22%7D", Some("{\"Version\": \"2012-10-17\"}")),
            ("{\"a\": \"b+c\"}", Some("{\"a\": \"b+c\"}")),
            ("%E6%97%A5", Some("日")),
            ("%7", None),
            ("%zz", None),
            ("%ff", None),
        ] {
            assert_eq!(decoded(text).as_deref(), expected, "{text}");
        }
    }
}
