//! Our own AWS endpoint: a real HTTP server that speaks the services' wire protocols from recorded answers.
//!
//! It is written from the services' models, not from the collectors, so that both can be wrong apart from each
//! other: it pages, filters, refuses page sizes and tokens the way the services do, demands a signature, and
//! misbehaves on request ([`Behaviour`]). It records every request. It checks that a signature is there and what
//! its scope says, not that it is right: that is the SDK's affair.

mod account;
mod behaviour;
mod http;
mod operation;
mod seen;
mod statements;
mod with_sdk;
mod xml;

pub use account::{Account, AwsError};
pub use behaviour::{Behaviour, Denied, On};
pub use seen::{Seen, Signature};

use http::{End, Request, Response};
pub use operation::short_name;
use operation::{Call, Listing, Protocol, protocol};
use serde_json::{Value, json};
use statements::Statements;
use std::io::BufReader;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// A running endpoint; it stops when dropped.
pub struct FakeAws {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    account: Account,
    page_size: Option<usize>,
    behaviours: Mutex<Vec<On>>,
    seen: Mutex<Vec<Seen>>,
    statements: Statements,
    stopped: AtomicBool,
}

/// An endpoint before it runs.
pub struct Setup {
    account: Account,
    page_size: Option<usize>,
    behaviours: Vec<On>,
}

impl FakeAws {
    pub fn of(account: Account) -> Setup {
        Setup { account, page_size: None, behaviours: Vec::new() }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request so far, in the order of arrival.
    pub fn seen(&self) -> Vec<Seen> {
        self.shared.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for FakeAws {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Wakes the accepting thread, which then sees the flag.
        drop(TcpStream::connect(self.address));
    }
}

impl Setup {
    /// No page holds more items than this, however many the client asks for.
    pub fn page_size(mut self, items: usize) -> Self {
        self.page_size = Some(items);
        self
    }

    pub fn on(mut self, on: On) -> Self {
        self.behaviours.push(on);
        self
    }

    pub fn start(self) -> FakeAws {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free local port");
        let address = listener.local_addr().expect("the address just bound");
        let shared = Arc::new(Shared {
            account: self.account,
            page_size: self.page_size,
            behaviours: Mutex::new(self.behaviours),
            seen: Mutex::new(Vec::new()),
            statements: Statements::default(),
            stopped: AtomicBool::new(false),
        });
        let of_thread = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if of_thread.stopped.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let of_connection = Arc::clone(&of_thread);
                std::thread::spawn(move || serve(&of_connection, stream));
            }
        });
        FakeAws { address, shared }
    }
}

fn serve(shared: &Shared, mut stream: TcpStream) {
    let Ok(reading) = stream.try_clone() else { return };
    // Small answers wait for nobody: without this every second one costs 40 ms.
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(reading);
    while let Some(request) = Request::read(&mut reader) {
        let response = shared.respond(&request);
        if !response.write(&mut stream) {
            let _ = stream.shutdown(std::net::Shutdown::Both);
            return;
        }
    }
}

/// What a call asks for, and what came of it so far.
struct Exchange<'a> {
    call: &'a Call,
    region: &'a str,
    page: Page,
}

/// Which part of a listing.
#[derive(Debug, Clone, Copy, Default)]
struct Page {
    /// From 1.
    number: usize,
    offset: usize,
    size: usize,
}

impl Shared {
    fn respond(&self, request: &Request) -> Response {
        let arrived = Instant::now();
        let signature = Signature::of(request);
        let call = Call::parse(request).map(|call| self.statements.named(call));
        let region = signature.as_ref().map(|s| s.region.clone()).unwrap_or_default();
        let page = call.as_ref().map_or(Ok(Page { number: 1, ..Page::default() }), |c| self.page(c));
        let full_target = call.as_ref().and_then(|c| c.target.clone());
        let ix = {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.push(Seen {
                operation: call.as_ref().map_or_else(
                    || format!("{} {}", request.method, request.path),
                    |c| format!("{}:{}", c.operation.service, c.operation.name),
                ),
                region: region.clone(),
                target: full_target.as_deref().map(short_name),
                full_target,
                parameters: call.as_ref().map(|c| c.parameters.clone()).unwrap_or_default(),
                page: page.as_ref().map_or(0, |p| p.number),
                signature: signature.clone(),
                arrived,
                answered: None,
                status: 0,
            });
            seen.len() - 1
        };
        let response = match call {
            None => plain(404, &json!({"message": "the fake does not know this operation"})),
            Some(call) => match (check_signature(&call, signature.as_ref()), page) {
                (Err(error), _) | (_, Err(error)) => rendered_error(&call, &error),
                (Ok(()), Ok(page)) => self.answer(&Exchange { call: &call, region: &region, page }),
            },
        };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen[ix].answered = Some(Instant::now());
        seen[ix].status = response.status;
        response
    }

