//! Parameters and conditions: what fails by default, what fails under an assumption, what cannot be decided.

use crate::cloudformation::{read_all, template};
use std::collections::BTreeMap;
use std::sync::Arc;
use tidegate::evaluate::{Finding, Options as Judging, Tally, judge_worlds};
use tidegate::rules::{Rule, builtin, example};
use tidegate::template::Read;
use tidegate::template::cloudformation::{Given, Options, Stated};
use tidegate::template::source::{Site, Source, Span};

/// Every verdict. Whether passes are told changes neither the others nor the counts.
fn findings(read: &Read) -> Vec<Finding> {
    let rules: Vec<&Rule> = builtin().rules.iter().collect();
    let every =
        Judging { now: example::NOW, show_pass: true, show_not_applicable: true, ..Judging::default() };
    let worst = Judging { now: example::NOW, ..Judging::default() };
    let [t] = &read.templates[..] else { panic!("one template") };
    let judged = |options| judge_worlds(&t.default, &t.others, &t.covered, &rules, options);
    let (told, brief) = (judged(&every), judged(&worst));
    assert_eq!(told.tallies, brief.tallies);
    let mut counted: BTreeMap<&str, Tally> = BTreeMap::new();
    told.findings.iter().for_each(|f| counted.entry(&f.rule).or_default().count(f.verdict));
    for (rule, tally) in rules.iter().zip(&told.tallies) {
        assert_eq!(counted.get(&*rule.id).copied().unwrap_or_default(), *tally, "{}", rule.id);
    }
    let places = |all: &[Finding]| {
        let shown = all.iter().filter(|f| worst.shows(f.verdict));
        let mut all: Vec<String> = shown.map(|f| format!("{f:?}")).collect();
        all.sort();
        all
    };
    assert_eq!(places(&told.findings), places(&brief.findings));
    told.findings
}

/// `verdict` or `verdict when <world>` of a rule on a resource.
fn verdict(read: &Read, rule: &str, id: &str) -> String {
    let all = findings(read);
    let of: Vec<&Finding> = all.iter().filter(|f| &*f.rule == rule && &*f.resource.id == id).collect();
    let [f] = of[..] else { panic!("one verdict of {rule} on {id}, not {}", of.len()) };
    match &f.world {
        Some(world) => format!("{} when {world}", f.verdict.name()),
        None => f.verdict.name().to_owned(),
    }
}

/// A cluster whose listener is an expression, below some sections.
fn cluster(sections: &str, listener: &str) -> Read {
    template(&format!(
        "{sections}
Resources:
  C:
    Type: AWS::MSK::Cluster
    Properties:
      EncryptionInfo: {{EncryptionInTransit: {{ClientBroker: {listener}}}}}
"
    ))
}

fn traffic(sections: &str, listener: &str) -> String {
    verdict(&cluster(sections, listener), "msk-plaintext-client-traffic", "C")
}

#[test]
fn allowed_values_are_possible_worlds() {
    let allowed = |default: &str| {
        format!("Parameters: {{M: {{Type: String{default}, AllowedValues: [TLS, TLS_PLAINTEXT]}}}}")
    };
    assert_eq!(traffic(&allowed(", Default: TLS"), "!Ref M"), "fail when M=TLS_PLAINTEXT");
    assert_eq!(traffic(&allowed(", Default: TLS_PLAINTEXT"), "!Ref M"), "fail");
    assert_eq!(traffic(&allowed(""), "!Ref M"), "fail when M=TLS_PLAINTEXT");
    assert_eq!(traffic("Parameters: {M: {Type: String, AllowedValues: [TLS]}}", "!Ref M"), "pass");
    assert_eq!(traffic("Parameters: {M: {Type: String, Default: TLS}}", "!Ref M"), "pass");
    assert_eq!(traffic("Parameters: {M: {Type: String}}", "!Ref M"), "undecided");
}

