use super::super::tree::{Document, Fault, Kind, MAX_DEPTH, Node};
use super::super::{json, yaml};
use std::fmt::Write;

fn at<'n>(node: &'n Node, path: &str) -> &'n Node {
    path.split('.').fold(node, |node, step| match step.parse::<usize>() {
        Ok(i) => &node.items().expect("a list")[i],
        Err(_) => node.get(step).unwrap_or_else(|| panic!("no {step}")),
    })
}

fn line_of(text: &str, fault: &Fault) -> usize {
    text[..fault.offset as usize].matches('\n').count() + 1
}

/// The text below a value's span reads as the value.
fn spans_hold(text: &str, node: &Node) {
    let slice = &text[node.span.start as usize..node.span.end as usize];
    match &node.kind {
        Kind::List(items) => items.iter().for_each(|i| spans_hold(text, i)),
        Kind::Map(pairs) => {
            for pair in pairs {
                let key = &text[pair.key_span.start as usize..pair.key_span.end as usize];
                assert_eq!(key.trim_matches(['"', '\'']), &*pair.key);
                spans_hold(text, &pair.value);
            }
        }
        Kind::Null => {
            assert!(slice.trim_matches(['~', ' ', '\n']).is_empty() || slice == "null", "{slice:?}")
        }
        Kind::Bool(b) => assert_eq!(slice, if *b { "true" } else { "no" }),
        Kind::Number(n) => assert_eq!(slice, &**n),
        Kind::Text(t) if slice.contains('\n') => {
            // A block scalar: each line without its indentation.
            let lines: Vec<_> = slice.lines().map(str::trim_start).collect();
            assert_eq!(lines.join("\n").trim_end(), t.trim_end());
        }
        Kind::Text(t) => assert_eq!(slice.trim_matches(['"', '\'']).trim_end(), t.trim_end()),
    }
}

const TEMPLATE: &str = "# top
Resources:
  Cluster: # the cluster
    Type: AWS::MSK::Cluster
    Properties:
      Name: \"キー\"
      Count: 3
      On: no
      Key: !GetAtt Key.Arn
      Text: !Sub |
        one ${A}
        two
      Empty:
      List:
      - a
      - {b: [1, 'c']}
";

#[test]
fn yaml_spans_are_the_values() {
    let document = yaml::read(TEMPLATE).unwrap();
    spans_hold(TEMPLATE, &document.root);
    assert!(document.faults.is_empty());
    let properties = at(&document.root, "Resources.Cluster.Properties");
    let key = at(properties, "Key");
    let tag = key.tag.as_ref().unwrap();
    assert_eq!(&*tag.name, "!GetAtt");
    assert_eq!(&TEMPLATE[tag.span.start as usize..tag.span.end as usize], "!GetAtt");
    assert!(matches!(at(properties, "Empty").kind, Kind::Null));
    assert!(matches!(&at(properties, "List.1.b.1").kind, Kind::Text(t) if &**t == "c"));
    let comments: Vec<_> = document.comments.iter().map(|c| (&*c.text, c.own_line)).collect();
    assert_eq!(comments, [(" top", true), (" the cluster", false)]);
}

#[test]
fn json_has_the_same_tree_and_spans() {
    let text = "\u{feff}{\r\n  \"Resources\": {\"A\": {\"n\": 3, \"t\": \"キー\", \"b\": true, \"l\": [null]}}\r\n}\r\n";
    let document = json::read(text).unwrap();
    spans_hold(text, &document.root);
    assert!(matches!(&at(&document.root, "Resources.A.n").kind, Kind::Number(n) if &**n == "3"));
}

#[test]
fn crlf_and_byte_order_marks_move_no_span() {
    let text = format!("\u{feff}{}", TEMPLATE.replace('\n', "\r\n"));
    let document = yaml::read(&text).unwrap();
    let count = at(&document.root, "Resources.Cluster.Properties.Count");
    assert_eq!(&text[count.span.start as usize..count.span.end as usize], "3");
}

