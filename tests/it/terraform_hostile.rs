//! Source that is meant to hurt: bounded in time and memory, told, and never a panic.

use crate::terraform::{hcl_text, plan_text, text, unit};
use proptest::prelude::*;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Longer than any of them takes in an unoptimised build on a busy machine.
const BOUND: Duration = Duration::from_secs(60);

/// Reads one file within the bound; true when everything of it was read.
#[track_caller]
fn bounded(what: &str, text: &str) -> bool {
    let start = Instant::now();
    let read = hcl_text(&[("main.tf", text)]);
    assert!(start.elapsed() < BOUND, "{what} took {:?}", start.elapsed());
    read.coverage[0].complete()
}

const KEY: &str = "resource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = local.x != null\n}\n";

#[test]
fn doubling_and_deep_values_reach_a_limit_that_is_told() {
    let chain = |first: &str, next: &dyn Fn(usize) -> String| {
        let mut text = format!("{KEY}locals {{\n  a0 = {first}\n");
        for i in 1..64 {
            writeln!(text, "  a{i} = {}", next(i - 1)).expect("a string");
        }
        text + "  x = local.a63\n}\n"
    };
    let texts = chain("\"xxxxxxxxxx\"", &|i| format!("\"${{local.a{i}}}${{local.a{i}}}\""));
    assert!(!bounded("doubling texts", &texts));
    let holes = chain("var.v", &|i| format!("\"${{local.a{i}}}${{local.a{i}}}\""));
    assert!(!bounded("doubling holes", &holes));
    let lists = chain("[1]", &|i| format!("[local.a{i}, local.a{i}]"));
    assert!(!bounded("doubling lists", &lists));
    let joined = chain("[1]", &|i| format!("concat(local.a{i}, local.a{i})"));
    assert!(!bounded("doubling lists by function", &joined));
    let maps = chain("{}", &|i| format!("{{ for k in [1, 2, 3, 4] : \"${{k}}\" => local.a{i} }}"));
    assert!(!bounded("multiplying maps", &maps));
    let sums = chain("1", &|i| format!("local.a{i} + local.a{i}"));
    bounded("doubling steps", &sums);
    let encoded = chain("\"\\\"\"", &|i| format!("jsonencode(jsonencode(local.a{i}))"));
    assert!(!bounded("escapes of escapes", &encoded));
}

#[test]
fn long_chains_do_not_overflow_the_stack() {
    let mut text = format!("{KEY}locals {{\n  a0 = 1\n");
    for i in 1..20_000 {
        writeln!(text, "  a{i} = local.a{}", i - 1).expect("a string");
    }
    text.push_str("  x = local.a19999\n}\n");
    assert!(!bounded("a chain of local values", &text));
    let circle = "locals {\n  x = [local.y]\n  y = { a = local.x }\n}\n";
    bounded("a circle", &format!("{KEY}{circle}"));
    let own = "module \"m\" {\n  source = \"./\"\n  a = module.m.b\n}\nvariable \"a\" {}\noutput \"b\" {\n  \
               value = var.a\n}\nresource \"aws_kms_key\" \"k\" {\n  is_enabled = var.a\n  count = module.m.b\n}\n";
    bounded("a module of its own arguments", own);
    let counted = "resource \"aws_kms_key\" \"k\" {\n  count = length(aws_kms_key.k)\n  \
                   is_enabled = aws_kms_key.k[0].is_enabled\n}\n";
    bounded("a resource that counts itself", counted);
}

