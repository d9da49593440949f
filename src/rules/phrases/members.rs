//! Members of a rule file.

crate::phrases! {
    TOO_LONG {
        en: "a rule file has at most {limit} bytes, this one has {found}",
        ja: "ルールファイルは {limit} バイトまでです。このファイルは {found} バイトあります",
        zh: "规则文件最多 {limit} 字节，此文件有 {found} 字节",
    }
    NO_RULE { en: "this is no rule", ja: "これはルールではありません", zh: "这不是规则" }

    // What a member is for.
    FOR_SEVERITY {
        en: "critical, high, medium, low or info",
        ja: "critical、high、medium、low、info のいずれか",
        zh: "critical、high、medium、low 或 info",
    }
    FOR_CHECK {
        en: "the condition that is true when all is well",
        ja: "問題がないときに真になる条件",
        zh: "没有问题时为真的条件",
    }
    FOR_AT { en: "the field a finding points at", ja: "検出結果が指すフィールド", zh: "检测结果指向的字段" }
    FOR_ID {
        en: "the file's name without `.toml`",
        ja: "`.toml` を除いたファイル名",
        zh: "不含 `.toml` 的文件名",
    }
    FOR_SINCE {
        en: "the tidegate version that first had the rule",
        ja: "このルールを最初に含んだ tidegate のバージョン",
        zh: "最早包含此规则的 tidegate 版本",
    }
    FOR_KIND {
        en: "the kind of resource that is judged",
        ja: "判定するリソースの種類",
        zh: "所评估的资源类型",
    }
    FOR_SOURCES {
        en: "say where it is documented: [[sources]] with `url` and `read`",
        ja: "どこに文書化されているかを `url` と `read` を持つ [[sources]] に書いてください",
        zh: "请在带有 `url` 和 `read` 的 [[sources]] 中写明文档所在之处",
    }
    FOR_URL { en: "where it is documented", ja: "文書化されている場所", zh: "文档所在之处" }
    FOR_READ {
        en: "the day it was read: `read = 2026-11-22`",
        ja: "参照した日: `read = 2026-11-22`",
        zh: "查阅日期：`read = 2026-11-22`",
    }
    FOR_FRAMEWORK {
        en: "a key of rules/data/frameworks.toml",
        ja: "rules/data/frameworks.toml のキー",
        zh: "rules/data/frameworks.toml 中的键",
    }
    FOR_BASIS {
        en: "aws, nist-crosswalk or tidegate",
        ja: "aws、nist-crosswalk、tidegate のいずれか",
        zh: "aws、nist-crosswalk 或 tidegate",
    }
    FOR_IDS { en: "the ids of the controls", ja: "統制の ID", zh: "控制项的 ID" }
    FOR_IF {
        en: "the condition under which it holds",
        ja: "これが当てはまる条件",
        zh: "适用的条件",
    }
    FOR_KEY {
        en: "with `each`, a key tells the items apart in fingerprints",
        ja: "`each` があるとき、フィンガープリントでは key により項目を区別します",
        zh: "有 `each` 时，指纹用 key 区分各项",
    }

    // What is wrong with one.
    KEY_WITHOUT_EACH {
        en: "`key` stands only with `each`",
        ja: "`key` は `each` と一緒にだけ書けます",
        zh: "`key` 只能与 `each` 一起使用",
    }
    NOT_THE_STEM {
        en: "`id` is `{id}`, but the file is called `{stem}.toml`",
        ja: "`id` は `{id}` ですが、ファイル名は `{stem}.toml` です",
        zh: "`id` 是 `{id}`，但文件名为 `{stem}.toml`",
    }
    ID_FORM {
        en: "an id is lower-case words joined by `-`, at most 80 bytes",
        ja: "ID は小文字の語を `-` でつないだもので、80 バイトまでです",
        zh: "ID 由小写单词以 `-` 连接而成，最多 80 字节",
    }
    SINCE_FORM {
        en: "a version of three numbers, such as `0.1.0`",
        ja: "`0.1.0` のような 3 つの数字からなるバージョンを書いてください",
        zh: "应为由三个数字组成的版本，例如 `0.1.0`",
    }
    UNKNOWN_KIND {
        en: "unknown kind `{kind}`",
        ja: "`{kind}` という種類のリソースはありません",
        zh: "没有名为 `{kind}` 的资源类型",
    }
    NO_INPUT {
        en: "a rule judges at least one input",
        ja: "ルールは少なくとも 1 つの入力を判定します",
        zh: "规则至少评估一种输入",
    }
    NO_LANGUAGE {
        en: "a rule has texts in at least one language",
        ja: "ルールには少なくとも 1 つの言語の文章が必要です",
        zh: "规则至少要有一种语言的文字",
    }
    TAG_FORM { en: "a tag is one word", ja: "タグは 1 つの語です", zh: "标签是一个单词" }
    PARAMETER_NAME {
        en: "a parameter's name is lower-case letters, digits and `_`",
        ja: "パラメータの名前に使えるのは小文字、数字、`_` です",
        zh: "参数名由小写字母、数字和 `_` 组成",
    }
    PARAMETER_VALUE {
        en: "a parameter is text, a whole number, or a list of one of them",
        ja: "パラメータは文字列、整数、またはそのいずれかのリストです",
        zh: "参数是文本、整数或其中一种的列表",
    }
    URL_FORM {
        en: "a source is an https:// address",
        ja: "出典は https:// のアドレスです",
        zh: "来源是 https:// 地址",
    }
    READ_FORM { en: "`read` is a date", ja: "`read` は日付です", zh: "`read` 是日期" }
    READ_HELP {
        en: "without quotes: `read = 2026-11-22`",
        ja: "引用符なしで書きます: `read = 2026-11-22`",
        zh: "不加引号：`read = 2026-11-22`",
    }
    UNKNOWN_FRAMEWORK {
        en: "unknown framework `{key}`",
        ja: "フレームワーク `{key}` はありません",
        zh: "没有框架 `{key}`",
    }
    NO_CONTROL {
        en: "`{id}` is no id of {framework}",
        ja: "`{id}` は {framework} の ID の形ではありません",
        zh: "`{id}` 不是 {framework} 的 ID",
    }

    // Expressions, by the member they stand in.
    CONDITION_TYPE {
        en: "a condition is true or false, this is {type}",
        ja: "条件は真か偽になります。これは{type}です",
        zh: "条件应为真或假，而这是{type}",
    }
    CONDITION_HELP {
        en: "compare it with something, or ask for it with `has()`",
        ja: "何かと比較するか、`has()` で有無を調べてください",
        zh: "请将其与某值比较，或用 `has()` 判断是否存在",
    }
    FIELD_FORM { en: "`{member}` is a field", ja: "`{member}` はフィールドです", zh: "`{member}` 应为字段" }
    AT_HELP { en: "such as `{example}`", ja: "たとえば `{example}` です", zh: "例如 `{example}`" }
    KEY_TYPE {
        en: "a key is text or an int, this is {type}",
        ja: "key は text か int の値です。これは{type}です",
        zh: "key 应为 text 或 int 值，而这是{type}",
    }
    EACH_FORM {
        en: "`each` has the form `v in secret.versions`",
        ja: "`each` は `v in secret.versions` の形で書きます",
        zh: "`each` 的形式为 `v in secret.versions`",
    }
    EACH_TYPE {
        en: "`each` goes over a list, this is {type}",
        ja: "`each` はリストの項目を順に調べます。これは{type}です",
        zh: "`each` 遍历列表，而这是{type}",
    }
}
