//! What is said of the configuration, of the choice of rules, and of examples that cannot be judged.

crate::phrases! {
    // The configuration file.
    CANNOT_READ { en: "cannot read it: {error}", ja: "読み取れません: {error}", zh: "无法读取：{error}" }
    OUT_OF_REPOSITORY {
        en: "a link out of the repository",
        ja: "リポジトリの外へのリンクです",
        zh: "指向存储库之外的链接",
    }
    NOT_A_FILE { en: "not a file", ja: "ファイルではありません", zh: "不是文件" }
    TOO_LONG { en: "more than {limit} bytes", ja: "{limit} バイトを超えています", zh: "超过 {limit} 字节" }
    NOT_UTF8 {
        en: "no UTF-8 at byte {byte}",
        ja: "バイト {byte} が UTF-8 ではありません",
        zh: "第 {byte} 字节不是 UTF-8",
    }
    UNKNOWN_KEY { en: "unknown key `{key}`", ja: "不明なキー `{key}`", zh: "未知的键 `{key}`" }
    MEMBER_IS { en: "`{name}` is {wanted}", ja: "`{name}` は{wanted}です", zh: "`{name}` 应为{wanted}" }
    AN_INT { en: "a whole number", ja: "整数", zh: "整数" }
    A_LIST { en: "a list", ja: "リスト", zh: "列表" }
    A_PARAMETER {
        en: "text, a whole number, or a list of one of them",
        ja: "文字列、整数、またはそのいずれかのリスト",
        zh: "文本、整数或其中一种的列表",
    }
    DEFAULT_IS { en: "the rule has {value}", ja: "ルールの値は {value} です", zh: "规则中的值是 {value}" }
    NO_PARAMETER {
        en: "`{rule}` has no parameter `{name}`",
        ja: "`{rule}` にパラメータ `{name}` はありません",
        zh: "`{rule}` 没有参数 `{name}`",
    }
    NEVER_SO_SEVERE {
        en: "`{rule}` is never `{severity}`",
        ja: "`{rule}` の重要度が `{severity}` になることはありません",
        zh: "`{rule}` 的严重性绝不会是 `{severity}`",
    }
    DOES_NOT_FIT {
        en: "the rule does not take this: {message}",
        ja: "ルールはこの値を受け付けません: {message}",
        zh: "规则不接受此值：{message}",
    }
    FOLDER_OUTSIDE {
        en: "this folder lies outside of the repository: name it with --rules",
        ja: "このフォルダーはリポジトリの外にあります。--rules で指定してください",
        zh: "此文件夹位于存储库之外：请用 --rules 指定",
    }

    // The choice of rules.
    SEE_RULES_LIST {
        en: "`tidegate rules list` shows them",
        ja: "一覧は `tidegate rules list` で表示できます",
        zh: "`tidegate rules list` 会列出全部规则",
    }
    NAMES_NOTHING {
        en: "`{selector}` names no rule, service, severity, tag, framework or control",
        ja: "`{selector}` という名前のルール、サービス、重要度、タグ、フレームワーク、統制はありません",
        zh: "没有名为 `{selector}` 的规则、服务、严重性、标签、框架或控制项",
    }
    NO_RULE_LEFT { en: "no rule is left to run", ja: "実行するルールが残っていません", zh: "没有剩下要运行的规则" }
    NO_KIND {
        en: "no kind of resource is called `{kind}`",
        ja: "`{kind}` という種類のリソースはありません",
        zh: "没有名为 `{kind}` 的资源种类",
    }

    // Files that options name.
    GIVEN_UNREAD {
        en: "{option} {path} cannot be read: {error}; name a file that can be",
        ja: "{option} {path} を読み取れません: {error}。読み取れるファイルを指定してください",
        zh: "无法读取 {option} {path}：{error}；请指定可以读取的文件",
    }
    GIVEN_BROKEN {
        en: "{option} {place}: {message}; correct the file or leave the option out",
        ja: "{option} {place} に誤りがあります: {message}。ファイルを修正するか、オプションを外してください",
        zh: "{option} {place} 有误：{message}；请更正该文件或去掉此选项",
    }

    // Examples.
    NO_VERDICT { en: "{kind} {id} has no verdict", ja: "{kind} {id} の判定がありません", zh: "{kind} {id} 没有结论" }
    NO_RESOURCE { en: "no {kind}", ja: "{kind} がありません", zh: "没有 {kind}" }
    NOT_IN_TEMPLATE {
        en: "no {kind} {id} in the template, but [{ids}]",
        ja: "テンプレートに {kind} {id} はありません。あるのは [{ids}] です",
        zh: "模板中没有 {kind} {id}，只有 [{ids}]",
    }
    NOT_SINGLE {
        en: "the template has no single {kind}, but [{ids}]: name one in `resource`",
        ja: "テンプレートの {kind} は 1 つに決まりません。あるのは [{ids}] です。`resource` で指定してください",
        zh: "模板中不是只有一个 {kind}，而是 [{ids}]：请在 `resource` 中指定一个",
    }
    AS_SNAPSHOT {
        en: "as a line of a snapshot: {error}",
        ja: "スナップショットの行として: {error}",
        zh: "作为快照中的一行：{error}",
    }
    NOT_ONE_MODULE {
        en: "the template is not one root module",
        ja: "テンプレートが 1 つのルートモジュールになっていません",
        zh: "模板不是单个根模块",
    }
    NO_TEMPLATE { en: "the text is no template", ja: "この文章はテンプレートではありません", zh: "此文本不是模板" }
    /// A fault of a template, at its place.
    AT { en: "{place}: {message}", ja: "{place} に誤りがあります: {message}", zh: "{place} 有误：{message}" }
}