#[test]
fn conditions_and_mappings_are_correlated_with_their_parameter() {
    let env = |default: &str| {
        format!(
            "
Parameters: {{Env: {{Type: String{default}, AllowedValues: [dev, prod]}}}}
Conditions: {{Prod: !Equals [!Ref Env, prod]}}
Mappings: {{Map: {{dev: {{Mode: PLAINTEXT}}, prod: {{Mode: TLS}}}}}}"
        )
    };
    for default in ["", ", Default: prod"] {
        assert_eq!(traffic(&env(default), "!If [Prod, TLS, TLS_PLAINTEXT]"), "fail when Env=dev");
        assert_eq!(traffic(&env(default), "!FindInMap [Map, !Ref Env, Mode]"), "fail when Env=dev");
        // In production the condition holds, so that the mapping's entry for development is never used.
        assert_eq!(traffic(&env(default), "!If [Prod, !FindInMap [Map, !Ref Env, Mode], TLS]"), "pass");
    }
}

#[test]
fn what_a_free_parameter_is_compared_with_tells_its_worlds_apart() {
    let free = |default: &str| {
        format!(
            "
Parameters: {{Env: {{Type: String{default}}}}}
Conditions: {{Prod: !Equals [!Ref Env, prod], Dev: !Equals [!Ref Env, dev]}}"
        )
    };
    assert_eq!(traffic(&free(""), "!If [Prod, TLS, PLAINTEXT]"), "fail when Env=dev");
    assert_eq!(traffic(&free(""), "!If [Prod, PLAINTEXT, TLS]"), "fail when Env=prod");
    assert_eq!(traffic(&free(", Default: dev"), "!If [Prod, PLAINTEXT, TLS]"), "fail when Env=prod");
    assert_eq!(
        traffic(&free(", Default: prod"), "!If [Prod, TLS, !If [Dev, TLS, PLAINTEXT]]"),
        "fail when Env!=dev|prod"
    );
    // It passes whatever the parameter is, although no branch is known.
    assert_eq!(traffic(&free(""), "!If [Prod, TLS, !If [Dev, !Ref AWS::NoValue, TLS]]"), "pass");
    assert_eq!(traffic(&free(""), "!If [Prod, TLS, !ImportValue x]"), "undecided");
}

#[test]
fn regions_are_told_apart_where_the_template_does() {
    let map = "Mappings: {R: {eu-west-1: {M: TLS}, us-east-1: {M: PLAINTEXT}}}";
    assert_eq!(traffic(map, "!FindInMap [R, !Ref AWS::Region, M]"), "fail when AWS::Region=us-east-1");
    assert_eq!(
        traffic(
            "Conditions: {Here: !Equals [!Ref AWS::Region, !Ref AWS::Region]}",
            "!If [Here, TLS, PLAINTEXT]"
        ),
        "pass"
    );
}

#[test]
fn a_resource_that_only_another_world_declares_is_judged_there() {
    let read = template(
        "
Parameters: {Env: {Type: String, Default: dev, AllowedValues: [dev, prod]}}
Conditions: {Prod: !Equals [!Ref Env, prod]}
Resources:
  G:
    Type: AWS::ElastiCache::ReplicationGroup
    Condition: Prod
    Properties: {Engine: redis}
",
    );
    assert_eq!(verdict(&read, "elasticache-plaintext-transit", "G"), "fail when Env=prod");
}

#[test]
fn the_failure_tells_what_decided_it_and_where() {
    let text = "
Parameters:
  Env: {Type: String, Default: prod, AllowedValues: [dev, prod]}
Conditions:
  Prod: !Equals [!Ref Env, prod]
Resources:
  C:
    Type: AWS::MSK::Cluster
    Properties:
      EncryptionInfo:
        EncryptionInTransit:
          ClientBroker: !If [Prod, TLS, TLS_PLAINTEXT]
";
    let all = findings(&template(text));
    let f = all.iter().find(|f| &*f.rule == "msk-plaintext-client-traffic").expect("it is judged");
    let at = |line: u32, column: u32, end: u32| {
        text.lines().nth(line as usize - 1).expect("a line")[column as usize - 1..end as usize - 1].to_owned()
    };
    let place = f.location.as_ref().expect("a place");
    assert_eq!(at(place.line, place.column, place.end_column), "TLS_PLAINTEXT");
    let related: Vec<_> =
        f.related.iter().map(|r| at(r.place.line, r.place.column, r.place.end_column)).collect();
    assert_eq!(related, ["Prod", "dev"], "the condition and the allowed value");
}

