//! What is damaged about a snapshot, and what is wrong with a file about connectors.

use super::entries;

entries! {
    "the resources of account {account} region {region} do not stand together" = "アカウント {account} リージョン {region} のリソースがまとまって並んでいません" | "账户 {account} 区域 {region} 的资源没有排列在一起";
    "{kind} {id} stands here a second time" = "{kind} {id} がここで 2 回目に現れています" | "{kind} {id} 在此处第二次出现";
    "the header says {said} resources, but the file ends after {read}" = "ヘッダーではリソースは {said} 個ですが、ファイルは {read} 個で終わっています" | "标头称有 {said} 个资源，但文件在第 {read} 个之后结束";
    "line too long" = "行が長すぎます" | "行过长";
    "the file ends inside this line" = "ファイルがこの行の途中で終わっています" | "文件在该行中间结束";
    "the line cannot be read" = "行を読み取れません" | "无法读取该行";
    "header" = "ヘッダー" | "标头";
    "run.started is no RFC 3339 instant" = "run.started が RFC 3339 の日時ではありません" | "run.started 不是 RFC 3339 时间";
    "a resource line begins with its kind" = "リソースの行は kind で始まります" | "资源行应以 kind 开头";
    "a resource has an id and facts" = "リソースには id と facts が必要です" | "资源须有 id 和 facts";
    "unknown kind {kind}" = "不明な種類 {kind}" | "未知的种类 {kind}";
    "unknown member {name}" = "不明なメンバー {name}" | "未知的成员 {name}";
    "unknown field {name}" = "不明なフィールド {name}" | "未知的字段 {name}";
    "missing field {name}" = "フィールド {name} がありません" | "缺少字段 {name}";
    "duplicate field {name}" = "フィールド {name} が 2 回指定されています" | "字段 {name} 重复";
    "unexpected member" = "予期しないメンバー" | "意外的成员";
    "origin not declared" = "宣言されていない origin" | "未声明的 origin";
    "reason not declared" = "宣言されていない reason" | "未声明的 reason";
    "$value holds a value" = "$value には値が必要です" | "$value 须含有值";
    "$items is a list" = "$items はリストです" | "$items 是列表";
    "a pattern is text" = "パターンはテキストです" | "模式是文本";
    "data of another form" = "形式の異なるデータ" | "形式不同的数据";
    "a name of another form" = "形式の異なる名前" | "形式不同的名称";
    "{type} for `{field}`" = "`{field}` の {type}" | "`{field}` 的 {type}";
    "list of {type}" = "{type} のリスト" | "{type} 的列表";
    "one of {values}" = "{values} のいずれか" | "{values} 之一";
    "link to {kind}" = "{kind} へのリンク" | "指向 {kind} 的链接";
    "an RFC 3339 instant" = "RFC 3339 の日時" | "RFC 3339 时间";
    "a resource" = "リソース" | "资源";
    "facts by field name" = "フィールド名ごとの facts" | "按字段名排列的 facts";

    // Files about connectors.
    "a family has at least one class" = "ファミリーには少なくとも 1 つのクラスが必要です" | "系列至少要有一个类";
    "a family has at least one source" = "ファミリーには少なくとも 1 つの出典が必要です" | "系列至少要有一个来源";
    "a connection has at least one address property" = "接続には少なくとも 1 つのアドレスプロパティが必要です" | "连接至少要有一个地址属性";
    "`driver` goes with the form `jdbc-properties`, and only with it" = "`driver` は形式 `jdbc-properties` と組み合わせる場合にのみ使い、その場合は必須です" | "`driver` 只能且必须与形式 `jdbc-properties` 一起使用";
    "the default is not among the values" = "デフォルトが値の中にありません" | "默认值不在各值之中";
    "a client has a bootstrap property and a prefix" = "クライアントにはブートストラッププロパティと接頭辞が必要です" | "客户端须有引导属性和前缀";
    "a family has a safe, an unsafe and a default example" = "ファミリーには安全な例、安全でない例、デフォルトの例が必要です" | "系列须有安全、不安全和默认三种示例";
    "{number} is no level: 0 to 4" = "{number} はレベルではありません (0 から 4)" | "{number} 不是级别 (0 到 4)";

    // Examples of rules.
    "{kind} {id} has no verdict" = "{kind} {id} の判定がありません" | "{kind} {id} 没有结论";
    "the example has no {kind}" = "例に {kind} がありません" | "示例中没有 {kind}";
    "no {kind} {id} in the template, but [{others}]" = "テンプレートに {kind} {id} がありません。あるのは [{others}] です" | "模板中没有 {kind} {id}，只有 [{others}]";
    "the template has no single {kind}, but [{others}]: name one in `resource`" = "テンプレートの {kind} は 1 つではなく [{others}] です。`resource` で 1 つを指定します" | "模板中的 {kind} 不是一个，而是 [{others}]：请在 `resource` 中指定一个";
    "as a line of a snapshot" = "スナップショットの行として" | "作为快照的一行";
    "the template is not one root module" = "テンプレートが 1 つのルートモジュールではありません" | "模板不是一个根模块";
    "the text is no template" = "テキストがテンプレートではありません" | "文本不是模板";

    // What stops a command.
    "{pattern} (no file matches)" = "{pattern} (一致するファイルがありません)" | "{pattern} (没有匹配的文件)";
    "the run's start is no instant" = "実行の開始時刻が日時ではありません" | "运行的开始时间不是时间";
    "cannot start the runtime" = "ランタイムを開始できません" | "无法启动运行时";

    // The progress of a collection.
    "calls" = "回の呼び出し" | "次调用";
    "{account}: {count} region(s)" = "{account}: リージョン {count} 個" | "{account}：{count} 个区域";
    "{region}: {count} resources" = "{region}: リソース {count} 個" | "{region}：{count} 个资源";
}