#[test]
fn a_key_given_twice_is_said_and_the_last_one_counts() {
    let text = "A: 1\nB:\n  C: 2\nA: 3\n";
    let document = yaml::read(text).unwrap();
    assert!(matches!(&at(&document.root, "A").kind, Kind::Number(n) if &**n == "3"));
    assert_eq!(document.faults.len(), 1);
    assert_eq!(
        (line_of(text, &document.faults[0]), &*document.faults[0].message),
        (4, "the key `A` is given twice")
    );
    let text = "{\"A\": 1,\n\"A\": 2}";
    let document = json::read(text).unwrap();
    assert!(matches!(&at(&document.root, "A").kind, Kind::Number(n) if &**n == "2"));
    assert_eq!(line_of(text, &document.faults[0]), 2);
}

#[test]
fn aliases_and_merged_maps_are_their_values() {
    let text = "Base: &b {Type: x, Keep: 1}\nOne: *b\nTwo:\n  <<: *b\n  Keep: 2\n";
    let document = yaml::read(text).unwrap();
    assert_eq!(at(&document.root, "One.Type").scalar(), Some("x"));
    assert_eq!(at(&document.root, "Two.Type").scalar(), Some("x"));
    assert_eq!(at(&document.root, "Two.Keep").scalar(), Some("2"));
}

#[test]
fn keys_that_look_like_numbers_are_text() {
    let document = yaml::read("M:\n  111122223333: {true: a}\n  010: b\n").unwrap();
    assert_eq!(at(document.root.get("M").unwrap().get("111122223333").unwrap(), "true").scalar(), Some("a"));
    assert_eq!(document.root.get("M").unwrap().get("010").unwrap().scalar(), Some("b"));
}

#[test]
fn only_the_first_document_is_read_and_the_rest_is_said() {
    let text = "A: 1\n---\nB: [\n";
    let document = yaml::read(text).unwrap();
    assert_eq!(at(&document.root, "A").scalar(), Some("1"));
    assert_eq!(line_of(text, &document.faults[0]), 2);
}

#[test]
fn json_takes_no_leniency() {
    for (text, line) in [
        ("{\"a\": 1,}", 1),
        ("{\"a\": 1\n// x\n}", 2),
        ("{'a': 1}", 1),
        ("{\"a\": 0x1}", 1),
        ("{\"a\": +1}", 1),
        ("{\"a\": 1 \"b\": 2}", 1),
        ("{\"a\":\n", 2),
        ("", 1),
        ("{} {}", 1),
    ] {
        let fault = json::read(text).expect_err(text);
        assert_eq!(line_of(text, &fault), line, "{text}: {}", fault.message);
    }
}

fn both(text: &str) -> [Result<Document, Fault>; 2] {
    [yaml::read(text), json::read(text)]
}

#[test]
fn hostile_texts_end_in_a_fault_and_nothing_else() {
    let deep = 200_000;
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for i in 1..12 {
        let refs = vec![format!("*a{}", i - 1); 9].join(", ");
        writeln!(bomb, "a{i}: &a{i} [{refs}]").unwrap();
    }
    let mut chain = String::from("a0: &a0 {k: v}\n");
    for i in 1..200 {
        writeln!(chain, "a{i}: &a{i} {{k: *a{}}}", i - 1).unwrap();
    }
    let texts = [
        bomb,
        chain,
        "[".repeat(deep),
        "{\"a\":".repeat(deep),
        "- ".repeat(deep),
        "? ".repeat(deep),
        "a: &a [*a]\n".to_owned(),
        format!("a: {}", "[".repeat(MAX_DEPTH + 1) + &"]".repeat(MAX_DEPTH + 1)),
        "\u{0}\u{1}\u{2}".to_owned(),
        "a: b\n\tc: d\n".to_owned(),
        "a: \"unclosed\n".to_owned(),
        "a: *nowhere\n".to_owned(),
    ];
    for text in texts {
        for result in both(&text) {
            let fault = result.expect_err(&text[..text.len().min(60)]);
            assert!(fault.offset as usize <= text.len());
            assert!(!fault.message.is_empty());
        }
    }
}

#[test]
fn odd_texts_are_read_without_harm() {
    for text in [
        "a: b\nc",
        "- 1\n- 2",
        "x",
        "{",
        "? a\n? b\n: c",
        "[a, b]: c",
        "a: !!binary x",
        "%YAML 1.1\n---\na: b\n",
        "é: ü",
    ] {
        for result in both(text) {
            let faults = match result {
                Ok(document) => document.faults,
                Err(fault) => vec![fault],
            };
            assert!(faults.iter().all(|f| f.offset as usize <= text.len()), "{text}: {faults:?}");
        }
    }
}