    /// The page that a call asks for; the errors are the services' own for tokens and sizes they refuse.
    fn page(&self, call: &Call) -> Result<Page, AwsError> {
        let Some(listing) = &call.operation.listing else { return Ok(Page { number: 1, ..Page::default() }) };
        let (parameter, least, most, default) = listing.size;
        let asked = call.number(parameter).unwrap_or(default);
        if !(least..=most).contains(&asked) {
            return Err(AwsError::new(400, "InvalidParameterValue", format!("{parameter} is out of range")));
        }
        let size = self.page_size.map_or(asked, |p| p.min(asked));
        let Some(token) = call.parameter(listing.token_parameter) else {
            return Ok(Page { number: 1, offset: 0, size });
        };
        let inner =
            token.strip_prefix(&format!("{}+/", call.operation.name)).and_then(|t| t.strip_suffix("=="));
        let Some((number, offset)) = inner.and_then(|i| i.split_once('.')) else {
            return Err(AwsError::new(400, invalid_token(call.operation.service), "The token is invalid."));
        };
        match (number.parse(), offset.parse()) {
            (Ok(number), Ok(offset)) => Ok(Page { number, offset, size }),
            _ => Err(AwsError::new(400, invalid_token(call.operation.service), "The token is invalid.")),
        }
    }

    fn answer(&self, exchange: &Exchange<'_>) -> Response {
        let Exchange { call, region, page } = *exchange;
        let met = self.met(call, region, page.number);
        let service = call.operation.service;
        for behaviour in &met {
            let refusal = match behaviour {
                Behaviour::Delay(time) => {
                    std::thread::sleep(*time);
                    continue;
                }
                Behaviour::Throttle => behaviour::throttled(service),
                Behaviour::Expired => behaviour::expired(service),
                Behaviour::Deny(by) => behaviour::denial(*by, call, region, &self.account.id),
                Behaviour::Error(error) => error.clone(),
                Behaviour::Unavailable => {
                    return Response {
                        status: 503,
                        headers: Vec::new(),
                        body: b"busy".to_vec(),
                        end: End::KeepAlive,
                    };
                }
                Behaviour::Garbage => {
                    return Response {
                        status: 200,
                        headers: Vec::new(),
                        body: b"<html>{\"gateway\": ".to_vec(),
                        end: End::KeepAlive,
                    };
                }
                _ => continue,
            };
            return rendered_error(call, &refusal);
        }
        let of_statement = self.statements.answer(&self.account, region, call);
        let mut answer = match of_statement.unwrap_or_else(|| self.account.lookup(region, call)) {
            Ok(answer) => answer,
            Err(error) => return rendered_error(call, &error),
        };
        if let Some(listing) = &call.operation.listing {
            cut_page(&mut answer, call.operation.name, listing, page, &met);
        }
        for behaviour in &met {
            if let Behaviour::Change(change) = behaviour {
                change(&mut answer);
            }
        }
        let mut response = rendered(call, &answer);
        for behaviour in &met {
            match behaviour {
                Behaviour::CutMidBody => response.end = End::MidBody,
                Behaviour::NoAnswer => response.end = End::NoAnswer,
                _ => {}
            }
        }
        response
    }

    /// The behaviours that meet a call. Of those that settle the answer only the first counts.
    fn met(&self, call: &Call, region: &str, page: usize) -> Vec<Behaviour> {
        let target = call.target.as_deref().map(short_name);
        let mut behaviours = self.behaviours.lock().unwrap_or_else(PoisonError::into_inner);
        let mut met = Vec::new();
        for on in behaviours.iter_mut() {
            let delay = matches!(on.behaviour, Behaviour::Delay(_));
            let settled = met.iter().any(|b| !matches!(b, Behaviour::Delay(_)));
            if (delay || !settled) && on.meets(call, region, target.as_deref(), page) {
                met.push(on.behaviour.clone());
            }
        }
        met
    }
}

/// Every service refuses a request without a signature, or with one for another service.
fn check_signature(call: &Call, signature: Option<&Signature>) -> Result<(), AwsError> {
    match signature {
        None => {
            Err(AwsError::new(403, "MissingAuthenticationTokenException", "Missing Authentication Token"))
        }
        Some(s) if s.service != call.operation.service => Err(AwsError::new(
            403,
            "InvalidSignatureException",
            format!("Credential should be scoped to correct service: '{}'.", call.operation.service),
        )),
        Some(_) => Ok(()),
    }
}