#[test]
fn given_parameters_leave_one_world() {
    let text = "
Parameters: {M: {Type: String, Default: TLS, AllowedValues: [TLS, PLAINTEXT]}, S: {Type: 'AWS::SSM::Parameter::Value<String>', Default: TLS}}
Resources:
  C:
    Type: AWS::MSK::Cluster
    Properties: {EncryptionInfo: {EncryptionInTransit: {ClientBroker: !Ref M}}}
  D:
    Type: AWS::MSK::Cluster
    Properties: {EncryptionInfo: {EncryptionInTransit: {ClientBroker: !Ref S}}}
";
    let with = |value: &str| {
        let file = Arc::new(Source::new("parameters.json", format!("{{\"M\": \"{value}\"}}")));
        let site = Site { source: file, span: Span::new(6, 8 + value.len()) };
        let stated =
            |value: &str| Stated { value: Some(value.into()), site: site.clone(), name: site.clone() };
        let given = [("M".into(), stated(value)), ("S".into(), stated("TLS"))].into();
        read_all(
            &[("t.yaml", text)],
            &Options { given: Given { parameters: given, ..Given::default() }, ..Options::default() },
        )
    };
    let read = with("PLAINTEXT");
    assert!(read.templates[0].others.is_empty());
    assert_eq!(verdict(&read, "msk-plaintext-client-traffic", "C"), "fail");
    let all = findings(&read);
    let f = all
        .iter()
        .find(|f| &*f.rule == "msk-plaintext-client-traffic" && &*f.resource.id == "C")
        .expect("judged");
    assert_eq!(&*f.related[0].place.path, "parameters.json");
    assert_eq!(verdict(&with("TLS"), "msk-plaintext-client-traffic", "C"), "pass");
    assert_eq!(verdict(&read, "msk-plaintext-client-traffic", "D"), "undecided", "the path is not the value");
}

#[test]
fn worlds_are_capped_and_that_is_said() {
    use std::fmt::Write;
    let mut text = String::from("Parameters:\n");
    for i in 0..10 {
        writeln!(text, "  P{i}: {{Type: String, Default: a, AllowedValues: [a, b, c]}}").expect("text grows");
    }
    text += "Resources:\n  G:\n    Type: AWS::ElastiCache::ReplicationGroup\n    Properties:\n      Engine: redis\n      ReplicationGroupDescription: !Sub '";
    for i in 0..10 {
        write!(text, "${{P{i}}}").expect("text grows");
    }
    text += "'\n  H:\n    Type: AWS::ElastiCache::ReplicationGroup\n    Properties: {Engine: !Ref P0}\n";
    let read = template(&text);
    assert_eq!(read.templates[0].others.len(), 64);
    let gaps: Vec<_> = read.coverage[0].gaps.iter().filter_map(|g| g.target.as_deref()).collect();
    assert_eq!(gaps, ["t.yaml: G"], "resources that do not hang together do not multiply each other");
    assert!(read.coverage[0].complete(), "what holds by default was judged");
    let worlds: BTreeMap<_, _> =
        read.templates[0].others.iter().map(|u| (u.scope.world.clone(), ())).collect();
    assert_eq!(worlds.len(), 64, "each once");
}

#[test]
fn a_secret_parameter_is_no_literal() {
    let read = template(
        "
Parameters: {Token: {Type: String, NoEcho: true}}
Resources:
  G:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties: {Engine: redis, TransitEncryptionEnabled: true, AuthToken: !Ref Token}
",
    );
    assert_eq!(verdict(&read, "elasticache-no-client-authentication", "G"), "pass");
}

/// A cluster in a nested stack: `sections` and its listener there, the parent's sections and what it passes.
fn within(sections: &str, listener: &str, parent: &str, passed: &str) -> Read {
    let child = format!(
        "{sections}
Resources:
  C:
    Type: AWS::MSK::Cluster
    Properties:
      EncryptionInfo: {{EncryptionInTransit: {{ClientBroker: {listener}}}}}
"
    );
    let parent = format!(
        "{parent}
Resources:
  N:
    Type: AWS::CloudFormation::Stack
    Properties: {{TemplateURL: c.yaml, Parameters: {{{passed}}}}}
"
    );
    let read = read_all(&[("t.yaml", &parent), ("c.yaml", &child)], &Options::default());
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    read
}

