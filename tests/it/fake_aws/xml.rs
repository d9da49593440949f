//! JSON answers as the XML of the Query protocol.
//!
//! The name of a list's item elements is part of each service's model and shows nowhere in the JSON form, so it
//! stands in a table here, as the elasticache and sts models give it.

use serde_json::Value;
use std::fmt::Write;

/// `(list, item)`; every list that is not named has items called `member`.
const ITEMS: &[(&str, &str)] = &[
    ("CacheClusters", "CacheCluster"),
    ("CacheNodes", "CacheNode"),
    ("CacheSecurityGroups", "CacheSecurityGroup"),
    ("CacheSubnetGroups", "CacheSubnetGroup"),
    ("MemberClusters", "ClusterId"),
    ("NodeGroupMembers", "NodeGroupMember"),
    ("NodeGroups", "NodeGroup"),
    ("SecurityGroupIds", "SecurityGroupId"),
    ("SubnetIds", "SubnetId"),
    ("Subnets", "Subnet"),
];

/// A whole successful answer of `operation`.
pub fn answer(namespace: &str, operation: &str, body: &Value, request_id: &str) -> String {
    let mut out = format!("<{operation}Response xmlns=\"{namespace}\"><{operation}Result>");
    members(&mut out, body, operation);
    let _ = write!(
        out,
        "</{operation}Result><ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></{operation}Response>"
    );
    out
}

/// An error answer.
pub fn error(namespace: &str, status: u16, code: &str, message: &str, request_id: &str) -> String {
    let side = if status < 500 { "Sender" } else { "Receiver" };
    format!(
        "<ErrorResponse xmlns=\"{namespace}\"><Error><Type>{side}</Type><Code>{}</Code><Message>{}</Message></Error>\
         <RequestId>{request_id}</RequestId></ErrorResponse>",
        escape(code),
        escape(message)
    )
}

fn members(out: &mut String, body: &Value, parent: &str) {
    for (name, value) in body.as_object().into_iter().flatten() {
        element(out, name, value, parent);
    }
}

fn element(out: &mut String, name: &str, value: &Value, parent: &str) {
    if value.is_null() {
        return;
    }
    let _ = write!(out, "<{name}>");
    match value {
        Value::Object(_) => members(out, value, name),
        Value::Array(items) => {
            for item in items {
                element(out, item_name(name, parent), item, name);
            }
        }
        Value::String(text) => out.push_str(&escape(text)),
        other => out.push_str(&other.to_string()),
    }
    let _ = write!(out, "</{name}>");
}

fn item_name(list: &str, parent: &str) -> &'static str {
    // A user group lists the ids of its replication groups under the name that the sweep uses for whole groups.
    if (list, parent) == ("ReplicationGroups", "DescribeReplicationGroups") {
        return "ReplicationGroup";
    }
    ITEMS.iter().find(|(l, _)| *l == list).map_or("member", |(_, item)| item)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[test]
fn lists_records_and_text() {
    let groups = serde_json::json!({"ReplicationGroups": [
        {"ReplicationGroupId": "a", "MemberClusters": ["a-1"], "Description": "a & <b>", "UserGroupIds": ["u"]}
    ]});
    let xml = answer("urn:x", "DescribeReplicationGroups", &groups, "r");
    assert_eq!(
        xml,
        "<DescribeReplicationGroupsResponse xmlns=\"urn:x\"><DescribeReplicationGroupsResult><ReplicationGroups>\
         <ReplicationGroup><Description>a &amp; &lt;b&gt;</Description><MemberClusters><ClusterId>a-1</ClusterId>\
         </MemberClusters><ReplicationGroupId>a</ReplicationGroupId><UserGroupIds><member>u</member></UserGroupIds>\
         </ReplicationGroup></ReplicationGroups></DescribeReplicationGroupsResult><ResponseMetadata><RequestId>r\
         </RequestId></ResponseMetadata></DescribeReplicationGroupsResponse>"
    );
    let users = serde_json::json!({"UserGroups": [{"ReplicationGroups": ["a"], "PendingChanges": null}]});
    assert!(
        answer("urn:x", "DescribeUserGroups", &users, "r")
            .contains("<member><ReplicationGroups><member>a</member></ReplicationGroups></member>")
    );
}
