//! Every function, in every form, to the value it comes to.

use super::super::super::value::{Piece, Resolved, Sited};
use super::super::eval::Eval;
use super::super::nested::Nest;
use super::super::parameters::{Choice, Given, World};
use super::super::{detect, template::Template};
use crate::template::source::Source;
use std::rc::Rc;
use std::sync::Arc;

const TEMPLATE: &str = r#"
Parameters:
  Env: {Type: String, Default: dev, AllowedValues: [dev, prod]}
  Name: {Type: String}
  Names: {Type: CommaDelimitedList, Default: "a, b,c"}
  Ids: {Type: List<AWS::EC2::Subnet::Id>}
  Path: {Type: "AWS::SSM::Parameter::Value<String>", Default: /path}
  Secret: {Type: String, NoEcho: true, Default: hunter2}
  Only: {Type: String, AllowedValues: [one]}
Mappings:
  Map:
    dev: {Mode: TLS, Same: x, Flag: false, List: [p, q]}
    prod: {Mode: TLS_PLAINTEXT, Same: x, Flag: true}
    "111122223333": {Mode: acct}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsDev: {"Fn::Not": [{Condition: IsProd}]}
  Named: !Equals [!Ref Name, x]
  Both: !And [!Condition IsDev, !Not [!Condition IsProd], !Equals [a, a]]
  Either: !Or [!Condition Named, !Condition IsDev]
  Neither: !And [!Condition Named, !Condition IsProd]
  Loop: !Not [!Condition Loop]
  SameRegion: !Equals [!Ref AWS::Region, !Sub "${AWS::Region}"]
  OtherPrefix: !Equals [!Sub "x-${Name}", "y"]
Resources:
  Key: {Type: AWS::KMS::Key}
"#;

fn evaluated(expression: &str, world: &World) -> Sited {
    let text = format!("{TEMPLATE}Value: {expression}\n");
    let document = detect::parse("t.yaml", &text).unwrap_or_else(|f| panic!("{expression}: {f:?}"));
    let template = Template::new(Arc::new(Source::new("t.yaml", text)), &document);
    let eval = Eval::new(template.into(), world.clone().into(), Nest::default(), Rc::default());
    eval.ids.set(["Key".into()].into()).unwrap();
    eval.value(eval.template.root.get("Value").unwrap())
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Lit(t) => t.to_string(),
        Piece::Symbol(s) => format!("<{s}>"),
        Piece::Ref(to) => format!("<@{}>", crate::template::fact::shown(to)),
        Piece::Dynamic { text, .. } => format!("<={text}>"),
        Piece::Unknown(why) => format!("<?{why}>"),
    }
}

fn shown(value: &Sited) -> String {
    match &value.value {
        Resolved::Absent => "absent".into(),
        Resolved::Bool(b) => b.to_string(),
        Resolved::Number(n) => format!("#{n}"),
        Resolved::Text(t) => format!("'{t}'"),
        Resolved::Pattern(pieces) => pieces.iter().map(piece).collect(),
        Resolved::Ref(to) => format!("@{}", crate::template::fact::shown(to)),
        Resolved::Dynamic { text, .. } => format!("={text}"),
        Resolved::List { items, more } => {
            let items = items.iter().map(shown).collect::<Vec<_>>().join(" ");
            format!("[{items}{}]", more.as_ref().map_or(String::new(), |m| format!(" ..{m}")))
        }
        Resolved::Map { entries, more } => {
            let one = |e: &super::super::super::value::Entry| format!("{}: {}", e.key, shown(&e.value));
            let entries = entries.iter().map(one).collect::<Vec<_>>().join(", ");
            format!("{{{entries}{}}}", more.as_ref().map_or(String::new(), |m| format!(" ..{m}")))
        }
        Resolved::Unknown(why) => format!("?{why}"),
    }
}

