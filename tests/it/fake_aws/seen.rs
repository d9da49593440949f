//! What the fake was asked.

use super::http::Request;
use serde_json::Value;
use std::time::Instant;

/// One request, as a test asks for it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// `kafka:ListClustersV2`; the request line for a request that is no operation the fake knows.
    pub operation: String,
    /// From the signature's scope; empty for an unsigned request.
    pub region: String,
    /// Short name of the target.
    pub target: Option<String>,
    /// As the client wrote it: ARN, id, name, alias.
    pub full_target: Option<String>,
    /// As the protocol carried them: form fields, query pairs or a JSON body.
    pub parameters: Value,
    /// From 1.
    pub page: usize,
    pub signature: Option<Signature>,
    pub arrived: Instant,
    /// When the answer was ready; `None` while it is not.
    pub answered: Option<Instant>,
    pub status: u16,
}

/// The credential scope of a Signature Version 4 header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub access_key: String,
    pub region: String,
    pub service: String,
}

impl Signature {
    /// `None` unless the request is signed as the algorithm demands: scope, signed headers with host and date,
    /// 64 hexadecimal digits, and a date header of the scope's day.
    pub fn of(request: &Request) -> Option<Self> {
        let rest = request.header("authorization")?.strip_prefix("AWS4-HMAC-SHA256 ")?;
        let field = |name: &str| {
            rest.split(',').find_map(|f| f.trim().strip_prefix(name)).and_then(|v| v.strip_prefix('='))
        };
        let [access_key, day, region, service, "aws4_request"] =
            field("Credential")?.split('/').collect::<Vec<_>>()[..]
        else {
            return None;
        };
        let signed: Vec<&str> = field("SignedHeaders")?.split(';').collect();
        let digits = field("Signature")?;
        let whole = digits.len() == 64
            && digits.bytes().all(|b| b.is_ascii_hexdigit())
            && ["host", "x-amz-date"].iter().all(|h| signed.contains(h))
            && request.header("x-amz-date")?.starts_with(day);
        whole.then(|| Signature {
            access_key: access_key.to_owned(),
            region: region.to_owned(),
            service: service.to_owned(),
        })
    }
}
