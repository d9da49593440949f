//! What the loader, the review and the tests of rules say.

pub(in crate::rules) mod examples;
pub(in crate::rules) mod folders;
pub(in crate::rules) mod members;
pub(in crate::rules) mod texts;

crate::phrases! {
    /// The label before every error.
    ERROR { en: "error: ", ja: "エラー: ", zh: "错误：" }
    /// The label before what to do.
    HELP { en: "help: {help}", ja: "ヒント: {help}", zh: "提示：{help}" }

    DID_YOU_MEAN { en: "did you mean `{name}`?", ja: "`{name}` ではありませんか", zh: "是否是指 `{name}`？" }
    THERE_IS_NONE { en: "there is none", ja: "ひとつもありません", zh: "一个也没有" }
    THERE_ARE { en: "there are: {names}", ja: "使えるのは {names} です", zh: "可用的有 {names}" }
    NONE_OF {
        en: "`{text}` is none of {names}",
        ja: "`{text}` は {names} のいずれでもありません",
        zh: "`{text}` 不在 {names} 之中",
    }
    /// The words of a closed list.
    ONE_OF { en: "{names}", ja: "{names} のいずれか", zh: "{names} 之一" }
    NO_RULE { en: "no rule `{id}`", ja: "ルール `{id}` はありません", zh: "没有规则 `{id}`" }
    TWICE { en: "`{name}` stands here twice", ja: "`{name}` が重複しています", zh: "`{name}` 在此出现了两次" }
    TAKEN { en: "`{name}` is taken", ja: "`{name}` はすでに使われています", zh: "`{name}` 已被使用" }

    /// A library's own words on the syntax of TOML.
    TOML { en: "{message}", ja: "TOML の構文の誤り: {message}", zh: "TOML 语法错误：{message}" }

    // Members of tables.
    THE_RULE { en: "the rule", ja: "このルール", zh: "此规则" }
    HAS_NO { en: "{table} has no `{name}`", ja: "{table} に `{name}` がありません", zh: "{table} 中没有 `{name}`" }
    IS_EMPTY { en: "`{name}` is empty", ja: "`{name}` が空です", zh: "`{name}` 为空" }
    UNKNOWN_MEMBER {
        en: "unknown member `{name}` in {table}",
        ja: "{table} に不明なメンバー `{name}` があります",
        zh: "{table} 中有未知的成员 `{name}`",
    }
    UNLIKE {
        en: "`{name}` is {wanted}, not of TOML type {found}",
        ja: "`{name}` は{wanted}です。TOML の {found} 型ではありません",
        zh: "`{name}` 应为{wanted}，不能是 TOML 的 {found} 类型",
    }
    A_TEXT { en: "text", ja: "文字列", zh: "文本" }
    A_BOOL { en: "true or false", ja: " true または false ", zh: " true 或 false" }
    TEXTS { en: "a list of texts", ja: "文字列のリスト", zh: "文本列表" }
    A_TABLE { en: "a table", ja: "テーブル", zh: "表" }
    TABLES { en: "[[{name}]] tables", ja: " [[{name}]] テーブル", zh: " [[{name}]] 表" }
}
