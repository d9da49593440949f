//! The documented defaults, in one table: what AWS or Terraform does when an input does not say.
//!
//! A default is applied as a known fact whose origin names the documentation. An input kind without a row has
//! no documented default, and "not said" stays absent there.

use super::fact::{Fact, Origin, Value};
use super::resource::Resource;
use super::unit::Input;

/// One documented default.
#[derive(Debug)]
pub struct Default {
    pub kind: &'static str,
    pub field: &'static str,
    pub inputs: &'static [Input],
    /// Only for resources whose `cluster_type` or `engine` is this; empty for all.
    pub variant: &'static str,
    pub value: Constant,
    pub url: &'static str,
}

#[derive(Debug, Clone, Copy)]
pub enum Constant {
    Bool(bool),
    Text(&'static str),
    EmptyList,
}

const TEMPLATES: &[Input] = &[Input::Cloudformation, Input::Terraform];
const EVERYWHERE: &[Input] = &[Input::Account, Input::Cloudformation, Input::Terraform];
const TERRAFORM: &[Input] = &[Input::Terraform];
const CLOUDFORMATION: &[Input] = &[Input::Cloudformation];

const MSK_ENCRYPTION: &str = "https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html";
const MSK_SERVERLESS: &str = "https://docs.aws.amazon.com/msk/latest/developerguide/serverless.html";
const MSK_AUTHENTICATION: &str = "https://docs.aws.amazon.com/msk/latest/developerguide/kafka_apis_iam.html";
const MSK_PUBLIC: &str = "https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html";
const MSK_CONFIGURATION: &str =
    "https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html";
const CFN_TRANSIT: &str = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-msk-cluster-encryptionintransit.html";
const TF_AUTHORITY: &str = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/acmpca_certificate_authority";
const VPC_ENDPOINT: &str =
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html";
const TF_MSK: &str =
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/msk_cluster";
const TF_CONNECTOR: &str =
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/mskconnect_connector";
const EC_TRANSIT: &str = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html";
const EC_REST: &str = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html";
const TF_GROUP: &str = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_replication_group";
const KMS_ROTATION: &str = "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html";
const CFN_KEY: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-kms-key.html";
const SECRET_ROTATION: &str =
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html";

const CERTIFICATE: &str = "https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html";
const PRIVATE_CA: &str =
    "https://docs.aws.amazon.com/privateca/latest/APIReference/API_CertificateAuthority.html";
const REDSHIFT_ROUTING: &str = "https://docs.aws.amazon.com/redshift/latest/mgmt/enhanced-vpc-routing.html";
const REDSHIFT_ROLES: &str = "https://docs.aws.amazon.com/redshift/latest/mgmt/copy-unload-iam-role.html";

const fn row(
    kind: &'static str,
    field: &'static str,
    inputs: &'static [Input],
    variant: &'static str,
    value: Constant,
    url: &'static str,
) -> Default {
    Default { kind, field, inputs, variant, value, url }
}

use Constant::{Bool, EmptyList, Text};

/// The table. A11: the API model documents another default for `ClientBroker` than CloudFormation and Terraform
/// do, and a live answer always states it, so there is no row for accounts.
pub static DEFAULTS: &[Default] = &[
    row("msk_cluster", "client_broker", EVERYWHERE, "SERVERLESS", Text("TLS"), MSK_SERVERLESS),
    row("msk_cluster", "in_cluster", EVERYWHERE, "SERVERLESS", Bool(true), MSK_SERVERLESS),
    row("msk_cluster", "scram_enabled", EVERYWHERE, "SERVERLESS", Bool(false), MSK_SERVERLESS),
    row("msk_cluster", "tls_enabled", EVERYWHERE, "SERVERLESS", Bool(false), MSK_SERVERLESS),
    row("msk_cluster", "unauthenticated_enabled", EVERYWHERE, "SERVERLESS", Bool(false), MSK_SERVERLESS),
    row("msk_cluster", "public_access", EVERYWHERE, "SERVERLESS", Text("DISABLED"), MSK_SERVERLESS),
    row("msk_cluster", "client_broker", CLOUDFORMATION, "PROVISIONED", Text("TLS"), CFN_TRANSIT),
    row("msk_cluster", "client_broker", TERRAFORM, "PROVISIONED", Text("TLS"), TF_MSK),
    row("msk_cluster", "in_cluster", TEMPLATES, "PROVISIONED", Bool(true), MSK_ENCRYPTION),
    row("msk_cluster", "scram_enabled", EVERYWHERE, "PROVISIONED", Bool(false), MSK_AUTHENTICATION),
    row("msk_cluster", "iam_enabled", EVERYWHERE, "", Bool(false), MSK_AUTHENTICATION),
    row("msk_cluster", "tls_enabled", EVERYWHERE, "PROVISIONED", Bool(false), MSK_AUTHENTICATION),
    row("msk_cluster", "unauthenticated_enabled", EVERYWHERE, "PROVISIONED", Bool(false), MSK_AUTHENTICATION),
    row("msk_cluster", "certificate_authorities", EVERYWHERE, "", EmptyList, MSK_AUTHENTICATION),
    row("msk_cluster", "public_access", EVERYWHERE, "PROVISIONED", Text("DISABLED"), MSK_PUBLIC),
    row("msk_cluster", "vpc_connectivity_scram", EVERYWHERE, "", Bool(false), MSK_PUBLIC),
    row("msk_cluster", "vpc_connectivity_tls", EVERYWHERE, "", Bool(false), MSK_PUBLIC),
    row("msk_cluster", "enhanced_monitoring", TEMPLATES, "PROVISIONED", Text("DEFAULT"), MSK_ENCRYPTION),
    row("msk_configuration", "allow_everyone_if_no_acl_found", EVERYWHERE, "", Bool(true), MSK_CONFIGURATION),
    row("certificate", "exists", TEMPLATES, "", Bool(true), CERTIFICATE),
    row("certificate_authority", "exists", TEMPLATES, "", Bool(true), PRIVATE_CA),
    row("certificate_authority", "usage_mode", TEMPLATES, "", Text("GENERAL_PURPOSE"), PRIVATE_CA),
    row("certificate_authority", "authority_type", TERRAFORM, "", Text("SUBORDINATE"), TF_AUTHORITY),
    row("connector", "encryption_type", TERRAFORM, "", Text("PLAINTEXT"), TF_CONNECTOR),
    row("connector", "authentication_type", TERRAFORM, "", Text("NONE"), TF_CONNECTOR),
    row("connector", "log_destinations", EVERYWHERE, "", EmptyList, TF_CONNECTOR),
    row("redshift_cluster", "enhanced_vpc_routing", TEMPLATES, "", Bool(false), REDSHIFT_ROUTING),
    row("redshift_cluster", "iam_roles", TEMPLATES, "", EmptyList, REDSHIFT_ROLES),
    row("redshift_namespace", "iam_roles", TEMPLATES, "", EmptyList, REDSHIFT_ROLES),
    row("redshift_workgroup", "enhanced_vpc_routing", TEMPLATES, "", Bool(false), REDSHIFT_ROUTING),
    row("replication_group", "engine", TERRAFORM, "", Text("redis"), TF_GROUP),
    row("replication_group", "transit_encryption_enabled", TEMPLATES, "", Bool(false), EC_TRANSIT),
    row("replication_group", "at_rest_encryption_enabled", TEMPLATES, "redis", Bool(false), EC_REST),
    row("replication_group", "at_rest_encryption_enabled", TEMPLATES, "valkey", Bool(true), EC_REST),
    row("replication_group", "auth_token_enabled", EVERYWHERE, "", Bool(false), EC_TRANSIT),
    row("replication_group", "user_groups", EVERYWHERE, "", EmptyList, EC_TRANSIT),
    row("cache_cluster", "transit_encryption_enabled", EVERYWHERE, "", Bool(false), EC_TRANSIT),
    row("kms_key", "manager", TEMPLATES, "", Text("CUSTOMER"), CFN_KEY),
    row("kms_key", "key_spec", TEMPLATES, "", Text("SYMMETRIC_DEFAULT"), CFN_KEY),
    row("kms_key", "key_usage", TEMPLATES, "", Text("ENCRYPT_DECRYPT"), CFN_KEY),
    row("kms_key", "enabled", TEMPLATES, "", Bool(true), CFN_KEY),
    row("kms_key", "origin", TEMPLATES, "", Text("AWS_KMS"), CFN_KEY),
    row("kms_key", "multi_region", TEMPLATES, "", Bool(false), CFN_KEY),
    row("kms_key", "rotation_enabled", TEMPLATES, "", Bool(false), KMS_ROTATION),
    row("vpc_endpoint", "endpoint_type", TEMPLATES, "", Text("Gateway"), VPC_ENDPOINT),
    row("vpc_endpoint", "private_dns", TERRAFORM, "", Bool(false), VPC_ENDPOINT),
    row("vpc_endpoint", "subnets", TEMPLATES, "", EmptyList, VPC_ENDPOINT),
    row("secret", "exists", TEMPLATES, "", Bool(true), SECRET_ROTATION),
    row("secret", "rotation_enabled", EVERYWHERE, "", Bool(false), SECRET_ROTATION),
];

/// The documented value of a field that the input left out; `None` when nothing is documented.
pub fn lookup(kind: &str, field: &str, input: Input, variant: Option<&str>) -> Option<&'static Default> {
    DEFAULTS.iter().find(|d| {
        d.kind == kind
            && d.field == field
            && d.inputs.contains(&input)
            && (d.variant.is_empty() || Some(d.variant) == variant)
    })
}

