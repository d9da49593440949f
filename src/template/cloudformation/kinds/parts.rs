//! Resources that say something about another one, by the resource they are about.

use super::super::super::fact::{self, Found};
use super::super::super::value::{Reference, Resolved, Sited};
use super::super::declared::Declared;
use std::collections::HashMap;

/// See the module.
pub struct Parts<'a> {
    /// Part type -> logical id or literal id of the resource that it is about.
    about: HashMap<&'static str, HashMap<Box<str>, Vec<&'a Declared>>>,
    /// Part type -> why one of them may be about any resource.
    open: HashMap<&'static str, Box<str>>,
    by_id: HashMap<&'a str, &'a Declared>,
}

/// Part types, and the property that names the resource.
const TARGETS: &[(&str, &str)] = &[
    ("AWS::EC2::Route", "RouteTableId"),
    ("AWS::EC2::SecurityGroupEgress", "GroupId"),
    ("AWS::EC2::SecurityGroupIngress", "GroupId"),
    ("AWS::EC2::SubnetRouteTableAssociation", "RouteTableId"),
    ("AWS::EC2::VPCCidrBlock", "VpcId"),
    ("AWS::EC2::VPCEndpoint", "RouteTableIds"),
    ("AWS::IAM::ManagedPolicy", "Roles"),
    ("AWS::IAM::Policy", "Roles"),
    ("AWS::IAM::RolePolicy", "RoleName"),
    ("AWS::KMS::Alias", "TargetKeyId"),
    ("AWS::MSK::BatchScramSecret", "ClusterArn"),
    ("AWS::MSK::ClusterPolicy", "ClusterArn"),
    ("AWS::SecretsManager::ResourcePolicy", "SecretId"),
    ("AWS::SecretsManager::RotationSchedule", "SecretId"),
];

impl<'a> Parts<'a> {
    pub fn new(declared: &'a [Declared]) -> Self {
        let mut parts = Self {
            about: HashMap::new(),
            open: HashMap::new(),
            by_id: declared.iter().map(|d| (&*d.id, d)).collect(),
        };
        for d in declared {
            let Some((ty, property)) = TARGETS.iter().find(|(ty, _)| **ty == *d.ty) else { continue };
            for target in parts.targets(d, property) {
                match target {
                    Ok(id) => parts.about.entry(ty).or_default().entry(id).or_default().push(d),
                    Err(why) => drop(parts.open.entry(ty).or_insert_with(|| why.into())),
                }
            }
        }
        parts
    }

    /// The id of the resource that a part is about; `None` when that is decided later.
    pub fn about(&self, part: &Declared) -> Option<Box<str>> {
        let (_, property) = TARGETS.iter().find(|(ty, _)| **ty == *part.ty)?;
        self.named(part, property).ok()
    }

    fn named(&self, part: &Declared, property: &str) -> Result<Box<str>, String> {
        match part.at(property) {
            Found::Value(v) => self.target(v).ok_or_else(|| fact::reason(&v.value)),
            Found::Unknown(why) => Err(why.to_owned()),
            Found::Absent(_) => Err(format!("{}.{property}", part.id)),
        }
    }

    /// The parts of a type that are about a resource of these ids, in the order of the template.
    pub fn of(&self, ty: &str, ids: &[Box<str>]) -> Vec<&'a Declared> {
        let Some(by_target) = self.about.get(ty) else { return Vec::new() };
        ids.iter().filter_map(|id| by_target.get(id)).flatten().copied().collect()
    }

    /// Why a part of this type that cannot be placed may be about any resource.
    pub fn open(&self, ty: &str) -> Option<&str> {
        self.open.get(ty).map(|why| &**why)
    }

    pub fn declared(&self, id: &str) -> Option<&'a Declared> {
        self.by_id.get(id).copied()
    }

    /// The ids of the resources that a part is about, or why one is not known.
    fn targets(&self, d: &Declared, property: &str) -> Vec<Result<Box<str>, String>> {
        let one = |v: &Sited| self.target(v).ok_or_else(|| fact::reason(&v.value));
        match d.at(property) {
            Found::Value(Sited { value: Resolved::List { items, more }, .. }) => {
                let more = more.iter().map(|why| Err(why.to_string()));
                items.iter().map(one).chain(more).collect()
            }
            // Lists may be left out.
            Found::Absent(_) if property.ends_with('s') => Vec::new(),
            _ => vec![self.named(d, property)],
        }
    }

    /// The id that a reference names; `None` when it is decided later.
    fn target(&self, value: &Sited) -> Option<Box<str>> {
        match &value.value {
            Resolved::Text(t) => Some(t.clone()),
            Resolved::Ref(to) => Some(self.through(to).target),
            _ => None,
        }
    }

    /// An attachment of a secret to a database answers with the secret's own ARN.
    pub fn through(&self, to: &Reference) -> Reference {
        let attachment =
            self.declared(&to.target).filter(|d| &*d.ty == "AWS::SecretsManager::SecretTargetAttachment");
        match attachment.map(|d| d.at("SecretId")) {
            Some(Found::Value(Sited { value: Resolved::Ref(secret), .. })) => secret.clone(),
            _ => to.clone(),
        }
    }
}

impl Declared {
    /// The property at a path.
    pub fn at(&self, path: &str) -> Found<'_> {
        fact::find(&self.properties, path, &self.header, false)
    }
}
