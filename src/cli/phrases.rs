//! Labels of help, and what is said of a command line that cannot be understood.

crate::phrases! {
    // Help.
    USAGE { en: "Usage: ", ja: "使い方: ", zh: "用法：" }
    COMMANDS { en: "Commands", ja: "コマンド", zh: "命令" }
    ARGUMENTS { en: "Arguments", ja: "引数", zh: "参数" }
    OPTIONS { en: "Options", ja: "オプション", zh: "选项" }
    DEFAULT { en: "[default: {value}]", ja: "[デフォルト: {value}]", zh: "[默认：{value}]" }
    ENVIRONMENT { en: "[env: {name}]", ja: "[環境変数: {name}]", zh: "[环境变量：{name}]" }
    VALUES { en: "[possible values: {values}]", ja: "[指定できる値: {values}]", zh: "[可用的值：{values}]" }
    SUBCOMMANDS { en: "[subcommands: {values}]", ja: "[サブコマンド: {values}]", zh: "[子命令：{values}]" }
    VALUES_BELOW { en: "Possible values:", ja: "指定できる値:", zh: "可用的值：" }

    // Faults.
    UNKNOWN_ARGUMENT {
        en: "unexpected argument '{argument}' found",
        ja: "不明な引数 '{argument}' です",
        zh: "未知的参数 '{argument}'",
    }
    UNKNOWN_SUBCOMMAND {
        en: "unrecognized subcommand '{subcommand}'",
        ja: "不明なサブコマンド '{subcommand}' です",
        zh: "未知的子命令 '{subcommand}'",
    }
    INVALID_VALUE {
        en: "invalid value '{value}' for '{argument}'",
        ja: "'{argument}' の値 '{value}' は使えません",
        zh: "'{argument}' 的值 '{value}' 无效",
    }
    INVALID_VALUE_BECAUSE {
        en: "invalid value '{value}' for '{argument}': {reason}",
        ja: "'{argument}' の値 '{value}' は使えません: {reason}",
        zh: "'{argument}' 的值 '{value}' 无效：{reason}",
    }
    NO_VALUE {
        en: "a value is required for '{argument}' but none was supplied",
        ja: "'{argument}' には値が必要です",
        zh: "'{argument}' 需要一个值",
    }
    NO_EQUALS {
        en: "equal sign is needed when assigning values to '{argument}'",
        ja: "'{argument}' の値は等号を付けて指定してください",
        zh: "为 '{argument}' 赋值时需要等号",
    }
    TOO_MANY_VALUES {
        en: "unexpected value '{value}' for '{argument}' found; no more were expected",
        ja: "'{argument}' の値 '{value}' は余分です",
        zh: "'{argument}' 的值 '{value}' 是多余的",
    }
    NUMBER_OF_VALUES {
        en: "{wanted} values required by '{argument}'; {found} provided",
        ja: "'{argument}' には値が {wanted} 個必要ですが、{found} 個しかありません",
        zh: "'{argument}' 需要 {wanted} 个值，但提供了 {found} 个",
    }
    MISSING_ARGUMENTS {
        en: "the following required arguments were not provided:",
        ja: "必要な引数がありません:",
        zh: "缺少以下必需的参数：",
    }
    MISSING_SUBCOMMAND {
        en: "'{command}' requires a subcommand but one was not provided",
        ja: "'{command}' にはサブコマンドが必要です",
        zh: "'{command}' 需要一个子命令",
    }
    TWICE {
        en: "the argument '{argument}' cannot be used multiple times",
        ja: "引数 '{argument}' は 1 回しか使えません",
        zh: "参数 '{argument}' 只能使用一次",
    }
    CONFLICT {
        en: "the argument '{argument}' cannot be used with:",
        ja: "引数 '{argument}' は次のものと一緒に使えません:",
        zh: "参数 '{argument}' 不能与以下内容同时使用：",
    }
    NOT_UTF8 {
        en: "invalid UTF-8 was detected in one or more arguments",
        ja: "UTF-8 でない引数があります",
        zh: "有参数不是 UTF-8",
    }

    // What to do.
    SIMILAR_SUBCOMMAND {
        en: "a similar subcommand exists: {names}",
        ja: "似たサブコマンドがあります: {names}",
        zh: "有相似的子命令：{names}",
    }
    SIMILAR_ARGUMENT {
        en: "a similar argument exists: {names}",
        ja: "似た引数があります: {names}",
        zh: "有相似的参数：{names}",
    }
    SIMILAR_VALUE {
        en: "a similar value exists: {names}",
        ja: "似た値があります: {names}",
        zh: "有相似的值：{names}",
    }
    AS_A_VALUE {
        en: "to pass '{value}' as a value, use '{written}'",
        ja: "'{value}' を値として渡すには '{written}' と書きます",
        zh: "要将 '{value}' 作为值传入，请写作 '{written}'",
    }
    WITHOUT_DASHES {
        en: "subcommand '{subcommand}' exists; to use it, remove the '--' before it",
        ja: "サブコマンド '{subcommand}' を使うには、前の '--' を取り除いてください",
        zh: "要使用子命令 '{subcommand}'，请去掉它前面的 '--'",
    }
    /// clap's own words.
    REMARK { en: "{tip}", ja: "補足: {tip}", zh: "说明：{tip}" }
    EXISTS { en: "'{written}' exists", ja: "'{written}' ならあります", zh: "存在 '{written}'" }
    SEE_HELP {
        en: "For more information, try '--help'.",
        ja: "詳しくは '--help' で表示できます。",
        zh: "详细信息请用 '--help' 查看。",
    }

    // What a value must be.
    NO_FORMAT {
        en: "no format `{name}`; there are {names}",
        ja: "`{name}` という形式はありません。使えるのは {names} です",
        zh: "没有格式 `{name}`；可用的有 {names}",
    }
    NO_FILE {
        en: "`{text}` names no file after `=`",
        ja: "`{text}` の `=` の後にファイルがありません",
        zh: "`{text}` 的 `=` 之后没有文件",
    }
    NO_VARIABLE { en: "`{text}` is not NAME=VALUE", ja: "`{text}` は NAME=VALUE の形ではありません", zh: "`{text}` 不是 NAME=VALUE 的形式" }
    NO_SEVERITY {
        en: "no severity `{name}`; there are {names}",
        ja: "`{name}` という重要度はありません。使えるのは {names} です",
        zh: "没有严重性 `{name}`；可用的有 {names}",
    }
    /// The system's own words.
    REASON { en: "{reason}", ja: "値の形が違います ({reason})", zh: "值的形式不对 ({reason})" }
}
