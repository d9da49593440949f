//! JSON answers as the XML of the Query protocol.
//!
//! The name of a list's item elements is part of each service's model and shows nowhere in the JSON form, so it
//! stands in a table here, as the elasticache, redshift, iam and sts models give it; EC2 calls all of them `item`.

use serde_json::Value;
use std::fmt::Write;

/// `(list, item)`; every list that is not named has items called `member`.
const ITEMS: &[(&str, &str)] = &[
    ("CacheClusters", "CacheCluster"),
    ("CacheNodes", "CacheNode"),
    ("CacheSecurityGroups", "CacheSecurityGroup"),
    ("CacheSubnetGroups", "CacheSubnetGroup"),
    ("ClusterSubnetGroups", "ClusterSubnetGroup"),
    ("Clusters", "Cluster"),
    ("IamRoles", "ClusterIamRole"),
    ("MemberClusters", "ClusterId"),
    ("NodeGroupMembers", "NodeGroupMember"),
    ("NodeGroups", "NodeGroup"),
    ("SecurityGroupIds", "SecurityGroupId"),
    ("SubnetIds", "SubnetId"),
    ("Subnets", "Subnet"),
    ("VpcSecurityGroups", "VpcSecurityGroup"),
];

/// A whole successful answer of `operation`.
pub fn answer(namespace: &str, operation: &str, body: &Value, request_id: &str) -> String {
    let mut out = format!("<{operation}Response xmlns=\"{namespace}\"><{operation}Result>");
    members(&mut out, body, operation, item_name);
    let _ = write!(
        out,
        "</{operation}Result><ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></{operation}Response>"
    );
    out
}

/// A whole successful answer of an EC2 operation.
pub fn ec2_answer(namespace: &str, operation: &str, body: &Value, request_id: &str) -> String {
    let mut out = format!("<{operation}Response xmlns=\"{namespace}\"><requestId>{request_id}</requestId>");
    members(&mut out, body, operation, |_, _| "item");
    let _ = write!(out, "</{operation}Response>");
    out
}

/// An error answer of EC2.
pub fn ec2_error(code: &str, message: &str, request_id: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Errors><Error><Code>{}</Code><Message>{}</Message>\
         </Error></Errors><RequestID>{request_id}</RequestID></Response>",
        escape(code),
        escape(message)
    )
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

/// The name of a list's items, by the list's and its parent's name.
type ItemName = fn(&str, &str) -> &'static str;

fn members(out: &mut String, body: &Value, parent: &str, items: ItemName) {
    for (name, value) in body.as_object().into_iter().flatten() {
        element(out, name, value, parent, items);
    }
}

fn element(out: &mut String, name: &str, value: &Value, parent: &str, item_name: ItemName) {
    if value.is_null() {
        return;
    }
    let _ = write!(out, "<{name}>");
    match value {
        Value::Object(_) => members(out, value, name, item_name),
        Value::Array(items) => {
            for item in items {
                element(out, item_name(name, parent), item, name, item_name);
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