fn check(world: &World, cases: &[(&str, &str)]) {
    for (expression, want) in cases {
        assert_eq!(shown(&evaluated(expression, world)), *want, "{expression}");
    }
}

#[test]
fn references() {
    check(
        &World::default(),
        &[
            ("!Ref Env", "'dev'"),
            ("{Ref: Env}", "'dev'"),
            ("{\"Ref\": \"Env\"}", "'dev'"),
            ("!Ref Name", "<Name>"),
            ("!Ref Names", "['a' 'b' 'c']"),
            ("!Ref Ids", "?the parameter Ids"),
            ("!Ref Path", "<Path>"),
            ("!Ref Only", "'one'"),
            ("!Ref Key", "@Key"),
            ("!Ref AWS::NoValue", "absent"),
            ("!Ref AWS::Region", "<AWS::Region>"),
            ("!Ref Nobody", "?Nobody, which the template does not declare"),
            ("!GetAtt Key.Arn", "@Key.Arn"),
            ("!GetAtt [Key, Arn]", "@Key.Arn"),
            ("{Fn::GetAtt: [Key, Arn]}", "@Key.Arn"),
            ("{Fn::GetAtt: Key.Outputs.X}", "@Key.Outputs.X"),
            ("!GetAtt Key", "?Fn::GetAtt with arguments that it does not take"),
            ("! Ref", "'Ref'"),
            ("{a: !Ref AWS::NoValue, b: [!Ref AWS::NoValue, 1]}", "{a: absent, b: [#1]}"),
        ],
    );
}

#[test]
fn text_with_names() {
    check(
        &World::default(),
        &[
            ("!Sub 'x-${Env}'", "'x-dev'"),
            ("!Sub 'x-${Name}'", "x-<Name>"),
            ("!Sub '${Key}'", "@Key"),
            ("!Sub '${Key.Arn}/x'", "<@Key.Arn>/x"),
            ("!Sub ['${a}-${Env}', {a: !Ref Name}]", "<Name>-dev"),
            ("{Fn::Sub: ['${a}', {a: 1}]}", "'1'"),
            ("!Sub '${!Literal}'", "'${Literal}'"),
            ("!Sub 'open ${Env'", "'open ${Env'"),
            ("!Sub '$ {Env} $${Env}'", "'$ {Env} $dev'"),
            ("!Sub 'arn:${AWS::Partition}:kms'", "arn:<AWS::Partition>:kms"),
            ("!Sub {a: b}", "?Fn::Sub with arguments that it does not take"),
            ("'{{resolve:secretsmanager:x}}'", "=secretsmanager:x"),
            ("!Sub 'p={{resolve:ssm:/${Env}/p}}'", "p=<=ssm:/dev/p>"),
            ("!Sub '${Env}é${Env}'", "'devédev'"),
        ],
    );
}

