//! Examples of a rule file and the facts of their resources.

crate::phrases! {
    TOO_MANY {
        en: "a rule has at most {limit} examples, this one has {found}",
        ja: "ルールの例は {limit} 個までです。このルールには {found} 個あります",
        zh: "一条规则最多 {limit} 个示例，此规则有 {found} 个",
    }
    FOR_NAME { en: "what the example is about", ja: "何の例か", zh: "示例说明什么" }
    FOR_VERDICT {
        en: "pass, fail, undecided or not-applicable",
        ja: "pass、fail、undecided、not-applicable のいずれか",
        zh: "pass、fail、undecided 或 not-applicable",
    }
    FOR_KIND { en: "the kind of the resource", ja: "リソースの種類", zh: "资源类型" }
    FOR_ID { en: "the ARN when there is one", ja: "ARN があれば ARN", zh: "有 ARN 时为 ARN" }
    SAME_NAME {
        en: "another example has this name",
        ja: "この名前の例がほかにあります",
        zh: "另有示例使用此名称",
    }
    NO_EXAMPLE {
        en: "the rule has no example whose verdict is `{verdict}`",
        ja: "判定が `{verdict}` の例がありません",
        zh: "没有结论为 `{verdict}` 的示例",
    }
    ONE_OF_EACH {
        en: "at least one each of pass, fail and undecided, and not-applicable with `when`",
        ja: "pass、fail、undecided はそれぞれ 1 つ以上、`when` があるときは not-applicable も必要です",
        zh: "pass、fail、undecided 各至少一个，有 `when` 时还需要 not-applicable",
    }

    // Templates.
    ONLY_WITH_TEMPLATE {
        en: "`{name}` stands only with `template`",
        ja: "`{name}` は `template` と一緒にだけ書けます",
        zh: "`{name}` 只能与 `template` 一起使用",
    }
    TEMPLATE_OR_RESOURCES {
        en: "an example has either a template or resources",
        ja: "例に書けるのはテンプレートかリソースのどちらか一方です",
        zh: "示例要么有模板，要么有资源",
    }
    NEEDS_INPUT {
        en: "a template needs its `input`",
        ja: "テンプレートには `input` が必要です",
        zh: "模板需要 `input`",
    }
    INPUT_HELP {
        en: "`input = \"cloudformation\"` or `input = \"terraform\"`",
        ja: "`input = \"cloudformation\"` または `input = \"terraform\"`",
        zh: "`input = \"cloudformation\"` 或 `input = \"terraform\"`",
    }
    LINE_FORM {
        en: "`line` is a line of the template, which has {lines}",
        ja: "`line` はテンプレートの行です。テンプレートは {lines} 行です",
        zh: "`line` 是模板中的行，模板共有 {lines} 行",
    }

    // Resources.
    SAME_ID {
        en: "another {kind} has this id",
        ja: "この ID を持つ {kind} がほかにあります",
        zh: "另有 {kind} 使用此 ID",
    }
    NO_RESOURCE {
        en: "the example has no resource of kind `{kind}`",
        ja: "この例には種類が `{kind}` のリソースがありません",
        zh: "此示例中没有类型为 `{kind}` 的资源",
    }
    FIRST_IS_JUDGED {
        en: "the first of the rule's kind is the one judged",
        ja: "ルールの種類にあたる最初のリソースを判定します",
        zh: "评估的是与规则类型相符的第一个资源",
    }
    PLACE_FORM {
        en: "a place is `file:line:column`",
        ja: "場所は `file:line:column` の形で書きます",
        zh: "位置的形式为 `file:line:column`",
    }

    // Facts.
    NEVER_ABSENT {
        en: "`{name}` of {owner} is never absent",
        ja: "{owner} の `{name}` は必ず存在します",
        zh: "{owner} 的 `{name}` 总是存在",
    }
    NEVER_ABSENT_HELP {
        en: "what could not be read is left out, or stands in `unknown`",
        ja: "読み取れなかったものは省くか、`unknown` に書きます",
        zh: "无法读取的内容可以省略，或写入 `unknown`",
    }
    WORKED_OUT {
        en: "`{name}` is worked out from the other side",
        ja: "`{name}` は相手側のリソースから導かれます",
        zh: "`{name}` 由另一方推导得出",
    }
    WORKED_OUT_HELP {
        en: "state `{field}` of the {kind} that refers to this resource",
        ja: "このリソースを参照する {kind} の `{field}` を書いてください",
        zh: "请写明引用此资源的 {kind} 的 `{field}`",
    }
    STATED_TWICE {
        en: "`{name}` is stated twice",
        ja: "`{name}` が 2 回書かれています",
        zh: "`{name}` 写了两次",
    }
    ABSENT_FORM {
        en: "`absent` is a list of field names",
        ja: "`absent` はフィールド名のリストです",
        zh: "`absent` 是字段名的列表",
    }
    UNKNOWN_FORM {
        en: "`unknown` is a table of reasons, or a list of field names",
        ja: "`unknown` は理由のテーブル、またはフィールド名のリストです",
        zh: "`unknown` 是原因的表，或字段名的列表",
    }
    NO_REASON {
        en: "no reason why a fact is unknown",
        ja: "値が不明な理由として使えません",
        zh: "这不是值未知的原因",
    }
    REASONS {
        en: "`denied kafka:ListClustersV2`, `truncated <operation>`, `deferred <expression>` or `not-collected <what>`",
        ja: "`denied kafka:ListClustersV2`、`truncated <operation>`、`deferred <expression>`、`not-collected <what>` のいずれか",
        zh: "`denied kafka:ListClustersV2`、`truncated <operation>`、`deferred <expression>` 或 `not-collected <what>`",
    }
    TIME_HELP {
        en: "RFC 3339 text, such as \"2026-11-01T00:00:00Z\"",
        ja: "\"2026-11-01T00:00:00Z\" のような RFC 3339 の文字列",
        zh: "RFC 3339 文本，例如 \"2026-11-01T00:00:00Z\"",
    }
    LINK_HELP { en: "the id of a {kind}", ja: "{kind} の ID", zh: "{kind} 的 ID" }
    RECORD_HELP {
        en: "an inline table with fields of {record}",
        ja: "{record} のフィールドを持つインラインテーブル",
        zh: "带有 {record} 字段的内联表",
    }
    IS_A_LIST {
        en: "`{name}` is a list of {item}",
        ja: "`{name}` の項目は{item}で、リストで書きます",
        zh: "`{name}` 是由{item}组成的列表",
    }
    LIST_HELP {
        en: "`[...]`, or `{form}`",
        ja: "`[...]` または `{form}`",
        zh: "`[...]` 或 `{form}`",
    }
    TIMES_FORM {
        en: "`times` is a number from 1, for at most {limit} items in all",
        ja: "`times` は 1 以上の数で、項目は全部で {limit} 個までです",
        zh: "`times` 是从 1 起的数，总共最多 {limit} 项",
    }
    PATTERN_FORM {
        en: "a pattern is a list of texts, `{symbol}` and `{hole}`",
        ja: "パターンは文字列、`{symbol}`、`{hole}` のリストです",
        zh: "模式是由文本、`{symbol}` 和 `{hole}` 组成的列表",
    }
    PATTERN_TYPE {
        en: "`{name}` is {type}: only text has holes",
        ja: "`{name}` は{type}です。パターンで書けるのは文字列だけです",
        zh: "`{name}` 是{type}：只有文本可以用模式书写",
    }
}
