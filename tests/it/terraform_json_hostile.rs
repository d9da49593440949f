//! Terraform's JSON syntax, damaged and hostile: each file ends in a fault with its place, in little time, and hides
//! nothing of the others; and override files in numbers.

use crate::terraform::{hcl_text, unit};
use std::time::{Duration, Instant};
use tidegate::inventory::Why;
use tidegate::template::terraform::Read;

/// Longer than any of them takes in an unoptimised build on a busy machine.
const BOUND: Duration = Duration::from_secs(30);

const KEY: &str = "resource \"aws_kms_key\" \"a\" {\n  enable_key_rotation = true\n}\n";
const OTHER: &str = r#"{"resource": {"aws_kms_key": {"z": {"enable_key_rotation": false}}}}"#;

/// What is wrong, each with its place.
fn faults(read: &Read) -> Vec<String> {
    let gaps = read.coverage.iter().flat_map(|c| &c.gaps);
    let told = gaps.filter_map(|g| match &g.why {
        Why::Malformed { detail, .. } => Some(format!("{}: {detail}", g.target.as_deref().unwrap_or(""))),
        _ => None,
    });
    told.collect()
}

/// Reads a file between two others, which are whole whatever it is.
#[track_caller]
fn between(name: &str, text: &str) -> Read {
    let start = Instant::now();
    let read = hcl_text(&[("a.tf", KEY), (name, text), ("z.tf.json", OTHER)]);
    assert!(start.elapsed() < BOUND, "{:.60} took {:?}", text, start.elapsed());
    let ids: Vec<&str> = unit(&read).resources().iter().map(|r| &*r.id).collect();
    for id in ["aws_kms_key.a", "aws_kms_key.z"] {
        assert!(ids.contains(&id), "{:.60}: {ids:?}", text);
    }
    for fault in faults(&read) {
        let mut parts = fault.splitn(4, ':');
        assert_eq!(parts.next(), Some(name), "{fault}");
        let (line, column) = (parts.next().expect("a line"), parts.next().expect("a column"));
        assert!(line.parse::<u32>().expect("a line") >= 1 && column.parse::<u32>().expect("a column") >= 1);
    }
    read
}

#[track_caller]
fn told(text: &str, expected: &str) {
    let read = between("m.tf.json", text);
    let faults = faults(&read);
    assert!(faults.iter().any(|f| f.starts_with(expected)), "{expected}: {faults:?}");
    assert!(!read.coverage[0].complete(), "the run is not complete");
}

fn resource(body: &str) -> String {
    format!("{{\n  \"resource\": {{\"aws_kms_key\": {{\"k\": {{\n    {body}\n  }}}}}}\n}}")
}

#[test]
fn what_is_no_json_is_told_with_its_place() {
    told("", "m.tf.json:1:1: the file is empty");
    told("{\n  \"resource\": {\n", "m.tf.json:2:15: no JSON");
    told("{\n  \"resource\": {},\n}", "m.tf.json:2:17: no JSON");
    told("{\r\n  \"resource\": {}\r\n  x\r\n}", "m.tf.json:2:17: no JSON");
    told("\u{feff}{\"a\": 1 \"b\": 2}", "m.tf.json:1:");
    told("{\"a\": \u{0}}", "m.tf.json:1:7: no JSON");
    for deep in ["[", "{\"a\":"] {
        told(&format!("{{\"locals\": {{\"x\": {}", deep.repeat(200_000)), "m.tf.json:1:");
    }
    let closed = format!("{{\"locals\": {{\"x\": {}1{}}}}}", "[".repeat(5_000), "]".repeat(5_000));
    told(&closed, "m.tf.json:1:");
}

#[test]
fn wrong_types_are_told_on_every_level_of_blocks() {
    for (text, place) in [
        ("5", "1:1"),
        ("[{}, \"x\"]", "1:6"),
        ("{\"resource\": 5}", "1:14"),
        ("{\"resource\": [{}, true]}", "1:19"),
        ("{\"resource\": {\"aws_kms_key\": \"x\"}}", "1:30"),
        ("{\"resource\": {\"aws_kms_key\": {\"k\": 1}}}", "1:36"),
        ("{\"resource\": {\"aws_kms_key\": {\"k\": [{}, [1]]}}}", "1:41"),
        ("{\"data\": {\"aws_kms_key\": [false]}}", "1:27"),
        ("{\"locals\": \"x\"}", "1:12"),
        ("{\"variable\": {\"v\": 1}}", "1:20"),
        ("{\"module\": {\"m\": \"./x\"}}", "1:18"),
        ("{\"provider\": {\"aws\": \"eu-west-1\"}}", "1:22"),
        ("{\"output\": [1]}", "1:13"),
        ("{\"resource\": {\"aws_kms_key\": {\"k\": {\"dynamic\": {\"x\": 1}}}}}", "1:54"),
    ] {
        told(text, &format!("m.tf.json:{place}: an object is expected here"));
    }
    told("{\"variable\": {\"v\": {\"type\": 7}}}", "m.tf.json:1:29: no type");
    told(&resource("\"no name\": 1"), "m.tf.json:3:5: no name of an argument");
    // Nothing stands for no block.
    assert_eq!(
        faults(&between("m.tf.json", "{\"resource\": null, \"locals\": [null]}")),
        Vec::<String>::new()
    );
}

