//! What is said of a fault in an expression.

crate::phrases! {
    // Types of values.
    BOOL { en: "a bool", ja: "真偽値（bool）", zh: "布尔值（bool）" }
    INT { en: "an int", ja: "整数（int）", zh: "整数（int）" }
    TIME { en: "a time", ja: "時刻（time）", zh: "时间（time）" }
    VERSION { en: "a version", ja: "バージョン（version）", zh: "版本（version）" }
    TEXT { en: "text", ja: "文字列（text）", zh: "文本（text）" }
    LIST { en: "a list of {item}", ja: "{item}のリスト", zh: "由{item}组成的列表" }
    RECORD { en: "a {name}", ja: "レコード {name} ", zh: "记录 {name} " }
    RESOURCE { en: "a {name}", ja: "リソース {name} ", zh: "资源 {name} " }
    // Types of fields, as `tidegate schema inventory` names them.
    FIELD_BOOL { en: "bool", ja: "真偽値（bool）", zh: "布尔值（bool）" }
    FIELD_INT { en: "int", ja: "整数（int）", zh: "整数（int）" }
    FIELD_TIME { en: "time", ja: "時刻（time）", zh: "时间（time）" }
    FIELD_VERSION { en: "version", ja: "バージョン（version）", zh: "版本（version）" }
    FIELD_TEXT { en: "text", ja: "文字列（text）", zh: "文本（text）" }
    FIELD_ARN { en: "arn", ja: "ARN（arn）の文字列", zh: "ARN（arn）文本" }
    FIELD_ENUM { en: "one of {values}", ja: "次の値のいずれか（{values}）", zh: "以下值之一（{values}）" }
    FIELD_LIST { en: "list of {item}", ja: "{item}のリスト", zh: "由{item}组成的列表" }
    FIELD_RECORD { en: "{name}", ja: "レコード {name} ", zh: "记录 {name} " }
    FIELD_LINK { en: "link to {kind}", ja: "リソース {kind} へのリンク", zh: "指向资源 {kind} 的链接" }

    // Syntax.
    TOO_LONG {
        en: "an expression has at most {limit} bytes, this one has {found}",
        ja: "式は {limit} バイトまでです。この式は {found} バイトあります",
        zh: "表达式最多 {limit} 字节，此表达式有 {found} 字节",
    }
    TOO_DEEP { en: "nested more than {limit} deep", ja: "入れ子は {limit} 段までです", zh: "嵌套最多 {limit} 层" }
    UNEXPECTED { en: "unexpected {what}", ja: "ここに {what} は書けません", zh: "此处不应有 {what}" }
    UNEXPECTED_TEXT { en: "unexpected text", ja: "ここに文字列は書けません", zh: "此处不应有文本" }
    UNEXPECTED_CHARACTER {
        en: "unexpected character {character}",
        ja: "ここに文字 {character} は書けません",
        zh: "此处不应有字符 {character}",
    }
    EXPECTED { en: "expected `{sign}`", ja: "`{sign}` が必要です", zh: "此处应有 `{sign}`" }
    EXPECTED_FIELD {
        en: "expected a field or function after `.`",
        ja: "`.` の後にはフィールドか関数が必要です",
        zh: "`.` 之后应有字段或函数",
    }
    ENDS_HERE { en: "the expression ends here", ja: "式がここで終わっています", zh: "表达式在此结束" }
    NO_CHAIN {
        en: "comparisons do not chain; use `&&`",
        ja: "比較は続けて書けません。`&&` を使ってください",
        zh: "比较不能连写；请使用 `&&`",
    }
    ONLY_BEFORE_NUMBER {
        en: "`-` stands only before a number",
        ja: "`-` は数の前にだけ書けます",
        zh: "`-` 只能写在数字之前",
    }
    NO_MEANING { en: "`{name}` has no meaning here", ja: "`{name}` はここでは意味を持ちません", zh: "`{name}` 在此没有意义" }
    NO_WHOLE_NUMBER {
        en: "`{digits}` is no whole number of 64 bits",
        ja: "`{digits}` は 64 ビットの整数ではありません",
        zh: "`{digits}` 不是 64 位整数",
    }
    UNKNOWN_ESCAPE {
        en: "unknown escape in text",
        ja: "文字列に使えないエスケープがあります",
        zh: "文本中有未知的转义",
    }
    UNCLOSED_TEXT {
        en: "text without its closing quote",
        ja: "文字列を閉じる引用符がありません",
        zh: "文本缺少结尾的引号",
    }

    // Names.
    UNKNOWN_NAME { en: "unknown name `{name}`", ja: "不明な名前 `{name}` です", zh: "未知的名称 `{name}`" }
    IN_SCOPE { en: "in scope: {names}", ja: "ここで使える名前: {names}", zh: "此处可用的名称：{names}" }
    NO_FIELDS { en: "{type} has no fields", ja: "{type}にフィールドはありません", zh: "{type}没有字段" }
    NO_FIELD {
        en: "no field `{name}` in {owner}",
        ja: "{owner} にフィールド `{name}` はありません",
        zh: "{owner} 没有字段 `{name}`",
    }
    MAY_BE_ABSENT {
        en: "`{path}` may be absent",
        ja: "`{path}` は存在しないことがあります",
        zh: "`{path}` 可能不存在",
    }
    GUARD_IT {
        en: "guard it: `has({path}) && ...` ({doc})",
        ja: "有無を先に調べてください: `has({path}) && ...`（{doc}）",
        zh: "请先判断是否存在：`has({path}) && ...`（{doc}）",
    }
    PARAMETER_IS_LIST { en: "`{name}` is a list", ja: "`{name}` はリストです", zh: "`{name}` 是列表" }
    PARAMETER_IS_LIST_HELP {
        en: "lists stand right of `in`: `x in param.{name}`",
        ja: "リストは `in` の右に書きます: `x in param.{name}`",
        zh: "列表写在 `in` 的右侧：`x in param.{name}`",
    }
    NO_PARAMETER { en: "no parameter `{name}`", ja: "パラメータ `{name}` はありません", zh: "没有参数 `{name}`" }

    // Types and values.
    LIST_LITERAL {
        en: "a list literal stands only right of `in`",
        ja: "リストのリテラルは `in` の右にだけ書けます",
        zh: "列表字面值只能写在 `in` 的右侧",
    }
    WRONG_TYPE {
        en: "this is {type}, not {wanted}",
        ja: "これは{type}です。必要なのは{wanted}です",
        zh: "这是{type}，应为{wanted}",
    }
    NEVER_A_VALUE {
        en: "`{text}` is never a value of `{name}`",
        ja: "`{name}` の値が `{text}` になることはありません",
        zh: "`{text}` 绝不会是 `{name}` 的值",
    }
    NEVER_A_VALUE_HERE {
        en: "`{text}` is never a value here",
        ja: "ここの値が `{text}` になることはありません",
        zh: "`{text}` 绝不会是此处的值",
    }
    NEVER_EQUAL {
        en: "compares {left} with {right}: never equal",
        ja: "{left}と{right}の比較です。等しくなることはありません",
        zh: "将{left}与{right}比较：绝不会相等",
    }
    NOT_ORDERED {
        en: "orders {left} and {right}: only integers are ordered",
        ja: "{left}と{right}の大小の比較です。大小を比較できるのは整数だけです",
        zh: "比较{left}与{right}的大小：只有整数可以比较大小",
    }
    NOT_ORDERED_HELP {
        en: "versions: `versionAtLeast(v, '7.0.5')`; times: `daysSince(t)`",
        ja: "バージョンは `versionAtLeast(v, '7.0.5')`、時刻は `daysSince(t)` を使います",
        zh: "版本用 `versionAtLeast(v, '7.0.5')`，时间用 `daysSince(t)`",
    }
    NO_LITERAL { en: "not a literal of {type}", ja: "{type}のリテラルではありません", zh: "不是{type}的字面值" }
    NO_LIST { en: "{type} is no list", ja: "{type}はリストではありません", zh: "{type}不是列表" }
    NEVER_IN_LIST {
        en: "{type} never stands in a list of {item}",
        ja: "{type}が{item}のリストに含まれることはありません",
        zh: "{type}绝不会出现在由{item}组成的列表中",
    }

    // Functions.
    UNKNOWN_FUNCTION { en: "unknown function `{name}`", ja: "不明な関数 `{name}` です", zh: "未知的函数 `{name}`" }
    NOT_CALLED_LIKE_THIS {
        en: "`{name}` is not called like this",
        ja: "`{name}` はこのようには呼び出せません",
        zh: "`{name}` 不能这样调用",
    }
    FORMS {
        en: "the functions and their forms: docs/check-language.md",
        ja: "関数とその形は docs/check-language.md にあります",
        zh: "函数及其形式见 docs/check-language.md",
    }
    HAS_FIELD { en: "`has()` asks for a field", ja: "`has()` で調べるのはフィールドです", zh: "`has()` 判断的是字段" }
    NO_SIZE { en: "{type} has no size", ja: "{type}に大きさはありません", zh: "{type}没有大小" }
    FILTER_INSIDE {
        en: "`filter()` stands only inside `size()`, `sizeAtLeast()`, `all()` and `exists()`",
        ja: "`filter()` は `size()`、`sizeAtLeast()`、`all()`、`exists()` の中にだけ書けます",
        zh: "`filter()` 只能写在 `size()`、`sizeAtLeast()`、`all()` 和 `exists()` 之中",
    }
    LITERAL_PATTERN {
        en: "a regular expression is a literal",
        ja: "正規表現はリテラルで書きます",
        zh: "正则表达式应为字面值",
    }
    BAD_PATTERN {
        en: "regular expression: {error}",
        ja: "正規表現の誤り: {error}",
        zh: "正则表达式错误：{error}",
    }
    SHELL_TYPE {
        en: "`sh()` quotes text or a list of texts",
        ja: "`sh()` で引用できるのは文字列か文字列のリストです",
        zh: "`sh()` 引用的是文本或文本列表",
    }
    LITERAL_TEXT { en: "a literal text", ja: "文字列のリテラルを書いてください", zh: "应为文本字面值" }
    JOIN_TYPE {
        en: "`join()` puts texts and numbers together, this is {type}",
        ja: "`join()` は文字列と数をつなぎます。これは{type}です",
        zh: "`join()` 连接文本和数字，而这是{type}",
    }
    ONLY_IN_TEXTS { en: "`{name}()` stands only in texts", ja: "`{name}()` は文章の中にだけ書けます", zh: "`{name}()` 只能写在文字中" }
    ITEM_NAME { en: "a name for the item", ja: "項目の名前を書いてください", zh: "应为各项的名称" }
    TOO_MANY_LOOPS {
        en: "at most {limit} loops inside each other",
        ja: "ループの入れ子は {limit} 段までです",
        zh: "循环最多嵌套 {limit} 层",
    }
    LITERAL_VERSION {
        en: "a literal version such as '7.0.5'",
        ja: "'7.0.5' のようなバージョンのリテラルを書いてください",
        zh: "应为版本字面值，例如 '7.0.5'",
    }
    VERSION_FORM {
        en: "a version of at least three numbers",
        ja: "3 つ以上の数字からなるバージョンを書いてください",
        zh: "版本至少由三个数字组成",
    }
    LITERAL_ACTION {
        en: "a literal action such as 'kms:Decrypt'",
        ja: "'kms:Decrypt' のようなアクションのリテラルを書いてください",
        zh: "应为操作字面值，例如 'kms:Decrypt'",
    }
    LITERAL_SERVICE {
        en: "a literal service such as 'secretsmanager'",
        ja: "'secretsmanager' のようなサービスのリテラルを書いてください",
        zh: "应为服务字面值，例如 'secretsmanager'",
    }
    NO_KNOWN_POLICIES {
        en: "{type} is no resource whose own policies are known: certificate, kms_key, secret",
        ja: "{type}は、リソース自身のポリシーが分かっているもの (certificate、kms_key、secret) ではありません",
        zh: "{type}不是已知自身策略的资源 (certificate、kms_key、secret)",
    }
    NO_LIST_OF {
        en: "{type} is no list of a {kind}",
        ja: "{type}は {kind} のリストではありません",
        zh: "{type}不是 {kind} 的列表",
    }
    NO_RANGES {
        en: "{type} is no list of ranges",
        ja: "{type}は範囲のリストではありません",
        zh: "{type}不是范围列表",
    }
}
