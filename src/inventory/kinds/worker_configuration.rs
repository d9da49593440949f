//! MSK Connect worker configurations.

use super::connector::property;
use crate::inventory::schema::Type::{Int, List, Record, Text};

crate::record! {
    /// A config provider that a worker configuration declares (C30).
    "config_provider" in provider;
    fields {
        /// The name that tokens use.
        name: Text, required, api "kafkaconnect:DescribeWorkerConfiguration";
        /// Its class; absent when it is listed without one.
        class: Text, optional, api "kafkaconnect:DescribeWorkerConfiguration";
        /// What it reads; absent when the class is not a known one (C31).
        store: Enum(&["secrets", "parameters", "objects", "files", "environment"]), optional, api "kafkaconnect:DescribeWorkerConfiguration";
    }
}

crate::kind! {
    /// A worker configuration of MSK Connect (C20-C23).
    "worker_configuration" as "worker_configuration";
    cfn ["AWS::KafkaConnect::WorkerConfiguration"]; tf ["aws_mskconnect_worker_configuration"];
    not_judged None;
    fields {
        /// The revision that was read: the latest; absent in a template.
        revision: Int, optional, api "kafkaconnect:DescribeWorkerConfiguration";
        /// The properties, without secrets.
        properties: List(&Record(&property::RECORD)), required, api "kafkaconnect:DescribeWorkerConfiguration", cfn "PropertiesFileContent", tf "properties_file_content";
        /// The config providers it declares (C30).
        providers: List(&Record(&provider::RECORD)), required, api "kafkaconnect:DescribeWorkerConfiguration", cfn "PropertiesFileContent", tf "properties_file_content";
        /// Names of all of them.
        provider_names: List(&Text), required, api "kafkaconnect:DescribeWorkerConfiguration", cfn "PropertiesFileContent", tf "properties_file_content";
        /// Names of those whose class is known to look values up (C31).
        known_provider_names: List(&Text), required, api "kafkaconnect:DescribeWorkerConfiguration", cfn "PropertiesFileContent", tf "properties_file_content";
    }
}
