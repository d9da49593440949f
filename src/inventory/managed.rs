//! What some of AWS's managed policies say, for inputs that only name them.
//!
//! A scan reads the policies of the account. A template names them, and what most execution roles of this path are
//! given is known: without it, hardly a role of a template could be judged. AWS adds to these policies from time to
//! time; this is what they said in May 2026.

/// Policies by the end of their ARN.
static DOCUMENTS: &[(&str, &str)] = &[
    ("AdministratorAccess", r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#),
    (
        "AWSXRayDaemonWriteAccess",
        r#"{"Statement":[{"Effect":"Allow","Action":["xray:PutTraceSegments","xray:PutTelemetryRecords","xray:GetSamplingRules","xray:GetSamplingTargets","xray:GetSamplingStatisticSummaries"],"Resource":"*"}]}"#,
    ),
    (
        "service-role/AWSLambdaBasicExecutionRole",
        r#"{"Statement":[{"Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]}"#,
    ),
    (
        "service-role/AWSLambdaMSKExecutionRole",
        r#"{"Statement":[{"Effect":"Allow","Action":["kafka:DescribeCluster","kafka:DescribeClusterV2","kafka:GetBootstrapBrokers","ec2:CreateNetworkInterface","ec2:DescribeNetworkInterfaces","ec2:DescribeVpcs","ec2:DeleteNetworkInterface","ec2:DescribeSubnets","ec2:DescribeSecurityGroups","logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]}"#,
    ),
    (
        "service-role/AWSLambdaVPCAccessExecutionRole",
        r#"{"Statement":[{"Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents","ec2:CreateNetworkInterface","ec2:DescribeNetworkInterfaces","ec2:DescribeSubnets","ec2:DeleteNetworkInterface","ec2:AssignPrivateIpAddresses","ec2:UnassignPrivateIpAddresses"],"Resource":"*"}]}"#,
    ),
];

/// The document of a managed policy of AWS, in any partition. Of an ARN that a template puts together, its end from
/// `:iam::aws:policy/` on is enough.
pub fn document(arn: &str) -> Option<&'static str> {
    let name = arn.split_once(":iam::aws:policy/")?.1;
    DOCUMENTS.iter().find(|(known, _)| *known == name).map(|(_, document)| *document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::Value;
    use crate::inventory::policy::statements;

    #[test]
    fn each_is_a_policy_and_is_found_by_its_arn() {
        for (name, text) in DOCUMENTS {
            for partition in ["arn:aws", "arn:aws-cn", ""] {
                assert_eq!(document(&format!("{partition}:iam::aws:policy/{name}")), Some(*text));
            }
            assert!(statements(text, 0, &|t| Value::text(t)).is_some_and(|s| !s.is_empty()), "{name}");
        }
        for other in [
            "arn:aws:iam::aws:policy/AWSLambdaMSKExecutionRole",
            "arn:aws:iam::111122223333:policy/AdministratorAccess",
            "AdministratorAccess",
            "policy/AdministratorAccess",
        ] {
            assert_eq!(document(other), None, "{other}");
        }
    }
}
