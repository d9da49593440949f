//! Requests to ignore: where they may stand, and what they are about.

use crate::cloudformation::{read_all, template};
use tidegate::template::cloudformation::Options;

const TEMPLATE: &str = "Resources:
  # tidegate:ignore[rule-a] the line before a block
  First:
    Type: AWS::MSK::Cluster
    Properties:
      ClusterName: x # tidegate:ignore[rule-b, rule-c] at the end of a line
      # another remark
      # tidegate:ignore[rule-d] before a property

      EncryptionInfo:
        EncryptionInTransit:
          ClientBroker: TLS
      KafkaVersion: \"# tidegate:ignore[no] text\"
  Second:
    # tidegate:ignore[rule-e] within, before everything else
    Type: AWS::MSK::Configuration
    Properties:
      ServerProperties: |
        # tidegate:ignore[no] text of a block scalar
        a=b
    Metadata:
      tidegate:
        ignore:
          - {id: rule-f, reason: from the metadata}
  Third: # tidegate:ignore[rule-g]
    Type: AWS::KMS::Key
";

#[test]
fn each_is_about_what_begins_on_its_line() {
    let read = template(TEMPLATE);
    let told: Vec<_> = read
        .ignores
        .iter()
        .map(|i| (i.line, i.rules.join("+"), i.lines, i.resource.as_deref().unwrap_or("-"), &*i.reason))
        .collect();
    let want = [
        (2, "rule-a", (3, 13), "First", "the line before a block"),
        (6, "rule-b+rule-c", (6, 6), "-", "at the end of a line"),
        (8, "rule-d", (10, 12), "-", "before a property"),
        (15, "rule-e", (14, 24), "Second", "within, before everything else"),
        (24, "rule-f", (14, 24), "Second", "from the metadata"),
        (25, "rule-g", (25, 26), "Third", ""),
    ];
    let want: Vec<_> = want.map(|(l, r, s, id, why)| (l, r.to_owned(), s, id, why)).into();
    assert_eq!(told, want);
}

#[test]
fn json_templates_ask_in_their_metadata() {
    let text = r#"{"Metadata": {"tidegate": {"ignore": [{"id": "rule-a", "reason": "all of it"}]}},
"Resources": {"K": {"Type": "AWS::KMS::Key",
"Metadata": {"tidegate": {"ignore": [{"id": "rule-b"}, "odd"]}}}}}
"#;
    let read = read_all(&[("t.json", text)], &Options::default());
    let told: Vec<_> = read.ignores.iter().map(|i| (i.rules.join("+"), i.lines, &*i.reason)).collect();
    let want = [("rule-a", (1, 4), "all of it"), ("rule-b", (2, 3), ""), ("", (2, 3), "")];
    assert_eq!(told, want.map(|(r, l, why)| (r.to_owned(), l, why)));
}