/// Leaves the page's items in a listing and sets its token.
fn cut_page(answer: &mut Value, operation: &str, listing: &Listing, page: Page, met: &[Behaviour]) {
    let all = answer[listing.items].as_array().cloned().unwrap_or_default();
    let token = |number: usize, offset: usize| Value::String(format!("{operation}+/{number}.{offset}=="));
    let end = (page.offset + page.size).min(all.len());
    let mut items = all.get(page.offset..end).unwrap_or_default().to_vec();
    let mut next = (end < all.len()).then(|| token(page.number + 1, end));
    if met.iter().any(|b| matches!(b, Behaviour::RepeatToken)) {
        next = Some(token(2, page.size));
    }
    if met.iter().any(|b| matches!(b, Behaviour::EndlessPages)) {
        next = Some(token(page.number + 1, all.len()));
        if page.number > 1 {
            items.clear();
        }
    }
    answer[listing.items] = Value::Array(items);
    match operation {
        "ListAliases" | "ListGrants" => answer["Truncated"] = Value::Bool(next.is_some()),
        "ListAttachedRolePolicies" | "ListRolePolicies" => {
            answer["IsTruncated"] = Value::Bool(next.is_some());
        }
        _ => {}
    }
    if let Some(next) = next {
        answer[listing.token] = next;
    }
}

fn invalid_token(service: &str) -> &'static str {
    match service {
        "secretsmanager" => "InvalidNextTokenException",
        "kms" => "InvalidMarkerException",
        "elasticache" | "redshift" => "InvalidParameterValue",
        "iam" | "redshift-serverless" | "redshift-data" => "ValidationException",
        "lambda" => "InvalidParameterValueException",
        "ec2" => "InvalidNextToken",
        _ => "BadRequestException",
    }
}

const REQUEST_ID: &str = "00000000-0000-4000-8000-000000000000";

fn rendered(call: &Call, answer: &Value) -> Response {
    let xml = |xml: String| Response {
        status: 200,
        headers: headers("text/xml"),
        body: xml.into_bytes(),
        end: End::KeepAlive,
    };
    match protocol(call.operation.service) {
        Protocol::Query(namespace) if call.operation.service == "iam" => {
            let mut answer = answer.clone();
            encode_documents(&mut answer);
            xml(xml::answer(namespace, call.operation.name, &answer, REQUEST_ID))
        }
        Protocol::Query(namespace) => xml(xml::answer(namespace, call.operation.name, answer, REQUEST_ID)),
        Protocol::Ec2(namespace) => xml(xml::ec2_answer(namespace, call.operation.name, answer, REQUEST_ID)),
        Protocol::Json11 => Response { headers: headers("application/x-amz-json-1.1"), ..plain(200, answer) },
        Protocol::RestJson => plain(200, answer),
    }
}

fn rendered_error(call: &Call, error: &AwsError) -> Response {
    match protocol(call.operation.service) {
        Protocol::Query(namespace) => {
            let xml = xml::error(namespace, error.status, &error.code, &error.message, REQUEST_ID);
            let (headers, body) = (headers("text/xml"), xml.into_bytes());
            Response { status: error.status, headers, body, end: End::KeepAlive }
        }
        Protocol::Ec2(_) => {
            let xml = xml::ec2_error(&error.code, &error.message, REQUEST_ID);
            let (headers, body) = (headers("text/xml"), xml.into_bytes());
            Response { status: error.status, headers, body, end: End::KeepAlive }
        }
        Protocol::Json11 => {
            let body = json!({"__type": error.code, "message": error.message});
            Response { headers: headers("application/x-amz-json-1.1"), ..plain(error.status, &body) }
        }
        Protocol::RestJson => {
            let mut response = plain(error.status, &json!({"message": error.message}));
            response.headers.push(("x-amzn-ErrorType", error.code.clone()));
            response
        }
    }
}

/// IAM answers policy documents percent-encoded.
fn encode_documents(answer: &mut Value) {
    for (name, value) in answer.as_object_mut().into_iter().flatten() {
        match value {
            Value::String(text) if name.ends_with("Document") => {
                let plain = |b: &u8| b.is_ascii_alphanumeric() || b"-._~*".contains(b);
                let bytes = text.bytes();
                *text = bytes
                    .map(|b| if plain(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
                    .collect();
            }
            _ => encode_documents(value),
        }
    }
}

fn plain(status: u16, body: &Value) -> Response {
    let body = body.to_string().into_bytes();
    Response { status, headers: headers("application/json"), body, end: End::KeepAlive }
}

fn headers(content_type: &str) -> Vec<(&'static str, String)> {
    vec![("Content-Type", content_type.to_owned()), ("x-amzn-RequestId", REQUEST_ID.to_owned())]
}
