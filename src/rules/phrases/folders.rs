//! Files and folders of rules.

crate::phrases! {
    NOT_UTF8 {
        en: "a rule file is UTF-8 text",
        ja: "ルールファイルは UTF-8 のテキストです",
        zh: "规则文件是 UTF-8 文本",
    }
    UNREAD_FILE { en: "cannot read it: {error}", ja: "読み取れません: {error}", zh: "无法读取：{error}" }
    UNREAD_FOLDER {
        en: "cannot read the folder: {error}",
        ja: "フォルダーを読み取れません: {error}",
        zh: "无法读取文件夹：{error}",
    }
    NOT_PLAIN {
        en: "a rule file is a plain file",
        ja: "ルールファイルは通常のファイルです",
        zh: "规则文件应为普通文件",
    }
    TOO_LONG {
        en: "a rule file has at most {limit} bytes",
        ja: "ルールファイルは {limit} バイトまでです",
        zh: "规则文件最多 {limit} 字节",
    }
    TOO_MANY {
        en: "folders of rules hold at most {limit} files",
        ja: "ルールのフォルダーに置けるファイルは合わせて {limit} 個までです",
        zh: "规则文件夹合计最多 {limit} 个文件",
    }
    TOO_MANY_IN_ONE {
        en: "a folder has at most {limit} rule files",
        ja: "1 つのフォルダーに置けるルールファイルは {limit} 個までです",
        zh: "一个文件夹最多 {limit} 个规则文件",
    }
    TOO_LONG_TOGETHER {
        en: "rule files have at most {limit} bytes together, these have {found}",
        ja: "ルールファイルは合わせて {limit} バイトまでです。これらは {found} バイトあります",
        zh: "规则文件合计最多 {limit} 字节，这些文件有 {found} 字节",
    }
    LEADS_OUT {
        en: "this link leads out of the folder of rules",
        ja: "このリンクはルールのフォルダーの外を指しています",
        zh: "此链接指向规则文件夹之外",
    }
    CALLED_ALIKE {
        en: "another rule is called `{name}`",
        ja: "`{name}` という名前のルールがほかにあります",
        zh: "另有规则名为 `{name}`",
    }
    NAME_OF {
        en: "`{name}` is a name of the rule `{rule}`",
        ja: "`{name}` はルール `{rule}` の名前または以前の名前です",
        zh: "`{name}` 是规则 `{rule}` 的名称或以前的名称",
    }
    ONE_RULE_FOR_EVER {
        en: "an id names one rule, for ever",
        ja: "ID が指すルールは常に 1 つで、変わりません",
        zh: "一个 ID 永远只指一条规则",
    }
}
