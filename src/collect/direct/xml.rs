//! XML answers, read by the name of their elements.
//!
//! As in the generated clients a value of another type than the model's makes the whole answer unreadable: a
//! member that cannot be read must not look like one that is not there. Entities of an answer's own making are
//! refused by the parser.

use super::Unreadable;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::error::ErrorMetadata;
use roxmltree::{Document, Node};

/// An element of an answer.
#[derive(Debug, Clone, Copy)]
pub struct Element<'a, 'input>(Node<'a, 'input>);

impl<'a, 'input> Element<'a, 'input> {
    fn children(self, name: &'static str) -> impl Iterator<Item = Element<'a, 'input>> {
        self.0.children().filter(move |n| n.is_element() && n.tag_name().name() == name).map(Element)
    }

    pub fn child(self, name: &'static str) -> Option<Self> {
        self.children(name).next()
    }

    /// A member's text; an empty element is an empty text.
    pub fn text(self, name: &'static str) -> Option<String> {
        self.child(name).map(Self::own_text)
    }

    /// A member's text, for members of which an empty one says nothing.
    pub fn filled(self, name: &'static str) -> Option<String> {
        self.text(name).filter(|t| !t.is_empty())
    }

    pub fn own_text(self) -> String {
        self.0.children().filter(|n| n.is_text()).filter_map(|n| n.text()).collect()
    }

    pub fn bool(self, name: &'static str) -> Result<Option<bool>, Unreadable> {
        self.parsed(name, |t| t.parse().ok())
    }

    pub fn int(self, name: &'static str) -> Result<Option<i64>, Unreadable> {
        self.parsed(name, |t| t.parse().ok())
    }

    fn parsed<T>(self, name: &'static str, of: fn(&str) -> Option<T>) -> Result<Option<T>, Unreadable> {
        self.text(name).map(|t| of(t.trim()).ok_or(Unreadable)).transpose()
    }

    /// The items of a list; none when the list is left out, which the query protocol allows for an empty one.
    pub fn list(self, name: &'static str, item: &'static str) -> Vec<Self> {
        self.child(name).into_iter().flat_map(|list| list.children(item)).collect()
    }

    /// One member of every item of a list; an item without it makes the answer unreadable.
    pub fn each(
        self,
        name: &'static str,
        item: &'static str,
        member: &'static str,
    ) -> Result<Vec<String>, Unreadable> {
        self.list(name, item).into_iter().map(|i| i.filled(member).ok_or(Unreadable)).collect()
    }

    pub fn texts(self, name: &'static str, item: &'static str) -> Vec<String> {
        self.list(name, item).into_iter().map(Self::own_text).collect()
    }
}

/// Reads an answer to `action`; `wrapped`: its members stand in a result inside the answer's element.
pub fn answer<T>(
    body: &str,
    action: &str,
    wrapped: bool,
    read: fn(Element<'_, '_>) -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    let document = Document::parse(body).map_err(|_| Unreadable)?;
    let root = document.root_element();
    if root.tag_name().name().strip_suffix("Response") != Some(action) {
        return Err(Unreadable);
    }
    let result = || root.children().find(|n| n.tag_name().name().strip_suffix("Result") == Some(action));
    let members = if wrapped { result().ok_or(Unreadable)? } else { root };
    read(Element(members))
}

/// `<ErrorResponse><Error>` of the query protocol, `<Response><Errors><Error>` of EC2.
pub fn error(_: &HttpResponse, body: &str) -> ErrorMetadata {
    let mut metadata = ErrorMetadata::builder();
    if let Ok(document) = Document::parse(body)
        && let Some(error) = document.descendants().find(|n| n.tag_name().name() == "Error")
    {
        if let Some(code) = Element(error).text("Code").filter(|c| !c.is_empty()) {
            metadata = metadata.code(code);
        }
        if let Some(message) = Element(error).text("Message") {
            metadata = metadata.message(message);
        }
    }
    metadata.build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_smithy_runtime_api::http::StatusCode;
    use aws_smithy_types::body::SdkBody;

    type Members = (Option<String>, Option<bool>, Vec<String>);

    fn read(e: Element<'_, '_>) -> Result<Members, Unreadable> {
        Ok((e.text("Name"), e.bool("Public")?, e.texts("Roles", "member")))
    }

    fn of(body: &str) -> Result<Members, Unreadable> {
        answer(body, "Ask", true, read)
    }

    #[test]
    fn members_stand_in_the_result_or_in_the_answer() {
        let members = "<Name>a&amp;b</Name><Public>false</Public><Roles><member>x</member>\
                       <member><![CDATA[y<]]></member></Roles>";
        let read = (Some("a&b".into()), Some(false), vec!["x".into(), "y<".into()]);
        let namespace = "xmlns=\"http://redshift.amazonaws.com/doc/2012-12-01/\"";
        assert_eq!(
            of(&format!("<AskResponse {namespace}><AskResult>{members}</AskResult></AskResponse>")),
            Ok(read.clone())
        );
        let bare = format!("<AskResponse {namespace}>{members}</AskResponse>");
        assert_eq!(answer(&bare, "Ask", false, self::read), Ok(read));
        assert_eq!(of(&bare), Err(Unreadable));
        assert_eq!(
            of("<?xml version=\"1.0\"?><AskResponse><AskResult/></AskResponse>"),
            Ok((None, None, vec![]))
        );
    }

    #[test]
    fn what_is_no_answer_to_the_question_is_unreadable() {
        for body in [
            "",
            "{}",
            "<html><body>hello</body></html>",
            "<AskResponse>",
            "<OtherResponse><Name>a</Name></OtherResponse>",
            "<AskResponse><AskResult><Public>perhaps</Public></AskResult></AskResponse>",
            "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><AskResponse><Name>&b;</Name></AskResponse>",
            "<AskResponse><Name>&unknown;</Name></AskResponse>",
        ] {
            assert_eq!(of(body), Err(Unreadable), "{body}");
        }
        let deep = format!("<AskResponse>{}{}</AskResponse>", "<a>".repeat(200_000), "</a>".repeat(200_000));
        assert_eq!(answer(&deep, "Ask", false, read), Ok((None, None, vec![])), "any depth is survived");
    }

    #[test]
    fn errors_of_both_forms() {
        let response = HttpResponse::new(StatusCode::try_from(400).expect("a status"), SdkBody::empty());
        for body in [
            "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>",
            "<Response><Errors><Error><Code>AccessDenied</Code><Message>no</Message></Error></Errors></Response>",
        ] {
            let error = error(&response, body);
            assert_eq!((error.code(), error.message()), (Some("AccessDenied"), Some("no")));
        }
        assert_eq!(error(&response, "<html/>").code(), None);
        assert_eq!(error(&response, "gateway").code(), None);
    }
}
