//! Properties files of Kafka clients.

use super::connector::property;
use crate::inventory::schema::Type::{Enum, Int, Link, List, Record, Text};

crate::kind! {
    /// A properties file that configures a Kafka client. Its id is the file's path.
    "client_properties" as "client";
    cfn []; tf [];
    not_judged None;
    fields {
        /// `host:port` pairs of `bootstrap.servers`; absent when the file has none.
        bootstrap_servers: List(&Text), optional;
        /// The ports among them; absent when the file has no servers.
        bootstrap_ports: List(&Int), optional;
        /// Domain of the MSK cluster behind the servers (A47); absent when the hosts are not MSK's. Not known when the file names none.
        msk_domain: Text, optional;
        /// The MSK cluster behind the servers; absent when the hosts are not MSK's. Not known when the file names none.
        cluster: Link("msk_cluster"), optional;
        /// What the client speaks; Kafka's default is `PLAINTEXT`.
        security_protocol: Enum(&["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]), required;
        /// SASL mechanism, by default `GSSAPI` where the protocol asks for SASL; absent when the file names none and the protocol asks for none.
        sasl_mechanism: Text, optional;
        /// How the client compares the broker's name with its certificate: `https`, which is Kafka's default, or empty for not at all.
        host_name_check: Text, required;
        /// The properties, without secrets; with Kafka's default of `security.protocol` and, where it asks for SASL, of `sasl.mechanism`.
        properties: List(&Record(&property::RECORD)), required;
    }
}
