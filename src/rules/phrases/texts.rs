//! Texts and remediation of a rule file, and what a review says of a rule that loads.

crate::phrases! {
    // What a member is for.
    FOR_TEXT {
        en: "the texts stand in [text.en], [text.ja] and [text.zh]",
        ja: "文章は [text.en]、[text.ja]、[text.zh] に書きます",
        zh: "文字写在 [text.en]、[text.ja] 和 [text.zh] 中",
    }
    FOR_LANGUAGE {
        en: "all three languages are told, or `languages` says which are",
        ja: "3 つの言語すべてで書くか、書いた言語を `languages` に示してください",
        zh: "须以全部三种语言写明，或用 `languages` 说明有哪几种",
    }
    FOR_TITLE {
        en: "a few words, without placeholders",
        ja: "数語の見出し。プレースホルダーは使えません",
        zh: "简短的标题，不含占位符",
    }
    FOR_MESSAGE {
        en: "what is wrong, with the resource's name",
        ja: "何が問題かを、リソースの名前とともに",
        zh: "说明问题所在，并写出资源名称",
    }
    FOR_WHY {
        en: "what it leads to, without placeholders",
        ja: "何を招くか。プレースホルダーは使えません",
        zh: "会导致什么后果，不含占位符",
    }
    FOR_EXPECTED {
        en: "what the value should be",
        ja: "あるべき値",
        zh: "值应该是什么",
    }
    FOR_REMEDIATION {
        en: "say how to mend it: [[remediation]] with en, ja and zh",
        ja: "修復方法を en、ja、zh を持つ [[remediation]] に書いてください",
        zh: "请在带有 en、ja 和 zh 的 [[remediation]] 中写明修复方法",
    }

    // What is wrong with one.
    NOT_IN_LANGUAGES {
        en: "`{tag}` is not in `languages`",
        ja: "`{tag}` は `languages` に含まれていません",
        zh: "`{tag}` 不在 `languages` 中",
    }
    NO_PLACEHOLDERS {
        en: "`{name}` has no placeholders",
        ja: "`{name}` にプレースホルダーは使えません",
        zh: "`{name}` 中不能有占位符",
    }
    ONE_LINE {
        en: "this text is one line, without control characters",
        ja: "この文章は 1 行で、制御文字を含められません",
        zh: "此文字应为一行，不含控制字符",
    }
    SAME_MEMBERS {
        en: "the three languages have the same members",
        ja: "3 つの言語は同じメンバーを持ちます",
        zh: "三种语言的成员相同",
    }
    PLACE_MISSING {
        en: "the placeholder {place} of `{from}` is missing in `{to}`",
        ja: "`{from}` のプレースホルダー {place} が `{to}` にありません",
        zh: "`{from}` 的占位符 {place} 在 `{to}` 中缺失",
    }
    LAST_HAS_IF {
        en: "the last variant has no `if`: there is always something to do",
        ja: "最後の修復方法に `if` は付けられません。どの場合にも修復方法が必要です",
        zh: "最后一个修复方法不带 `if`：任何情况下都要有修复方法",
    }
    ONLY_LAST_HAS_NO_IF {
        en: "only the last variant has no `if`",
        ja: "`if` を省けるのは最後の修復方法だけです",
        zh: "只有最后一个修复方法不带 `if`",
    }

    // Placeholders.
    UNCLOSED { en: "`{open}` without its `{close}`", ja: "`{open}` に対応する `{close}` がありません", zh: "`{open}` 缺少对应的 `{close}`" }
    BRACES {
        en: "braces that are meant as such are written {braces}",
        ja: "波括弧そのものは {braces} と書きます",
        zh: "花括号本身写作 {braces}",
    }
    DYNAMIC_REFERENCE {
        en: "a CloudFormation dynamic reference reads as a placeholder",
        ja: "CloudFormation の動的参照はプレースホルダーとして読まれます",
        zh: "CloudFormation 动态引用会被当作占位符",
    }
    LIST_IS_NO_TEXT {
        en: "a list is no text",
        ja: "リストはそのままでは文字列になりません",
        zh: "列表不是文本",
    }
    LIST_HELP {
        en: "`join(list, ', ')` makes one of it",
        ja: "`join(list, ', ')` で文字列になります",
        zh: "可用 `join(list, ', ')` 将其变为文本",
    }
    RECORD_IS_NO_TEXT {
        en: "a {record} is no text",
        ja: "{record} はそのままでは文字列になりません",
        zh: "{record} 不是文本",
    }
    RECORD_HELP {
        en: "name one of its fields",
        ja: "フィールドを指定してください",
        zh: "请指定其中一个字段",
    }

    // Review.
    ASKS_FOR_THE_GOOD {
        en: "`{word}` asks for the good: an id names the bad",
        ja: "`{word}` は望ましい状態を指します。ID には問題の名前を付けます",
        zh: "`{word}` 指的是好的状态：ID 应指出问题",
    }
    READS_AFTER_ALLOW {
        en: "it must read well after \"allow\": `allow msk-public-brokers`",
        ja: "「許可する」の対象として読める名前にしてください: `allow msk-public-brokers`",
        zh: "它应能读作\"允许\"的对象：`allow msk-public-brokers`",
    }
    ONE_WORD {
        en: "an id is more than one word: what it is about, and what is wrong",
        ja: "ID は 2 語以上です。何についてか、何が問題かを示します",
        zh: "ID 不止一个单词：关于什么，以及有什么问题",
    }
    UNUSED_PARAMETER {
        en: "the parameter `{name}` is not used",
        ja: "パラメータ `{name}` は使われていません",
        zh: "参数 `{name}` 没有被使用",
    }
    IN_NO_EXPRESSION {
        en: "`{name}` stands in no expression",
        ja: "`{name}` を含む式がありません",
        zh: "没有表达式包含 `{name}`",
    }
    UNTRANSLATED {
        en: "`{name}` is the text of `{tag}`",
        ja: "`{name}` が `{tag}` の文章のままです",
        zh: "`{name}` 与 `{tag}` 的文字相同",
    }
    NO_SUCH_RULE {
        en: "there is no rule `{id}`",
        ja: "ルール `{id}` はありません",
        zh: "没有规则 `{id}`",
    }
}