#[test]
fn keys_that_are_given_twice_are_told() {
    told(
        &resource("\"is_enabled\": true,\n    \"is_enabled\": false"),
        "m.tf.json:4:5: the key `is_enabled` is given twice",
    );
    told("{\"resource\": {},\n \"resource\": {}}", "m.tf.json:2:2: the key `resource` is given twice");
    let many: Vec<String> = (0..50_000).map(|i| format!("\"k\": {i}")).collect();
    let read = between("m.tf.json", &resource(&many.join(", ")));
    assert!((1..100).contains(&faults(&read).len()), "the first of them are told");
}

#[test]
fn expressions_in_texts_are_bounded_and_told_at_their_text() {
    for (open, close) in [("(", ")"), ("[", "]"), ("f(", ")"), ("!", ""), ("\\\"${", "}\\\"")] {
        let text =
            resource(&format!("\"description\": \"${{{}1{}}}\"", open.repeat(20_000), close.repeat(20_000)));
        let read = between("m.tf.json", &text);
        assert!(!read.coverage[0].complete(), "{open}");
    }
    told(&resource("\"is_enabled\": \"${var.x\""), "m.tf.json:3:19: an interpolation that does not end");
    told(&resource("\"is_enabled\": \"${]}\""), "m.tf.json:3:");
    let long = "1 + ".repeat(20_000);
    between("m.tf.json", &resource(&format!("\"is_enabled\": \"${{{long}1}}\"")));
}

#[test]
fn numbers_of_any_size_harm_nothing() {
    let digits = "9".repeat(100_000);
    for number in ["1e999999999", "-1e-999999999", "99999999999999999999999999", &digits, "0.1e400"] {
        between("m.tf.json", &resource(&format!("\"deletion_window_in_days\": {number}")));
        between("m.tf.json", &resource(&format!("\"count\": {number}")));
    }
    for wrong in ["01", "+1", "1.", ".5", "0x10", "NaN", "1e"] {
        told(&resource(&format!("\"count\": {wrong}")), "m.tf.json:3:");
    }
}

#[test]
fn a_byte_order_mark_and_returns_move_nothing() {
    let text = resource("\"enable_key_rotation\": false").replace('\n', "\r\n");
    let read = between("m.tf.json", &format!("\u{feff}{text}"));
    assert_eq!(faults(&read), Vec::<String>::new());
    let key = crate::terraform::resource(&read, "aws_kms_key.k");
    let (field, _) = key.kind.field("rotation_enabled").expect("a field");
    let tidegate::inventory::Fact::Known(_, at) = key.get(field) else { panic!("it is known") };
    let Some(tidegate::inventory::Origin::File(place)) = key.origin(*at) else { panic!("a place") };
    assert_eq!((&*place.path, place.line, place.column), ("m.tf.json", 3, 28));
}

#[test]
fn half_a_file_is_told_wherever_it_ends() {
    let text = format!(
        "{{\"variable\": {{\"v\": {{\"type\": \"bool\", \"default\": true}}}},\n {}",
        &resource("\"is_enabled\": \"${var.v}\", \"tags\": {\"a\": [1, \"é\"]}")[1..]
    );
    assert_eq!(faults(&between("m.tf.json", &text)), Vec::<String>::new());
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        told(&text[..end], "m.tf.json:");
    }
}

/// Files that each override an argument of one block, and files that all override the same one.
#[test]
fn thousands_of_override_files_are_merged_in_order_and_in_little_time() {
    const FILES: usize = 3_000;
    let block = |body: &str| format!("resource \"aws_msk_cluster\" \"c\" {{\n  {body}\n}}\n");
    let names: Vec<String> = (0..FILES).map(|i| format!("f{i:05}_override.tf")).collect();
    let own: Vec<String> = (0..FILES).map(|i| block(&format!("argument_{i} = {i}"))).collect();
    let same: Vec<String> = (0..FILES).map(|i| block(&format!("cluster_name = \"c{i}\""))).collect();
    let base = block("cluster_name = \"base\"\n  kafka_version = \"3.8.x\"");
    for (texts, name) in [(&own, "base"), (&same, "c2999")] {
        let mut files: Vec<(&str, &str)> = vec![("main.tf", &base)];
        files.extend(names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)));
        let start = Instant::now();
        let read = hcl_text(&files);
        assert!(start.elapsed() < BOUND, "{name} took {:?}", start.elapsed());
        assert_eq!(faults(&read), Vec::<String>::new());
        let cluster = crate::terraform::resource(&read, "aws_msk_cluster.c");
        assert_eq!(cluster.known_text(tidegate::inventory::schema::common::NAME), Some(name));
    }
    // One that is broken hides nothing of what the others say.
    let mut files: Vec<(&str, &str)> = vec![("main.tf", &base), ("f09999_override.tf", "resource {\n")];
    files.extend(names.iter().map(String::as_str).zip(same.iter().map(String::as_str)).take(100));
    let read = hcl_text(&files);
    let faults = faults(&read);
    assert!(faults.len() == 1 && faults[0].starts_with("f09999_override.tf:"), "{faults:?}");
    let cluster = crate::terraform::resource(&read, "aws_msk_cluster.c");
    assert_eq!(cluster.known_text(tidegate::inventory::schema::common::NAME), Some("c99"));
}
