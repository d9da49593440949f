//! `tidegate check` of Terraform source and plans, from the start of the process to the end of its report.
//!
//! `cargo bench --bench terraform` measures one file, 1,000 files of about 2 KB and a plan of 50 MB. Every measurement
//! is a process of its own: elapsed time, CPU seconds (user and system, all threads) and peak memory, the least of
//! five. Aims: one file in under 30 ms; 1,000 in under 1 CPU-second; the plan in under 2 CPU-seconds and 4 times its
//! size.

mod support;

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

// As in the program.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

const PLAN: usize = 50_000_000;

fn main() -> ExitCode {
    if std::env::args().nth(1).is_some_and(|a| a == "check") {
        return support::checked();
    }
    let folder = std::env::temp_dir().join(format!("tidegate-bench-{}", std::process::id()));
    println!("{:>12} {:>6} {:>12} {:>12} {:>8}", "input", "KB", "elapsed ms", "CPU s", "peak MB");
    for (name, files) in [("one file", 1), ("1,000 files", 1_000)] {
        let folder = folder.join(name.replace(' ', "-"));
        let bytes = (0..files)
            .map(|i| write(&folder.join(format!("m{}", i / 10)), &format!("f{i}.tf"), &module(i)))
            .sum();
        row(name, bytes, &folder);
    }
    let plan = folder.join("plan");
    row("plan", write(&plan, "plan.json", &planned(PLAN)), &plan);
    std::fs::remove_dir_all(folder).expect("ours to remove");
    ExitCode::SUCCESS
}

fn write(folder: &Path, name: &str, text: &str) -> usize {
    std::fs::create_dir_all(folder).expect("a folder of ours");
    std::fs::write(folder.join(name), text).expect("ours to write");
    text.len()
}

fn row(name: &str, bytes: usize, folder: &Path) {
    // Findings, or what is not assessed: never a failure of its own.
    let (elapsed, cpu, memory) = support::least_of_five(folder, &[1, 3]);
    println!("{name:>12} {:>6} {elapsed:>12.1} {cpu:>12.2} {memory:>8.0}", bytes / 1_000);
}

/// About two kilobytes of what people write.
fn module(i: usize) -> String {
    format!(
        r#"variable "settings_{i}" {{
  type = object({{
    client_broker = optional(string, "TLS")
    users         = optional(set(string), ["writer", "reader"])
    logs          = optional(map(string), {{}})
  }})
  default = {{ logs = {{ cloudwatch = "/msk/{i}" }} }}
}}

locals {{
  name_{i} = lower(format("cluster-%03d", {i}))
  tags_{i} = merge({{ project = "streaming" }}, {{ number = {i} }})
}}

# The key of the secrets below.
resource "aws_kms_key" "scram_{i}" {{
  description         = "SCRAM secrets of ${{local.name_{i}}}"
  enable_key_rotation = {i} % 2 == 0
  tags                = local.tags_{i}
}}

resource "aws_msk_cluster" "this_{i}" {{
  cluster_name           = local.name_{i}
  kafka_version          = "3.8.x"
  number_of_broker_nodes = 3
  broker_node_group_info {{
    instance_type   = "kafka.m7g.large"
    client_subnets  = [for zone in ["a", "b", "c"] : "subnet-${{zone}}"]
    security_groups = ["sg-1"]
  }}
  encryption_info {{
    encryption_in_transit {{
      client_broker = var.settings_{i}.client_broker
      in_cluster    = true
    }}
  }}
  client_authentication {{
    sasl {{
      scram = length(var.settings_{i}.users) > 0
    }}
  }}
  dynamic "logging_info" {{
    for_each = length(var.settings_{i}.logs) > 0 ? [var.settings_{i}.logs] : []
    content {{
      broker_logs {{
        cloudwatch_logs {{
          enabled   = true
          log_group = logging_info.value["cloudwatch"]
        }}
      }}
    }}
  }}
}}

resource "aws_secretsmanager_secret" "user_{i}" {{
  for_each   = var.settings_{i}.users
  name       = "AmazonMSK_${{local.name_{i}}}_${{each.key}}"
  kms_key_id = aws_kms_key.scram_{i}.arn
}}

resource "aws_msk_scram_secret_association" "this_{i}" {{
  cluster_arn     = aws_msk_cluster.this_{i}.arn
  secret_arn_list = [for secret in aws_secretsmanager_secret.user_{i} : secret.arn]
}}
"#
    )
}

/// A plan of about this many bytes: one of twenty resources is of a type that is read, as in large configurations.
fn planned(bytes: usize) -> String {
    let (mut changes, mut values, mut configured) = (String::new(), String::new(), String::new());
    let mut i = 0;
    while changes.len() + values.len() + configured.len() < bytes {
        let (ty, after, expressions) = match i % 20 {
            0 => (
                "aws_secretsmanager_secret",
                format!(r#"{{"name":"AmazonMSK_{i}","description":null,"policy":null,"recovery_window_in_days":30,"tags":{{"project":"streaming"}}}}"#),
                r#"{"name":{"references":["local.name"]},"kms_key_id":{"references":["aws_kms_key.k.arn","aws_kms_key.k"]}}"#.to_owned(),
            ),
            _ => (
                "aws_cloudwatch_metric_alarm",
                format!(r#"{{"alarm_name":"alarm-{i}","alarm_description":"{}","comparison_operator":"GreaterThanThreshold","dimensions":{{"Cluster":"c{i}"}},"threshold":{i}}}"#, "x".repeat(200)),
                r#"{"alarm_name":{"references":["local.name"]},"threshold":{"constant_value":1}}"#.to_owned(),
            ),
        };
        let head = format!(r#""address":"{ty}.r{i}","mode":"managed","type":"{ty}","name":"r{i}""#);
        let comma = if i > 0 { "," } else { "" };
        let provider = r#""provider_name":"registry.terraform.io/hashicorp/aws""#;
        write!(
            changes,
            r#"{comma}{{{head},{provider},"change":{{"actions":["create"],"before":null,"after":{after},"after_unknown":{{"arn":true,"id":true,"kms_key_id":true}},"before_sensitive":false,"after_sensitive":{{"tags":{{}}}}}}}}"#
        )
        .expect("a text takes it");
        write!(
            values,
            r#"{comma}{{{head},{provider},"schema_version":0,"values":{after},"sensitive_values":{{}}}}"#
        )
        .expect("a text takes it");
        write!(configured, r#"{comma}{{{head},"provider_config_key":"aws","expressions":{expressions}}}"#)
            .expect("a text takes it");
        i += 1;
    }
    format!(
        r#"{{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{{"root_module":{{"resources":[{values}]}}}},"resource_changes":[{changes}],"configuration":{{"provider_config":{{"aws":{{"name":"aws","expressions":{{"region":{{"constant_value":"eu-west-1"}}}}}}}},"root_module":{{"resources":[{configured}]}}}},"complete":true}}"#
    )
}
