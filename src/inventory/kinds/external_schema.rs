//! Redshift external schemas over streams: a row of `SVV_EXTERNAL_SCHEMAS`, or `CREATE` and `ALTER EXTERNAL SCHEMA`.

use crate::inventory::schema::Type::{Arn, Enum, Int, Link, List, Record, Text};

crate::record! {
    /// One broker of a schema's `URI`.
    "schema_broker" in broker;
    fields {
        /// As written: `b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9094`.
        address: Text, required, api "redshift-data:ExecuteStatement";
        /// Its host, in lower case.
        host: Text, required, api "redshift-data:ExecuteStatement";
        /// Its port; absent when none is written.
        port: Int, optional, api "redshift-data:ExecuteStatement";
        /// Whose host it is by its name (A47): of an MSK cluster, of MSK Serverless, or somebody else's.
        service: Enum(&["msk", "msk-serverless", "other"]), required, api "redshift-data:ExecuteStatement";
        /// The region in an MSK host's name; absent for other hosts.
        region: Text, optional, api "redshift-data:ExecuteStatement";
    }
}

crate::kind! {
    /// An external schema that Redshift streams from MSK, Apache Kafka or Kinesis (G1-G14). Schemas over data catalogs and databases are none.
    "external_schema" as "schema";
    cfn []; tf ["aws_redshiftdata_statement"];
    not_judged None;
    fields {
        /// The database that it is in; absent where SQL does not say.
        database: Text, optional, api "redshift-data:ExecuteStatement";
        /// What it streams from (G1, G4).
        source: Enum(&["MSK", "KAFKA", "KINESIS"]), required, api "redshift-data:ExecuteStatement";
        /// How Redshift authenticates to the brokers (G1); absent for Kinesis. Nothing said has no documented meaning: unknown.
        authentication: Enum(&["none", "iam", "mtls"]), optional, api "redshift-data:ExecuteStatement";
        /// `AUTHENTICATION_ARN` as written (G36); absent when there is none.
        authentication_arn: Arn, optional, api "redshift-data:ExecuteStatement";
        /// The certificate that `AUTHENTICATION_ARN` names; absent when there is none.
        certificate: Link("certificate"), optional, api "redshift-data:ExecuteStatement";
        /// `SECRET_ARN` as written (G36); it may lack the random suffix (B25). Absent when there is none.
        secret_arn: Arn, optional, api "redshift-data:ExecuteStatement";
        /// The secret that `SECRET_ARN` names; absent when there is none.
        secret: Link("secret"), optional, api "redshift-data:ExecuteStatement";
        /// The brokers of its `URI`; absent when it has none: the older form with `CLUSTER_ARN` (G2), and Kinesis.
        brokers: List(&Record(&broker::RECORD)), optional, api "redshift-data:ExecuteStatement";
        /// The ports among them; absent as `brokers` are.
        broker_ports: List(&Int), optional, api "redshift-data:ExecuteStatement";
        /// `CLUSTER_ARN` of the older form (G2); absent when there is none.
        cluster_arn: Arn, optional, api "redshift-data:ExecuteStatement";
        /// The MSK cluster: the one that `CLUSTER_ARN` names, else the one whose brokers' domain the first MSK host has (A47); absent when neither is MSK's.
        cluster: Link("msk_cluster"), optional, api "redshift-data:ExecuteStatement";
        /// The cluster, as a list: none when no cluster of this account and Region has the ARN or the brokers.
        known_clusters: List(&Link("msk_cluster")), required, back "external_schema" "cluster" "kafka:ListClustersV2";
        /// `IAM_ROLE` as written: `default`, `SESSION`, a role's ARN or a chain of them (G5); absent when there is none.
        iam_role: Text, optional, api "redshift-data:ExecuteStatement";
        /// The role that reads: the last of a chain; for `default` the cluster's or namespace's default role. Absent for `SESSION`, whose role is the user's, and without `IAM_ROLE`.
        role: Link("iam_role"), optional, api "redshift-data:ExecuteStatement";
        /// The provisioned cluster that the schema is in; absent for a schema of a workgroup, and where SQL does not say.
        redshift_cluster: Link("redshift_cluster"), optional, api "redshift-data:ExecuteStatement";
        /// The serverless workgroup that the schema was seen through; absent for a schema of a provisioned cluster, and where SQL does not say.
        workgroup: Link("redshift_workgroup"), optional, api "redshift-data:ExecuteStatement";
        /// Keys of `esoptions`, or clauses of the statement, that tidegate does not know (G11).
        unrecognised_options: List(&Text), required, api "redshift-data:ExecuteStatement";
    }
}
