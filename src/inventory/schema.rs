//! What each kind of resource can say: its fields with their types, documentation and sources.
//!
//! One declaration per kind (`kinds/<kind>.rs`, macro [`kind!`]) gives the field handles that collectors and
//! templates fill, the names rules read, the snapshot's form and schema, and the reference in
//! `docs/inventory.md`.

use crate::speech::Phrase;

/// The type of a field. Text-like types differ only in what a rule may do with them.
#[derive(Debug, Clone, Copy)]
pub enum Type {
    Bool,
    Int,
    /// An instant; in snapshots and examples RFC 3339 text in UTC.
    Time,
    Text,
    /// An engine or Kafka version such as `3.7.x` or `4.0.10`: ordered only by `versionAtLeast`.
    Version,
    Arn,
    /// One of these values; anything else AWS may answer becomes unknown (`unrecognised`).
    Enum(&'static [&'static str]),
    List(&'static Type),
    Record(&'static RecordDef),
    /// A reference to a resource of that kind; a rule reads through it as if it were the resource.
    Link(&'static str),
}

/// The fields of a record that stands inside a resource (a policy statement, a connector property).
#[derive(Debug)]
pub struct RecordDef {
    pub name: &'static str,
    pub doc: &'static Phrase,
    pub fields: &'static [FieldDef],
}

#[derive(Debug)]
pub struct FieldDef {
    pub name: &'static str,
    pub ty: Type,
    /// May be absent; then the documentation says what absence means, and a rule must ask with `has()`.
    pub optional: bool,
    pub doc: &'static Phrase,
    /// API operation that shows it (`kafka:ListClustersV2`); empty when no API does.
    pub api: &'static str,
    /// Property path below `Properties` in CloudFormation; empty when there is none.
    pub cfn: &'static str,
    /// Attribute path in Terraform (blocks of one element are written without index); empty when there is none.
    pub tf: &'static str,
    /// Worked out by the linker from other resources; no input may set it.
    pub back_link: Option<BackLink>,
}

/// `secret.clusters` is every resource of `kind` whose list of links `field` names this resource. When `field` does
/// not lead to this kind, it is every other resource of `kind`, which must be the own kind, whose `field` shares an
/// item with this one's. When `field` is a link of the own kind to another one, it is what that link leads to.
#[derive(Debug, Clone, Copy)]
pub struct BackLink {
    pub kind: &'static str,
    pub field: &'static str,
    /// The listing that must be complete for the back link to be.
    pub listing: &'static str,
}

/// One kind of resource.
#[derive(Debug)]
pub struct KindDef {
    /// `msk_cluster`
    pub name: &'static str,
    /// The variable a rule calls it by: `cluster`.
    pub var: &'static str,
    pub doc: &'static Phrase,
    pub fields: &'static [FieldDef],
    pub cfn_types: &'static [&'static str],
    pub tf_types: &'static [&'static str],
    /// Field and values of life-cycle states in which the resource is not judged (A4).
    pub not_judged: Option<(&'static str, &'static [&'static str])>,
}

/// Every resource has these four first, in this order.
pub mod common {
    pub const ARN: u16 = 0;
    pub const NAME: u16 = 1;
    pub const ACCOUNT: u16 = 2;
    pub const REGION: u16 = 3;
    pub const COUNT: u16 = 4;
}

// Definitions are statics: their names identify them.
impl PartialEq for KindDef {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl PartialEq for RecordDef {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl PartialEq for Type {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Type::Enum(a), Type::Enum(b)) => a == b,
            (Type::List(a), Type::List(b)) => a == b,
            (Type::Record(a), Type::Record(b)) => a == b,
            (Type::Link(a), Type::Link(b)) => a == b,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        }
    }
}

impl KindDef {
    pub fn field(&self, name: &str) -> Option<(u16, &'static FieldDef)> {
        self.fields.iter().enumerate().find(|(_, f)| f.name == name).map(|(i, f)| (i as u16, f))
    }
}

impl RecordDef {
    pub fn field(&self, name: &str) -> Option<(u16, &'static FieldDef)> {
        self.fields.iter().enumerate().find(|(_, f)| f.name == name).map(|(i, f)| (i as u16, f))
    }
}

impl Type {
    /// How the type is called in documentation and diagnostics.
    pub fn name(&self) -> String {
        match self {
            Type::Bool => "bool".into(),
            Type::Int => "int".into(),
            Type::Time => "time".into(),
            Type::Text => "text".into(),
            Type::Version => "version".into(),
            Type::Arn => "arn".into(),
            Type::Enum(v) => format!("one of {}", v.join(" | ")),
            Type::List(t) => format!("list of {}", t.name()),
            Type::Record(r) => r.name.into(),
            Type::Link(k) => format!("link to {k}"),
        }
    }
}

/// Declares a kind: its handles (`u16` slot numbers named like the fields) and its [`KindDef`].
///
/// People read the documentation, in the language of the run: each comment is followed by what it says in Japanese and
/// in Chinese, and a kind, field or member without them does not build. Numbers of the facts behind an item are for
/// maintainers and stand in `//` at its line.
///
/// ```text
/// kind! {
///     /// What it is.
///     ja "それが何であるか。"
///     zh "它是什么。"
///     "secret" as "secret";
///     cfn ["AWS::SecretsManager::Secret"]; tf ["aws_secretsmanager_secret"];
///     not_judged Some(("state", &["CREATING"]));
///     fields {
///         /// What it means, and what absence means.
///         ja "その意味と、未設定の意味。"
///         zh "它的含义，以及未设置的含义。"
///         kms_key: Link("kms_key"), optional, api "secretsmanager:ListSecrets", cfn "KmsKeyId", tf "kms_key_id";
///     }
/// }
/// ```
#[macro_export]
macro_rules! kind {
    (
        $(#[doc = $kdoc:literal])+
        ja $kja:literal
        zh $kzh:literal
        $name:literal as $var:literal;
        cfn [$($cfn:literal),*]; tf [$($tf:literal),*];
        not_judged $nj:expr;
        fields {
            $( $(#[doc = $doc:literal])+ ja $ja:literal zh $zh:literal $field:ident : $ty:expr, $presence:ident $(, api $api:literal)? $(, cfn $fcfn:literal)? $(, tf $ftf:literal)? $(, back $bk:literal $bf:literal $bl:literal)? ; )*
        }
    ) => {
        #[allow(non_camel_case_types, clippy::enum_variant_names, dead_code)]
        #[repr(u16)]
        enum Slot { arn, name, account, region, $($field),* }
        pub const arn: u16 = Slot::arn as u16;
        pub const name: u16 = Slot::name as u16;
        pub const account: u16 = Slot::account as u16;
        pub const region: u16 = Slot::region as u16;
        $( $(#[doc = $doc])+ pub const $field: u16 = Slot::$field as u16; )*

        pub static KIND: $crate::inventory::schema::KindDef = $crate::inventory::schema::KindDef {
            name: $name,
            var: $var,
            doc: $crate::doc!([$($kdoc),+] $kja, $kzh),
            cfn_types: &[$($cfn),*],
            tf_types: &[$($tf),*],
            not_judged: $nj,
            fields: &[
                $crate::inventory::schema::ARN_FIELD,
                $crate::inventory::schema::NAME_FIELD,
                $crate::inventory::schema::ACCOUNT_FIELD,
                $crate::inventory::schema::REGION_FIELD,
                $( $crate::field!($field: $ty, $presence, $crate::doc!([$($doc),+] $ja, $zh) $(, api $api)? $(, cfn $fcfn)? $(, tf $ftf)? $(, back $bk $bf $bl)?) ),*
            ],
        };
    };
}

/// Declares a record: its slot numbers and its [`RecordDef`].
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $rdoc:literal])+
        ja $rja:literal
        zh $rzh:literal
        $name:literal in $module:ident;
        fields {
            $( $(#[doc = $doc:literal])+ ja $ja:literal zh $zh:literal $field:ident : $ty:expr, $presence:ident $(, api $api:literal)? $(, cfn $fcfn:literal)? $(, tf $ftf:literal)? ; )*
        }
    ) => {
        $(#[doc = $rdoc])+
        #[allow(non_upper_case_globals)]
        pub mod $module {
            use $crate::inventory::schema::Type::*;
            #[allow(unused_imports)]
            use super::*;
            #[allow(non_camel_case_types, clippy::enum_variant_names, dead_code)]
            #[repr(u16)]
            enum Slot { $($field),* }
            $( $(#[doc = $doc])+ pub const $field: u16 = Slot::$field as u16; )*
            pub static RECORD: $crate::inventory::schema::RecordDef = $crate::inventory::schema::RecordDef {
                name: $name,
                doc: $crate::doc!([$($rdoc),+] $rja, $rzh),
                fields: &[ $( $crate::field!($field: $ty, $presence, $crate::doc!([$($doc),+] $ja, $zh) $(, api $api)? $(, cfn $fcfn)? $(, tf $ftf)?) ),* ],
            };
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! field {
    ($field:ident : $ty:expr, $presence:ident, $doc:expr $(, api $api:literal)? $(, cfn $fcfn:literal)? $(, tf $ftf:literal)? $(, back $bk:literal $bf:literal $bl:literal)?) => {
        $crate::inventory::schema::FieldDef {
            name: stringify!($field),
            ty: $ty,
            optional: $crate::presence!($presence),
            doc: $doc,
            api: concat!($($api)?),
            cfn: concat!($($fcfn)?),
            tf: concat!($($ftf)?),
            back_link: $crate::back_link!($($bk $bf $bl)?),
        }
    };
}

/// Documentation as one paragraph in each language: every line of a comment begins with a blank.
#[doc(hidden)]
#[macro_export]
macro_rules! doc {
    ([$($en:literal),+] $ja:literal, $zh:literal) => {
        &$crate::speech::Phrase { en: concat!($($en),+).trim_ascii(), ja: $ja, zh: $zh }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! presence {
    (required) => {
        false
    };
    (optional) => {
        true
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! back_link {
    () => {
        None
    };
    ($kind:literal $field:literal $listing:literal) => {
        Some($crate::inventory::schema::BackLink { kind: $kind, field: $field, listing: $listing })
    };
}

const fn common_field(name: &'static str, ty: Type, optional: bool, doc: &'static Phrase) -> FieldDef {
    FieldDef { name, ty, optional, doc, api: "", cfn: "", tf: "", back_link: None }
}

#[doc(hidden)]
pub const ARN_FIELD: FieldDef = common_field(
    "arn",
    Type::Arn,
    true,
    &Phrase {
        en: "The ARN; absent for resources that have none.",
        ja: "ARN。ARN のないリソースでは未設定です。",
        zh: "ARN；没有 ARN 的资源未设置。",
    },
);
#[doc(hidden)]
pub const NAME_FIELD: FieldDef = common_field(
    "name",
    Type::Text,
    true,
    &Phrase {
        en: "The name people gave it.", ja: "利用者が付けた名前。", zh: "用户为它取的名称。"
    },
);
#[doc(hidden)]
pub const ACCOUNT_FIELD: FieldDef = common_field(
    "account",
    Type::Text,
    false,
    &Phrase {
        en: "The 12-digit account id.", ja: "12 桁のアカウント ID。", zh: "12 位账户 ID。"
    },
);
#[doc(hidden)]
pub const REGION_FIELD: FieldDef = common_field(
    "region",
    Type::Text,
    false,
    &Phrase { en: "The region code.", ja: "リージョンコード。", zh: "区域代码。" },
);