#[test]
fn what_a_nested_stack_asks_of_its_parents_parameters_makes_worlds() {
    const RULE: &str = "msk-plaintext-client-traffic";
    let child = "Parameters: {Q: {Type: String}}\nConditions: {Prod: !Equals [!Ref Q, prod]}";
    let listener = "!If [Prod, PLAINTEXT, TLS]";
    let free = |default: &str| format!("Parameters: {{P: {{Type: String{default}}}}}");
    let of = |parent: &str, passed: &str| verdict(&within(child, listener, parent, passed), RULE, "N/C");
    assert_eq!(of(&free(", Default: dev"), "Q: !Ref P"), "fail when P=prod");
    assert_eq!(of(&free(", Default: prod"), "Q: !Ref P"), "fail");
    assert_eq!(of(&free(""), "Q: !Ref P"), "fail when P=prod");
    assert_eq!(of(&free(", Default: dev, AllowedValues: [dev, test]"), "Q: !Ref P"), "pass");
    assert_eq!(of(&free(""), "Q: dev"), "pass", "what the parent passes is all that it may be");
    // Both answers are the same, whatever it is.
    let safe = within(child, "!If [Prod, TLS, TLS]", &free(""), "Q: !Ref P");
    assert_eq!(verdict(&safe, RULE, "N/C"), "pass");
}

#[test]
fn conditions_of_a_nested_stack_on_the_region_make_worlds() {
    const RULE: &str = "msk-plaintext-client-traffic";
    let child = "Conditions: {Here: !Equals [!Ref AWS::Region, eu-west-1]}";
    let of = |listener: &str| verdict(&within(child, listener, "", ""), RULE, "N/C");
    assert_eq!(of("!If [Here, TLS, PLAINTEXT]"), "fail when AWS::Region!=eu-west-1");
    assert_eq!(of("!If [Here, PLAINTEXT, TLS]"), "fail when AWS::Region=eu-west-1");
    assert_eq!(of("!If [Here, TLS, TLS]"), "pass");
    let mapping = "Mappings: {ByRegion: {eu-west-1: {L: TLS}, us-east-1: {L: PLAINTEXT}}}";
    let read = within(mapping, "!FindInMap [ByRegion, !Ref AWS::Region, L]", "", "");
    assert_eq!(verdict(&read, RULE, "N/C"), "fail when AWS::Region=us-east-1");
    // Through two stacks, by another name on each level.
    let parent = "Parameters: {A: {Type: String, Default: x}}\nResources: {M: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: m.yaml, Parameters: {B: !Ref A}}}}";
    let middle = "Parameters: {B: {Type: String}}\nResources: {N: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: c.yaml, Parameters: {Q: !Ref B}}}}";
    let inner = "Parameters: {Q: {Type: String}}\nConditions: {Bad: !Equals [!Ref Q, bad]}\nResources: {C: {Type: 'AWS::MSK::Cluster', Properties: {EncryptionInfo: {EncryptionInTransit: {ClientBroker: !If [Bad, PLAINTEXT, TLS]}}}}}";
    let files = [("t.yaml", parent), ("m.yaml", middle), ("c.yaml", inner)];
    assert_eq!(verdict(&read_all(&files, &Options::default()), RULE, "M/N/C"), "fail when A=bad");
}

#[test]
fn more_worlds_of_a_nested_stack_than_are_looked_at_are_told() {
    let names: Vec<String> = (0..8).map(|i| format!("P{i}")).collect();
    let each = |with: &dyn Fn(&str) -> String| names.iter().map(|n| with(n)).collect::<Vec<_>>().join(", ");
    let child = format!(
        "Parameters: {{{}}}\nConditions: {{Odd: !Or [{}]}}",
        each(&|n| format!("{n}: {{Type: String}}")),
        each(&|n| format!("!Equals [!Ref {n}, odd]"))
    );
    let parent = format!("Parameters: {{{}}}", each(&|n| format!("{n}: {{Type: String, Default: even}}")));
    let read = within(&child, "!If [Odd, PLAINTEXT, TLS]", &parent, &each(&|n| format!("{n}: !Ref {n}")));
    assert_eq!(verdict(&read, "msk-plaintext-client-traffic", "N/C"), "fail when P0=odd");
    let said: Vec<&str> = read.coverage[0].gaps.iter().filter_map(|g| g.target.as_deref()).collect();
    assert_eq!(said, ["t.yaml: N"]);
}
