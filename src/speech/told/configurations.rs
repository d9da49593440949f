//! Terraform plans and configurations: what cannot be read of them, and what is decided only when they are applied.

use super::entries;

entries! {
    // Plans.
    "not a plan's JSON" = "プランの JSON ではありません" | "不是计划的 JSON";
    "no plan: it has no format_version (use `terraform show -json PLAN`)" = "プランではありません。format_version がありません (`terraform show -json PLAN` を使います)" | "不是计划：没有 format_version (请用 `terraform show -json PLAN`)";
    "format_version {version} is not known; 0.1 to 1.x are" = "format_version {version} には対応していません。対応しているのは 0.1 から 1.x までです" | "不支持 format_version {version}；支持的是 0.1 至 1.x";
    "a state, not a plan (use `terraform plan -out PLAN`, then `terraform show -json PLAN`)" = "プランではなくステートです (`terraform plan -out PLAN` の後に `terraform show -json PLAN` を使います)" | "是状态而不是计划 (请先用 `terraform plan -out PLAN`，再用 `terraform show -json PLAN`)";
    "the plan ended with an error" = "プランがエラーで終わりました" | "计划因错误而终止";
    "the plan is not complete" = "プランが完全ではありません" | "计划不完整";
    "the plan's configuration" = "プランの設定" | "计划中的配置";
    "a value that is known only after apply" = "適用後にのみわかる値" | "应用后才知道的值";
    "a name that is known only after apply" = "適用後にのみわかる名前" | "应用后才知道的名称";
    "too many resources" = "多すぎるリソース" | "过多的资源";
    "the provider's region" = "プロバイダーのリージョン" | "提供程序的区域";

    // Files of configurations.
    "not HCL" = "HCL ではありません" | "不是 HCL";
    "no name of a block" = "ブロックの名前ではありません" | "不是块的名称";
    "no name of an argument" = "引数の名前ではありません" | "不是参数的名称";
    "no type" = "型ではありません" | "不是类型";
    "an interpolation that does not end" = "終わりのない式展開" | "没有结束的插值";
    "not a list of modules" = "モジュールの一覧ではありません" | "不是模块列表";
    "declared twice" = "2 回宣言されています" | "声明了两次";
    "there is nothing to override" = "上書きする対象がありません" | "没有可覆盖的对象";
    "a dynamic block without for_each or content" = "for_each または content のない dynamic ブロック" | "没有 for_each 或 content 的 dynamic 块";
    "a thread for the evaluation" = "評価のためのスレッド" | "用于求值的线程";
    "the evaluation of a configuration" = "設定の評価" | "配置的求值";
    "a limit of the evaluation" = "評価の上限" | "求值的上限";
    "module {source}" = "モジュール {source}" | "模块 {source}";
    "a module without source" = "source のないモジュール" | "没有 source 的模块";
    "a cycle" = "循環参照" | "循环引用";
    "too many instances" = "多すぎるインスタンス" | "过多的实例";

    // Resources.
    "{name}: the data source does not show the rotation" = "データソースではローテーションがわからない {name}" | "数据源不显示轮换的 {name}";
    "{name}: no policy document" = "ポリシードキュメントではない {name}" | "不是策略文档的 {name}";
    "a route table" = "ルートテーブル" | "路由表";
    "a route without target" = "ターゲットのないルート" | "没有目标的路由";
    "a unique suffix" = "一意の接尾辞" | "唯一后缀";
    "{what} of a policy document" = "ポリシードキュメントの {what}" | "策略文档的 {what}";
    "values of a condition" = "条件の値" | "条件的值";
    "the type of a principal" = "プリンシパルの種類" | "主体的类型";
    "the identifiers of a principal" = "プリンシパルの識別子" | "主体的标识符";

    // Names and expressions.
    "there is nothing named {name}" = "存在しない名前 {name}" | "不存在的名称 {name}";
    "there is no local value {name}" = "存在しないローカル値 {name}" | "不存在的局部值 {name}";
    "there is no output {name}" = "存在しない出力 {name}" | "不存在的输出 {name}";
    "there is no module {name}" = "存在しないモジュール {name}" | "不存在的模块 {name}";
    "there is no attribute {name}" = "存在しない属性 {name}" | "不存在的属性 {name}";
    "there is no such instance" = "存在しないインスタンス" | "不存在的实例";
    "there is no such item" = "存在しない要素" | "不存在的元素";
    "there is no such key" = "存在しないキー" | "不存在的键";
    "there is no such slice" = "存在しない範囲" | "不存在的切片";
    "there is no file {path}" = "存在しないファイル {path}" | "不存在的文件 {path}";
    "no value" = "値のない出力" | "没有值的输出";
    "no value with an attribute {name}" = "属性 {name} を持たない値" | "没有属性 {name} 的值";
    "no value with items" = "要素を持たない値" | "没有元素的值";
    "a variable's value is no expression" = "式ではない変数の値" | "不是表达式的变量值";
    "the attribute {name} is required" = "必須の属性 {name}" | "必需的属性 {name}";
    "a type constraint" = "型の制約" | "类型约束";
    "a number beyond double precision" = "倍精度を超える数値" | "超出双精度的数字";
    "a number is needed" = "数値が必要な箇所" | "需要数字之处";
    "two numbers are needed" = "2 つの数値が必要な箇所" | "需要两个数字之处";
    "numbers are needed" = "複数の数値が必要な箇所" | "需要多个数字之处";
    "booleans are needed" = "真偽値が必要な箇所" | "需要布尔值之处";
    "true or false is needed" = "true または false が必要な箇所" | "需要 true 或 false 之处";
    "a text is needed" = "テキストが必要な箇所" | "需要文本之处";
    "a list is needed" = "リストが必要な箇所" | "需要列表之处";
    "a map is needed" = "マップが必要な箇所" | "需要映射之处";
    "an object is needed" = "オブジェクトが必要な箇所" | "需要对象之处";
    "a tuple is needed" = "タプルが必要な箇所" | "需要元组之处";
    "a path is needed" = "パスが必要な箇所" | "需要路径之处";
    "sets of texts are needed" = "テキストの集合が必要な箇所" | "需要文本集合之处";
    "an index is a whole number" = "整数ではないインデックス" | "不是整数的索引";
    "a key is text" = "テキストではない添字" | "不是文本的下标";
    "a path is text" = "テキストではないパス" | "不是文本的路径";
    "a separator is text" = "テキストではない区切り文字" | "不是文本的分隔符";
    "a format is text" = "テキストではない書式" | "不是文本的格式";
    "a condition is true or false" = "true でも false でもない条件" | "既不是 true 也不是 false 的条件";
    "variables are a map" = "マップではない変数" | "不是映射的变量";
    "a division by zero" = "ゼロによる除算" | "除以零";
    "no arithmetic" = "算術ではない演算" | "不是算术的运算";
    "a for expression over what is no collection" = "コレクションではないものに対する for 式" | "对非集合的 for 表达式";
    "a for directive over what is no collection" = "コレクションではないものに対する for ディレクティブ" | "对非集合的 for 指令";
    "a list, a map or null in a text" = "テキストの中のリスト、マップ、または null" | "文本中的列表、映射或 null";
}
