//! MSK Connect worker configurations.

use crate::inventory::schema::Type::Int;

crate::kind! {
    /// A worker configuration of MSK Connect (C20-C23).
    "worker_configuration" as "worker_configuration";
    cfn ["AWS::KafkaConnect::WorkerConfiguration"]; tf ["aws_mskconnect_worker_configuration"];
    not_judged None;
    fields {
        /// The revision that was read: the latest; absent in a template.
        revision: Int, optional, api "kafkaconnect:DescribeWorkerConfiguration";
    }
}