impl Default {
    pub fn value(&self) -> Value {
        match self.value {
            Bool(b) => Value::Bool(b),
            Text(t) => Value::text(t),
            EmptyList => Value::List(Box::default()),
        }
    }
}

/// Sets a field that the input left out: to its documented default, else to absent.
pub fn left_out(r: &mut Resource, field: u16, input: Input, variant: Option<&str>, origin: u16) {
    let def = &r.kind.fields[field as usize];
    match lookup(r.kind.name, def.name, input, variant) {
        Some(d) => {
            let default = r.add_origin(Origin::Default { url: d.url.into() });
            r.set(field, Fact::Known(d.value(), default));
        }
        None => r.set(field, Fact::Absent(origin)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::kinds;

    #[test]
    fn every_row_names_a_field_and_fits_its_type() {
        for d in DEFAULTS {
            let kind = kinds::by_name(d.kind).expect(d.kind);
            let (ix, _) = kind.field(d.field).unwrap_or_else(|| panic!("{}.{}", d.kind, d.field));
            let mut r = Resource::new(kind, "x");
            left_out(&mut r, ix, d.inputs[0], Some(d.variant), 0);
            assert!(r.get(ix).known().is_some(), "{}.{} does not fit its type", d.kind, d.field);
        }
    }
}
