//! What is wrong with a line, without a word of what stands in it: a damaged line may hold anything.

use serde_json::error::Category;

/// In the words of [`crate::speech::told`]. Names of fields are told when they look like one; values never.
pub fn of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    // The line is always the first here: each is read for itself.
    let text = text.rsplit_once(" at line ").map_or(&*text, |(text, _)| text);
    match error.classify() {
        Category::Data => data(text),
        Category::Syntax | Category::Eof => format!("no JSON: {text} at column {}", error.column()),
        Category::Io => "the line cannot be read".into(),
    }
}

/// The library's wording, and ours in `decode`, without the values that it quotes.
fn data(text: &str) -> String {
    for (quoting, about) in [
        ("unknown kind ", "unknown kind"),
        ("unknown member ", "unknown member"),
        ("unknown field ", "unknown field"),
        ("missing field ", "missing field"),
        ("duplicate field ", "duplicate field"),
    ] {
        if let Some(rest) = text.strip_prefix(quoting) {
            return format!("{about} {}", name(rest));
        }
    }
    if let Some((what, expected)) = text.rsplit_once(", expected ") {
        let found = what.strip_prefix("invalid type: ").or_else(|| what.strip_prefix("invalid value: "));
        return match found {
            Some(found) => format!("expected {expected}, found {}", json_type(found)),
            // Of an unknown variant and a wrong length, what was expected says enough.
            None => format!("expected {expected}"),
        };
    }
    match OURS.contains(&text) {
        true => text.to_owned(),
        false => "data of another form".into(),
    }
}

/// Sentences of `decode` that quote nothing.
const OURS: [&str; 8] = [
    "a resource line begins with its kind",
    "a resource has an id and facts",
    "origin not declared",
    "reason not declared",
    "$value holds a value",
    "a pattern is text",
    "$items is a list",
    "unexpected member",
];

/// A quoted name, when it looks like one of a field or a kind.
fn name(quoted: &str) -> String {
    let name: String = quoted.chars().skip(1).take_while(|c| !matches!(c, '"' | '`')).collect();
    let plain = |c: char| c.is_ascii_lowercase() || matches!(c, '_' | '-' | '$');
    match (1..=40).contains(&name.len()) && name.chars().all(plain) {
        true => format!("`{name}`"),
        false => "a name of another form".into(),
    }
}

/// What serde calls a value, without the value.
fn json_type(found: &str) -> &'static str {
    match found.split([' ', ',']).next().unwrap_or_default() {
        "boolean" => "boolean",
        "integer" | "floating" | "number" => "number",
        "string" | "character" => "string",
        "sequence" => "array",
        "map" | "newtype" | "struct" | "enum" => "object",
        "null" | "unit" => "null",
        _ => "something else",
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode;

    fn damage(line: &str) -> String {
        super::of(&decode::resource(line.as_bytes()).expect_err("damaged"))
    }

    #[test]
    fn damage_names_fields_and_types_and_never_a_value() {
        for (line, said) in [
            (r#"{"kind":"hunter2 \"x\""}"#, "unknown kind a name of another form"),
            (r#"{"kind":"sceret","id":"x"}"#, "unknown kind `sceret`"),
            (r#"{"kind":"secret","hunter2":1}"#, "unknown member a name of another form"),
            (r#"{"kind":"secret","id":"x","facts":{"nmae":"hunter2"}}"#, "unknown field `nmae`"),
            (
                r#"{"kind":"kms_key","id":"x","facts":{"enabled":"hunter2, expected bool"}}"#,
                "expected bool for `enabled`, found string",
            ),
            (
                r#"{"kind":"kms_key","id":"x","facts":{"enabled":[1]}}"#,
                "expected bool for `enabled`, found array",
            ),
            (
                r#"{"kind":"kms_key","id":"x","facts":{"enabled":1.5}}"#,
                "expected bool for `enabled`, found number",
            ),
            (r#"{"kind":"secret","id":["hunter2"]}"#, "expected a string, found array"),
            (
                r#"{"kind":"secret","id":"x","whys":[{"hunter2":1}],"facts":{}}"#,
                "expected one of `not-stated`, ",
            ),
            (r#"{"kind":"secret","id":"hunter2"#, "no JSON: EOF while parsing a string at column "),
        ] {
            let text = damage(line);
            assert!(text.starts_with(said) && !text.contains("hunter2"), "{line}: {text}");
        }
    }
}
