//! Lambda event source mappings that read from Kafka.

use crate::inventory::schema::Type::{Arn, Enum, Link, List, Record, Text};

crate::record! {
    /// How a mapping reaches or authenticates to its brokers (H2).
    "source_access" in access;
    fields {
        /// What the entry says. MSK takes `SASL_SCRAM_512_AUTH` and `CLIENT_CERTIFICATE_TLS_AUTH`; the others are for Kafka elsewhere, RabbitMQ and ActiveMQ.
        access_type: Enum(&["BASIC_AUTH", "VPC_SUBNET", "VPC_SECURITY_GROUP", "SASL_SCRAM_512_AUTH", "SASL_SCRAM_256_AUTH", "VIRTUAL_HOST", "CLIENT_CERTIFICATE_TLS_AUTH", "SERVER_ROOT_CA_CERTIFICATE"]), required, api "lambda:ListEventSourceMappings";
        /// ARN of a secret, `subnet:subnet-...` or `security_group:sg-...`.
        uri: Text, required, api "lambda:ListEventSourceMappings";
        /// The secret that the entry names; absent for entries that name none.
        secret: Link("secret"), optional, api "lambda:ListEventSourceMappings";
    }
}

crate::kind! {
    /// An event source mapping whose source is Kafka, on MSK or elsewhere (H1).
    "lambda_mapping" as "mapping";
    cfn ["AWS::Lambda::EventSourceMapping", "AWS::Serverless::Function"]; tf ["aws_lambda_event_source_mapping"];
    not_judged Some(("state", &["Creating", "Deleting"]));
    fields {
        /// Whether it reads from an MSK cluster or from Kafka that somebody runs otherwise.
        source: Enum(&["msk", "self-managed"]), required, api "lambda:ListEventSourceMappings";
        /// ARN of the cluster, or of a VPC connection to one of another account; absent for self-managed Kafka.
        event_source: Arn, optional, api "lambda:ListEventSourceMappings", cfn "EventSourceArn", tf "event_source_arn";
        /// The MSK cluster that it reads from: by its ARN, of self-managed Kafka by its brokers' domain (A47); absent when the brokers are not MSK's, and for a VPC connection, whose cluster is another account's.
        cluster: Link("msk_cluster"), optional, api "lambda:ListEventSourceMappings";
        /// `host:port` pairs of self-managed Kafka; absent for MSK.
        bootstrap_servers: List(&Text), optional, api "lambda:ListEventSourceMappings";
        /// How it authenticates; none means IAM or no authentication, as the cluster has it (H2).
        source_access: List(&Record(&access::RECORD)), required, api "lambda:ListEventSourceMappings";
        /// ARN of the function.
        function: Arn, required, api "lambda:ListEventSourceMappings", cfn "FunctionName", tf "function_name";
        /// The role that the function runs as (H6).
        role: Link("iam_role"), required, api "lambda:GetFunctionConfiguration";
        /// Life-cycle state; absent in a template.
        state: Enum(&["Creating", "Enabling", "Enabled", "Disabling", "Disabled", "Updating", "Deleting"]), optional, api "lambda:ListEventSourceMappings";
    }
}
