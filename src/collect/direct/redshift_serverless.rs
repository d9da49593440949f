//! Answers of Amazon Redshift Serverless (G26). The generated client would make an empty list up where an answer
//! has none; here it stays visible that nothing was said.

use super::{Answer, Client};
use crate::collect::operations::{LIST_NAMESPACES, LIST_WORKGROUPS};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Workgroups {
    pub workgroups: Option<Vec<Workgroup>>,
    pub next_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Workgroup {
    pub workgroup_arn: Option<String>,
    pub workgroup_name: Option<String>,
    pub namespace_name: Option<String>,
    pub status: Option<String>,
    pub enhanced_vpc_routing: Option<bool>,
    pub publicly_accessible: Option<bool>,
    pub subnet_ids: Option<Vec<String>>,
    pub security_group_ids: Option<Vec<String>>,
    pub endpoint: Option<Endpoint>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Endpoint {
    pub vpc_endpoints: Option<Vec<VpcEndpoint>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VpcEndpoint {
    pub vpc_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Namespaces {
    pub namespaces: Option<Vec<Namespace>>,
    pub next_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Namespace {
    pub namespace_arn: Option<String>,
    pub namespace_name: Option<String>,
    pub db_name: Option<String>,
    pub status: Option<String>,
    pub iam_roles: Option<Vec<String>>,
    pub default_iam_role_arn: Option<String>,
}

impl Client {
    pub async fn list_workgroups(&self, token: Option<&str>) -> Answer<Workgroups> {
        self.post(&LIST_WORKGROUPS, &page(token)).await
    }

    pub async fn list_namespaces(&self, token: Option<&str>) -> Answer<Namespaces> {
        self.post(&LIST_NAMESPACES, &page(token)).await
    }
}

fn page(token: Option<&str>) -> Value {
    match token {
        Some(token) => json!({"maxResults": 100, "nextToken": token}),
        None => json!({"maxResults": 100}),
    }
}