#[test]
fn lists_and_texts() {
    check(
        &World::default(),
        &[
            ("!Join ['-', [a, !Ref Env, !Ref AWS::NoValue]]", "'a-dev'"),
            ("!Join ['-', !Ref Names]", "'a-b-c'"),
            ("!Join ['', [AmazonMSK_, !Ref Name]]", "AmazonMSK_<Name>"),
            ("!Join ['', !Ref Ids]", "?the parameter Ids"),
            ("!Split [',', 'a,b']", "['a' 'b']"),
            ("!Split [':', !Sub 'arn:aws:kms:${AWS::Region}:x']", "['arn' 'aws' 'kms' <AWS::Region> 'x']"),
            ("!Split [':', !Sub 'a:${Name}:b']", "['a' ..Name]"),
            ("!Select [1, !Ref Names]", "'b'"),
            ("!Select ['1', [a, b]]", "'b'"),
            ("!Select [7, [a, b]]", "?Fn::Select of an element that the list does not have"),
            ("!Select [0, !Split ['/', !Sub 'a/${Name}']]", "'a'"),
            ("!Select [1, !Split ['/', !Sub 'a/${Name}']]", "?Name"),
            ("{Fn::Length: !Ref Names}", "#3"),
            ("{Fn::Length: [1, 2]}", "#2"),
            ("{Fn::Length: !Ref Ids}", "?the parameter Ids"),
            (
                "{Fn::ToJsonString: {a: [1, true, 'x\"'], b: !Ref Name}}",
                "{\"a\":[1,true,\"x\\\"\"],\"b\":\"<Name>\"}",
            ),
            ("!ToJsonString {a: !Ref Env}", "'{\"a\":\"dev\"}'"),
            ("!Base64 foo", "'Zm9v'"),
            ("{Fn::Base64: !Ref Name}", "?Fn::Base64: encoded at deployment"),
            ("!GetAZs ''", "?Fn::GetAZs: the Availability Zones of the account"),
            ("{Fn::ImportValue: x}", "?Fn::ImportValue: an export of another stack"),
            ("!Cidr [a, 1, 8]", "?Fn::Cidr: computed at deployment"),
            ("{Fn::Transform: {Name: M}}", "?Fn::Transform: the macro's output"),
            ("{a: 1, Fn::Transform: {Name: M}}", "{a: #1 ..the macro of Fn::Transform}"),
            ("!Foo x", "?Fn::Foo"),
        ],
    );
}

#[test]
fn choices() {
    check(
        &World::default(),
        &[
            ("!If [IsProd, a, b]", "'b'"),
            ("{Fn::If: [IsDev, a, b]}", "'a'"),
            ("!If [Named, a, b]", "?the condition Named"),
            ("!If [Named, a, a]", "'a'"),
            ("!If [Both, a, b]", "'a'"),
            ("!If [Either, a, b]", "'a'"),
            ("!If [Neither, a, b]", "'b'"),
            ("!If [Loop, a, b]", "?the condition Loop"),
            ("!If [Missing, a, b]", "?the condition Missing, which the template does not declare"),
            ("!If [SameRegion, a, b]", "'a'"),
            ("!If [OtherPrefix, a, b]", "'b'"),
            ("!If [IsProd, {x: 1}, !Ref AWS::NoValue]", "absent"),
            ("!If [IsDev, {x: !If [IsProd, 1, 2]}, 3]", "{x: #2}"),
            ("!FindInMap [Map, !Ref Env, Mode]", "'TLS'"),
            ("!FindInMap [Map, dev, List]", "['p' 'q']"),
            ("!FindInMap [Map, dev, Flag]", "false"),
            ("!FindInMap [Map, 111122223333, Mode]", "'acct'"),
            ("!FindInMap [Map, !Ref Name, Mode]", "?Name"),
            ("!FindInMap [Map, nope, Mode]", "?Map.nope.Mode, which the mappings do not have"),
            ("!FindInMap [Map, nope, Mode, {DefaultValue: d}]", "'d'"),
            ("!FindInMap [Map, dev, Mode, {DefaultValue: d}]", "'TLS'"),
        ],
    );
}

#[test]
fn loops() {
    check(
        &World::default(),
        &[
            ("{'Fn::ForEach::L': [X, [a, b], {'K${X}': !Ref X}]}", "{Ka: 'a', Kb: 'b'}"),
            (
                "{'Fn::ForEach::L': [X, !Ref Names, {'K${X}': !Sub '${X}-${Env}'}], z: 1}",
                "{Ka: 'a-dev', Kb: 'b-dev', Kc: 'c-dev', z: #1}",
            ),
            ("{'Fn::ForEach::L': [X, ['a.b'], {'K&{X}': '${X}'}]}", "{Kab: 'a.b'}"),
            (
                "{'Fn::ForEach::A': [X, [a, b], {'Fn::ForEach::B': [Y, [1, 2], {'${X}${Y}': !Sub '${X}${Y}'}]}]}",
                "{a1: 'a1', a2: 'a2', b1: 'b1', b2: 'b2'}",
            ),
            ("{'Fn::ForEach::L': [X, !Ref Ids, {'${X}': 1}]}", "{ ..the parameter Ids}"),
            ("{'Fn::ForEach::L': x}", "{ ..Fn::ForEach with arguments that it does not take}"),
        ],
    );
}

