//! What the inventory's page says besides the documentation of kinds and fields.

use crate::rules::Language;

crate::phrases! {
    TITLE { en: "Inventory", ja: "インベントリ", zh: "清单" }
    INTRO {
        en: "The kinds of resource that rules judge, and the fields they read. Made from the field tables in \
             `src/inventory/kinds/`. A field that was not looked at is unknown; an optional one that was looked at and \
             is not set is absent, and its meaning says what that stands for.",
        ja: "ルールが判定するリソースの種類と、ルールが読み取るフィールドです。`src/inventory/kinds/` のフィールドの表から生成しています。\
             確認していないフィールドは不明です。確認した結果、値のない省略可能なフィールドは未設定で、その場合の意味は「意味」の欄にあります。",
        zh: "规则评估的资源种类，以及规则读取的字段。由 `src/inventory/kinds/` 中的字段表生成。未查看的字段为未知；\
             已查看但没有值的可选字段为未设置，其含义在含义栏中说明。",
    }
    IN_RULES { en: "In rules: {variable}", ja: "ルールでの変数: {variable}", zh: "规则中的变量：{variable}" }
    NOT_JUDGED {
        en: "Not judged while {field} is {values}",
        ja: "{field} が次のいずれかの間は判定しません: {values}",
        zh: "{field} 为以下之一时不评估：{values}",
    }
    WORKED_OUT { en: "worked out from {field}", ja: "{field} から導出", zh: "由 {field} 推导" }
    RECORDS { en: "Records", ja: "レコード", zh: "记录" }
    RECORDS_INTRO {
        en: "Parts of a resource that have fields of their own.",
        ja: "独自のフィールドを持つ、リソースの一部です。",
        zh: "资源中自有字段的部分。",
    }
    TYPE { en: "Type", ja: "型", zh: "类型" }
    PRESENCE { en: "Presence", ja: "必須か", zh: "是否必需" }
    MEANING { en: "Meaning", ja: "意味", zh: "含义" }
}

/// The page of a language, below `docs`.
pub fn file(language: Language) -> &'static str {
    match language {
        Language::En => "inventory.md",
        Language::Ja => "inventory.ja.md",
        Language::Zh => "inventory.zh.md",
    }
}
