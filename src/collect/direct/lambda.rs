//! Answers of AWS Lambda (H1). Of a function only its role is read: the rest, its environment variables among it,
//! never leaves the answer.

use super::{Answer, Client, percent};
use crate::collect::operations::{GET_FUNCTION_CONFIGURATION, LIST_EVENT_SOURCE_MAPPINGS};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Mappings {
    pub event_source_mappings: Option<Vec<Mapping>>,
    pub next_marker: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Mapping {
    #[serde(rename = "UUID")]
    pub uuid: Option<String>,
    pub event_source_mapping_arn: Option<String>,
    pub event_source_arn: Option<String>,
    pub function_arn: Option<String>,
    pub state: Option<String>,
    pub source_access_configurations: Option<Vec<Access>>,
    pub self_managed_event_source: Option<SelfManaged>,
}

#[derive(Debug, Deserialize)]
pub struct Access {
    #[serde(rename = "Type")]
    pub kind: Option<String>,
    #[serde(rename = "URI")]
    pub uri: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SelfManaged {
    /// `KAFKA_BOOTSTRAP_SERVERS` -> `host:port`.
    pub endpoints: Option<BTreeMap<String, Vec<String>>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Function {
    pub role: Option<String>,
}

impl Client {
    pub async fn list_event_source_mappings(&self, marker: Option<&str>) -> Answer<Mappings> {
        let page = [("MaxItems", Some("100")), ("Marker", marker)];
        self.get(&LIST_EVENT_SOURCE_MAPPINGS, "/2015-03-31/event-source-mappings", &page).await
    }

    /// `function`: its ARN, perhaps with a version or alias.
    pub async fn get_function_configuration(&self, function: &str) -> Answer<Function> {
        let path = format!("/2015-03-31/functions/{}/configuration", percent(function));
        self.get(&GET_FUNCTION_CONFIGURATION, &path, &[]).await
    }
}