#[test]
fn other_worlds() {
    let assumed = [("Env", Choice::Is("prod".into()))].map(|(n, c)| (n.into(), c)).into();
    let prod = World { assumed, ..World::default() };
    check(&prod, &[("!If [IsProd, a, b]", "'a'"), ("!FindInMap [Map, !Ref Env, Mode]", "'TLS_PLAINTEXT'")]);
    assert_eq!(prod.name(), "Env=prod");
    let other = [("Name".into(), Choice::Other(vec!["x".into()]))].into();
    let other = World { assumed: other, ..World::default() };
    check(&other, &[("!If [Named, a, b]", "'b'"), ("!Ref Name", "<Name>")]);
    let given = Given { region: Some("cn-north-1".into()), account: Some("1".into()), ..Given::default() };
    let given = World { given: given.into(), ..World::default() };
    check(
        &given,
        &[(
            "!Sub 'arn:${AWS::Partition}:${AWS::Region}:${AWS::AccountId}.${AWS::URLSuffix}'",
            "'arn:aws-cn:cn-north-1:1.amazonaws.com.cn'",
        )],
    );
}

#[test]
fn what_decided_a_value_is_told_and_where() {
    let steps = |expression: &str| -> Vec<String> {
        let value = evaluated(expression, &World::default());
        value
            .via
            .iter()
            .map(|s| format!("{:?} {} {}", s.kind, s.name, s.site.source.slice(s.site.span)))
            .collect()
    };
    assert_eq!(steps("!Ref Env"), ["ParameterDefault Env dev"]);
    assert_eq!(steps("!If [IsProd, a, b]"), ["Condition IsProd IsProd", "ParameterDefault Env dev"]);
    assert_eq!(
        steps("!FindInMap [Map, !Ref Env, Mode]"),
        ["ParameterDefault Env dev", "Mapping Map.dev.Mode TLS"]
    );
    let value = evaluated("!If [IsProd, a, bee]", &World::default());
    assert_eq!(value.site.source.slice(value.site.span), "bee", "the branch that counts");
    let value = evaluated("!FindInMap [Map, dev, Mode]", &World::default());
    assert_eq!(
        value.site.region().line,
        value.site.source.text.lines().count() as u32,
        "the property's own place"
    );
}

#[test]
fn what_is_marked_as_secret_stays_so() {
    for expression in [
        "!Ref Secret",
        "!Sub 'a${Secret}'",
        "!Join ['', [a, !Ref Secret]]",
        "!Select [0, !Split [',', !Ref Secret]]",
        "{Fn::ToJsonString: {p: !Ref Secret}}",
        "!If [Named, !Ref Secret, x]",
    ] {
        assert!(evaluated(expression, &World::default()).sensitive, "{expression}");
    }
    assert!(!evaluated("!Ref Env", &World::default()).sensitive);
}

#[test]
fn what_multiplies_ends_as_unknown() {
    let many = (0..1_000).map(|i| i.to_string()).collect::<Vec<_>>().join(", ");
    let nested = format!(
        "{{'Fn::ForEach::A': [X, [{many}], {{'Fn::ForEach::B': [Y, [{many}], {{'Fn::ForEach::C': [Z, [{many}], {{'${{X}}${{Y}}${{Z}}': 1}}]}}]}}]}}"
    );
    let value = evaluated(&nested, &World::default());
    assert!(matches!(value.value, Resolved::Map { more: Some(_), .. }));
    let long = format!("!Sub '{}'", "${Env}".repeat(400_000));
    assert!(matches!(evaluated(&long, &World::default()).value, Resolved::Unknown(_)));
}