#[test]
fn wide_loops_are_cut() {
    let text = |of: &str| format!("join(\"\", [for i in range(20000) : \"{of}\"])");
    let (long, letters) = (text("aaaaaaaaaa"), text("b"));
    for (what, x) in [
        ("a long range", "range(1000000000)".to_owned()),
        (
            "loops in loops",
            "[for a in range(9000) : [for b in range(9000) : [for c in range(9000) : a]]]".into(),
        ),
        ("a product", "flatten([for a in range(9000) : [for b in range(9000) : \"${a}-${b}\"]])".into()),
        ("a long format", "format(\"%999999999s\", \"x\")".into()),
        ("a long replace", format!("replace({long}, \"a\", {letters})")),
        ("a slow pattern", format!("regex(\"(a*)*b\", {long})")),
        ("a large pattern", "regex(\"((a{100}){100}){100}\", \"a\")".into()),
        ("grouping by one key", "{ for i in range(9000) : \"k\" => i... }".into()),
        ("grouping by every key", "{ for i in range(9000) : \"${i}\" => i... }".into()),
        ("distinct lists", "distinct([for i in range(9000) : [i]])".into()),
        ("a set of lists", "toset([for i in range(9000) : [i]])".into()),
    ] {
        bounded(what, &format!("{KEY}locals {{\n  x = {x}\n}}\n"));
    }
    let searches = "locals {\n  m = { for i in range(9000) : \"${i}\" => i }\n  \
                    x = [for i in range(9000) : local.m[\"${i}\"]]\n}\n";
    bounded("a search per item", &format!("{KEY}{searches}"));
    assert!(!bounded("many instances", "resource \"aws_kms_key\" \"k\" {\n  count = 1000000000\n}\n"));
    let calls = "module \"m\" {\n  source = \"./\"\n  count = 100\n}\nresource \"aws_kms_key\" \"k\" {}\n";
    assert!(!bounded("modules that multiply", calls));
}

#[test]
fn deep_syntax_is_refused_with_its_place() {
    let around =
        [("[", "]"), ("(", ")"), ("{ a = ", "}"), ("\"${", "}\""), ("!", ""), ("-", ""), ("f(", ")")];
    for (open, close) in around {
        let deep = format!("{KEY}locals {{\n  x = {}1{}\n}}\n", open.repeat(20_000), close.repeat(20_000));
        assert!(!bounded(open, &deep), "{open}");
    }
    // The search for comments and newlines, too, costs no square of them.
    let unended: String = (0..20_000).map(|i| format!("<<a{i}\n")).collect();
    for (what, x) in [("brackets on lines", "(\n".repeat(20_000)), ("texts that do not end", unended)] {
        let start = Instant::now();
        assert!(!bounded(what, &format!("{KEY}locals {{\n  x = {x}\n}}\n")), "{what}");
        assert!(start.elapsed() < Duration::from_secs(5), "{what} took {:?}", start.elapsed());
    }
    assert!(!bounded("blocks", &format!("{}{}", "a {\n".repeat(20_000), "}\n".repeat(20_000))));
    for (what, begin) in [("operators", "1 + ".repeat(20_000)), ("conditionals", "true ? 1 : ".repeat(5_000))]
    {
        bounded(what, &format!("{KEY}locals {{\n  x = {begin}1\n}}\n"));
    }
    for (what, steps) in
        [("a long traversal", ".b".repeat(50_000)), ("a row of indexes", "[0]".repeat(50_000))]
    {
        bounded(what, &format!("{KEY}locals {{\n  x = var.a{steps}\n}}\n"));
    }
}

/// The fixtures' texts, to be damaged.
fn seeds() -> [String; 4] {
    ["scram/main.tf", "modules/main.tf", "modules/mod/main.tf", "connect/main.tf"].map(text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn damaged_source_never_panics(
        seed in 0..4_usize,
        cuts in prop::collection::vec((any::<prop::sample::Index>(), "[ -~\u{e9}\n]{0,6}"), 1..6),
    ) {
        let mut source = seeds()[seed].clone();
        for (at, with) in cuts {
            let places: Vec<usize> = source.char_indices().map(|(i, _)| i).collect();
            let at = places[at.index(places.len())];
            let end = (at + with.len()).min(source.len());
            if source.is_char_boundary(end) {
                source.replace_range(at..end, &with);
            }
        }
        let read = hcl_text(&[("main.tf", &source)]);
        prop_assert!(!read.coverage[0].complete() || read.units.len() <= 1);
    }

    #[test]
    fn damaged_plans_never_panic(at in any::<prop::sample::Index>(), with in "[ -~]{0,8}") {
        let mut plan = text("modules/plan.json");
        let at = at.index(plan.len());
        let end = (at + with.len()).min(plan.len());
        plan.replace_range(at..end, &with);
        let read = plan_text(&plan);
        prop_assert!(!read.coverage[0].complete() || unit(&read).resources().iter().filter(|r| !r.context).count() <= 7);
    }

    #[test]
    fn any_expression_is_answered(e in "[a-z0-9\"${}()\\[\\].,:?=<>!&|*+/%\\- ~\n]{0,60}") {
        hcl_text(&[("main.tf", &format!("{KEY}locals {{\n  x = {e}\n}}\n"))]);
    }
}
