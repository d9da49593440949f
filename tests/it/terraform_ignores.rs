//! Requests to ignore in Terraform source: where they may stand, and what they are about.

use crate::terraform::{findings, fixture, hcl_text, text};
use std::sync::Arc;
use tidegate::template::ignore::Ignore;
use tidegate::template::source::Source;
use tidegate::template::terraform::{Options, Read, read_plan};

const MAIN: &str = "# tidegate:ignore[rule-a] the line before a block
# another remark
resource \"aws_msk_cluster\" \"c\" {
  cluster_name = \"x\" # tidegate:ignore[rule-b, rule-c] at the end of a line
  // tidegate:ignore[rule-d] before an argument

  encryption_info {
    encryption_in_transit {
      /* tidegate:ignore[rule-e] before the value */ client_broker = \"PLAINTEXT\"
    }
  }
  kafka_version = \"# tidegate:ignore[no] text\"
  tags = {
    # tidegate:ignore[rule-f] before an item
    a = [
      1, /* tidegate:ignore[rule-g] */
    ]
  }
  policy = <<-EOT
    # tidegate:ignore[no] text of a heredoc
  EOT
}
data \"aws_kms_key\" \"k\" {
  # tidegate:ignore[rule-h] within, before everything else
  key_id = \"x\"
}
module \"m\" { // tidegate:ignore[rule-i] on the header
  source = \"./m\"
}
locals { a = \"${1 /* tidegate:ignore[rule-j] in a hole */}\" }
/* tidegate:ignore[rule-k] with
   a second line */
variable \"v\" {
  default = 1
}
# tidegate:ignore no rule is named
";

/// Line, rules, lines that it is about, resource, reason.
type Told<'i> = (u32, String, (u32, u32), &'i str, &'i str);

fn told(ignores: &[Ignore]) -> Vec<Told<'_>> {
    let mut out = Vec::new();
    for i in ignores {
        out.push((i.line, i.rules.join("+"), i.lines, i.resource.as_deref().unwrap_or("-"), &*i.reason));
    }
    out
}

#[test]
fn each_is_about_what_begins_on_its_line() {
    let read = hcl_text(&[("main.tf", MAIN)]);
    let want = [
        (1, "rule-a", (3, 22), "aws_msk_cluster.c", "the line before a block"),
        (4, "rule-b+rule-c", (4, 4), "-", "at the end of a line"),
        (5, "rule-d", (7, 11), "-", "before an argument"),
        (9, "rule-e", (9, 9), "-", "before the value"),
        (14, "rule-f", (15, 17), "-", "before an item"),
        (16, "rule-g", (16, 16), "-", ""),
        (24, "rule-h", (23, 26), "data.aws_kms_key.k", "within, before everything else"),
        (27, "rule-i", (27, 29), "module.m", "on the header"),
        (30, "rule-j", (30, 30), "-", "in a hole"),
        (31, "rule-k", (33, 35), "-", "with   a second line"),
        (36, "", (37, 37), "-", "no rule is named"),
    ];
    let want: Vec<_> = want.map(|(l, r, s, id, why)| (l, r.to_owned(), s, id, why)).into();
    assert_eq!(told(&read.ignores), want);
    assert!(read.ignores.iter().all(|i| &*i.path == "main.tf"));
}

/// The rules that a request silences on a resource, of those that fail there.
fn silenced(read: &Read, id: &str) -> Vec<String> {
    let fails = findings(read).into_iter().filter(|f| f.verdict.name() == "fail" && *f.resource.id == *id);
    fails
        .filter(|f| {
            let places: Vec<_> = f.location.iter().chain(f.related.iter().map(|r| &r.place)).collect();
            read.ignores
                .iter()
                .any(|i| i.rules.contains(&f.rule) && i.is_about(&f.resource.id, places.iter().copied()))
        })
        .map(|f| f.rule.to_string())
        .collect()
}

#[test]
fn a_finding_is_met_at_its_value_at_what_decided_it_and_through_module_calls() {
    const TRAFFIC: &str = "msk-plaintext-client-traffic";
    let ask = format!("# tidegate:ignore[{TRAFFIC}] why");
    let module = |value: &str| {
        format!(
            "variable \"v\" {{\n  default = \"PLAINTEXT\" {value}\n}}\nresource \"aws_msk_cluster\" \"c\" {{\n  \
             encryption_info {{\n    encryption_in_transit {{\n      client_broker = var.v\n    }}\n  }}\n}}\n"
        )
    };
    let call = |header: &str| {
        format!(
            "module \"m\" {{ {header}\n  source = \"./msk\"\n}}\nmodule \"n\" {{\n  source = \"./msk\"\n}}\n"
        )
    };
    let (m, n) = ("module.m.aws_msk_cluster.c", "module.n.aws_msk_cluster.c");
    for (main, inner, of_m, of_n) in [
        (call(""), module(""), false, false),
        (call(&ask), module(""), true, false),
        (call(""), module(&ask), true, true),
        (call(""), module("").replace("resource", &format!("{ask}\nresource")), true, true),
        (call(""), module("").replace("var.v\n", &format!("var.v {ask}\n")), true, true),
    ] {
        let read = hcl_text(&[("main.tf", &main), ("msk/main.tf", &inner)]);
        assert_eq!(silenced(&read, m).contains(&TRAFFIC.to_owned()), of_m, "{main}{inner}");
        assert_eq!(silenced(&read, n).contains(&TRAFFIC.to_owned()), of_n, "{main}{inner}");
    }
}

#[test]
fn a_plan_has_those_of_the_source_beside_it() {
    let path = fixture("scram/main.tf");
    let main = std::fs::read_to_string(&path).expect("the fixture");
    let asked = format!("# tidegate:ignore[rule-a] of the source\n{main}");
    let options = Options { sources: vec![Arc::new(Source::new("main.tf", asked))], ..Options::default() };
    let plan = || Arc::new(Source::new("plan.json", text("scram/plan.json")));
    let read = read_plan(plan(), &options);
    let [ignore] = &read.ignores[..] else { panic!("{:?}", read.ignores) };
    assert_eq!((&*ignore.path, ignore.line), ("main.tf", 1));
    assert!(read_plan(plan(), &Options::default()).ignores.is_empty());
}
