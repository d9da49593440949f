//! HTTP/1.1 as far as the AWS SDK speaks it to an endpoint: request line, headers, a body of known length,
//! keep-alive. Nothing here knows of AWS.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// One request, whole.
#[derive(Debug)]
pub struct Request {
    pub method: String,
    /// Before the `?`, still percent-encoded.
    pub path: String,
    /// Decoded pairs of the query string.
    pub query: Vec<(String, String)>,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What goes back.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    pub end: End,
}

/// How an answer ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Whole, and the connection stays open.
    KeepAlive,
    /// The connection is closed in the middle of the body.
    MidBody,
    /// The connection is closed without a byte.
    NoAnswer,
}

impl Request {
    /// The next request of a connection; `None` when the client closed it or sends what no client should.
    pub fn read(reader: &mut BufReader<TcpStream>) -> Option<Self> {
        let line = read_line(reader)?;
        let mut words = line.split(' ');
        let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
        let mut headers = Vec::new();
        loop {
            let line = read_line(reader)?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':')?;
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let mut request =
            Request { method, path: path.to_owned(), query: pairs(query), headers, body: Vec::new() };
        let length = request.header("content-length").map_or(Some(0), |l| l.parse().ok())?;
        request.body = vec![0; length];
        reader.read_exact(&mut request.body).ok()?;
        Some(request)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The body as form fields.
    pub fn form(&self) -> Vec<(String, String)> {
        pairs(&String::from_utf8_lossy(&self.body))
    }
}

impl Response {
    /// Sends the answer; `false` when the connection is over.
    pub fn write(&self, stream: &mut TcpStream) -> bool {
        if self.end == End::NoAnswer {
            return false;
        }
        let mut bytes = format!("HTTP/1.1 {} Fake\r\n", self.status).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n", self.body.len()).as_bytes());
        let sent = if self.end == End::MidBody { self.body.len() / 2 } else { self.body.len() };
        bytes.extend_from_slice(&self.body[..sent]);
        stream.write_all(&bytes).is_ok() && stream.flush().is_ok() && self.end == End::KeepAlive
    }
}

fn read_line(reader: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    match reader.read_line(&mut line) {
        Ok(n) if n > 0 => Some(line.trim_end_matches(['\r', '\n']).to_owned()),
        _ => None,
    }
}

fn pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|p| !p.is_empty())
        .map(|p| p.split_once('=').unwrap_or((p, "")))
        .map(|(k, v)| (decode(&k.replace('+', " ")), decode(&v.replace('+', " "))))
        .collect()
}

/// Percent-decoding; a stray `%` stays as it is.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = (bytes[i] == b'%').then(|| text.get(i + 1..i + 3)).flatten();
        if let Some(byte) = hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            out.push(byte);
            i += 3;
        } else {
            out.push(bytes[i]);
            i += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[test]
fn percent_decoding() {
    assert_eq!(decode("arn%3Aaws%3Akafka%2Fx%"), "arn:aws:kafka/x%");
    assert_eq!(
        pairs("a=1&b=x%2By+z&c"),
        [("a", "1"), ("b", "x+y z"), ("c", "")].map(|(k, v)| (k.to_owned(), v.to_owned()))
    );
}
