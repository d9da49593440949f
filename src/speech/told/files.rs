//! CloudFormation templates, parameter files, SQL and client properties: what cannot be read of them, and what is
//! decided only when they are deployed.

use super::entries;

entries! {
    // Any file.
    "the file is empty" = "ファイルが空です" | "文件为空";
    "larger than {size} MB" = "{size} MB を超えています" | "大于 {size} MB";
    "larger than {size} MB; CloudFormation takes templates of 1 MB" = "{size} MB を超えています。CloudFormation が受け付けるテンプレートは 1 MB までです" | "大于 {size} MB；CloudFormation 接受的模板最大为 1 MB";
    "no text: it holds a zero byte" = "テキストではありません。ゼロバイトが含まれています" | "不是文本：其中含有零字节";
    "line {line} is no UTF-8 text" = "{line} 行目が UTF-8 テキストではありません" | "第 {line} 行不是 UTF-8 文本";
    "no UTF-8 at byte {at}" = "{at} バイト目が UTF-8 ではありません" | "第 {at} 字节不是 UTF-8";
    "not UTF-8 text" = "UTF-8 テキストではありません" | "不是 UTF-8 文本";
    "no UTF-8 text" = "UTF-8 テキストではないもの" | "非 UTF-8 文本";
    "no JSON" = "JSON ではありません" | "不是 JSON";
    "no YAML" = "YAML ではありません" | "不是 YAML";
    "no TOML" = "TOML ではありません" | "不是 TOML";
    "not JSON" = "JSON ではありません" | "不是 JSON";
    "not YAML" = "YAML ではありません" | "不是 YAML";
    "nested deeper than {depth} levels" = "{depth} 段より深い入れ子です" | "嵌套超过 {depth} 层";
    "nested deeper than {depth} levels, aliases expanded" = "エイリアスを展開すると {depth} 段より深い入れ子です" | "展开别名后嵌套超过 {depth} 层";
    "more than {count} values" = "値が {count} 個を超えています" | "值超过 {count} 个";
    "more than {count} values, aliases expanded" = "エイリアスを展開すると値が {count} 個を超えています" | "展开别名后值超过 {count} 个";
    "the key {key} is given twice" = "キー {key} が 2 回指定されています" | "键 {key} 出现了两次";
    "only the first document of the file is read" = "ファイルの最初のドキュメントだけを読み取ります" | "只读取文件中的第一个文档";
    "an alias within the value that it names" = "自身が指す値の中にあるエイリアス" | "位于自身所指的值之中的别名";
    "a key that is no text" = "テキストではないキー" | "不是文本的键";
    "`<<` merges maps only" = "`<<` で結合できるのはマップだけです" | "`<<` 只能合并映射";
    "folders called {name}: {count}; name one to check it" = "{name} という名前のフォルダ: {count}。調べるにはパスを指定します" | "名为 {name} 的文件夹：{count}；要检查请指定路径";
    "a link out of the repository" = "リポジトリの外へのリンクです" | "指向存储库之外的链接";
    "not a file" = "ファイルではありません" | "不是文件";
    "more than {count} bytes" = "{count} バイトを超えています" | "超过 {count} 字节";
    "neither a tidegate snapshot, a CloudFormation template, a Terraform plan (`terraform show -json PLAN`), Terraform source, SQL of external schemas nor properties of a Kafka client; --template-kind says what it is, --skip-unrecognised passes over it" = "tidegate のスナップショット、CloudFormation テンプレート、Terraform のプラン (`terraform show -json PLAN`)、Terraform のソース、外部スキーマの SQL、Kafka クライアントのプロパティのいずれでもありません。種類は --template-kind で指定し、無視するには --skip-unrecognised を使います" | "既不是 tidegate 快照、CloudFormation 模板、Terraform 计划 (`terraform show -json PLAN`)、Terraform 源代码、外部架构的 SQL，也不是 Kafka 客户端的属性；用 --template-kind 指明类型，用 --skip-unrecognised 跳过";

    // Templates as a whole.
    "the resource {name} has no type" = "リソース {name} に型がありません" | "资源 {name} 没有类型";
    "the parameter {name} has no type" = "パラメータ {name} に型がありません" | "参数 {name} 没有类型";
    "only the first {count} resources are read" = "最初の {count} 個のリソースだけを読み取ります" | "只读取前 {count} 个资源";
    "{name} is no map" = "{name} がマップではありません" | "{name} 不是映射";
    "more than {count} resources" = "リソースが {count} 個を超えています" | "资源超过 {count} 个";
    "{name} among the resources" = "リソースの中の {name}" | "资源中的 {name}";
    "{count} values" = "値 {count} 個" | "{count} 个值";
    "{count} statements" = "ステートメント {count} 個" | "{count} 条语句";
    "{count} possible worlds" = "起こりうる組み合わせ {count} 通り" | "{count} 种可能的组合";
    "a macro" = "マクロ" | "宏";
    "the macro {name}, which may change the whole template" = "テンプレート全体を変更しうるマクロ {name}" | "可能更改整个模板的宏 {name}";
    "the macro of Fn::Transform" = "Fn::Transform のマクロ" | "Fn::Transform 的宏";
    "the nested stack {name}: {why}" = "ネストされたスタック {name} ({why})" | "嵌套堆栈 {name} ({why})";
    "it is no stack" = "スタックではありません" | "不是堆栈";
    "a loop makes it" = "ループで作られます" | "由循环生成";
    "its parameters hang on its own outputs" = "パラメータが自身の出力に依存しています" | "其参数取决于自身的输出";
    "it has no {property}" = "{property} がありません" | "没有 {property}";
    "its {property} is decided at deployment" = "{property} がデプロイ時に決まります" | "其 {property} 在部署时才确定";
    "its template is no file beside this one" = "テンプレートが隣のファイルではありません" | "其模板不是旁边的文件";
    "{path} is not among the files" = "{path} は対象のファイルに含まれていません" | "{path} 不在文件之列";
    "it nests itself" = "自身をネストしています" | "嵌套了自身";
    "more than {count} stacks within each other" = "スタックの入れ子が {count} 段を超えています" | "堆栈嵌套超过 {count} 层";
    "more than {count} nested stacks" = "ネストされたスタックが {count} 個を超えています" | "嵌套堆栈超过 {count} 个";
    "the global replication group {name}" = "グローバルレプリケーショングループ {name}" | "全局复制组 {name}";
    "{name}.Members, of which none is said to be the primary" = "{name}.Members (プライマリとされるメンバーがありません)" | "{name}.Members (未说明哪个成员是主成员)";
    "materialized views that are made elsewhere" = "ほかの場所で作られるマテリアライズドビュー" | "在别处创建的物化视图";
    "an object is expected here" = "ここにはオブジェクトが必要です" | "此处应为对象";
    "the nested template has no such output" = "ネストされたテンプレートにその出力がありません" | "嵌套模板没有该输出";

    // Files of parameters.
    "no template has a parameter {name}" = "パラメータ {name} を持つテンプレートはありません" | "没有模板含有参数 {name}";
    "no template has a parameter {name}; did you mean {other}?" = "パラメータ {name} を持つテンプレートはありません。{other} のことですか?" | "没有模板含有参数 {name}；您是指 {other} 吗？";
    "the parameter {name} does not allow this value" = "パラメータ {name} はこの値を許可していません" | "参数 {name} 不允许该值";
    "no name" = "名前ではありません" | "不是名称";
    "no text" = "テキストではありません" | "不是文本";
    "neither ParameterValue nor UsePreviousValue" = "ParameterValue も UsePreviousValue もありません" | "既没有 ParameterValue 也没有 UsePreviousValue";
    "no parameter: a list of ParameterKey and ParameterValue, an object with Parameters, or names with their values are expected" = "パラメータではありません。ParameterKey と ParameterValue の一覧、Parameters を持つオブジェクト、または名前と値の組が必要です" | "不是参数：应为 ParameterKey 和 ParameterValue 的列表、含有 Parameters 的对象，或名称及其值";
    "no environment called default" = "default という名前の環境がありません" | "没有名为 default 的环境";
    "parameter_overrides is neither text nor a list nor a table" = "parameter_overrides がテキストでもリストでもテーブルでもありません" | "parameter_overrides 既不是文本也不是列表或表";
    "neither Key=Value nor ParameterKey=Key,ParameterValue=Value" = "Key=Value でも ParameterKey=Key,ParameterValue=Value でもありません" | "既不是 Key=Value 也不是 ParameterKey=Key,ParameterValue=Value";

    // Values of templates.
    "a value that is known only at deployment" = "デプロイ時にのみわかる値" | "部署时才知道的值";
    "a value that is neither true nor false" = "true でも false でもない値" | "既不是 true 也不是 false 的值";
    "a value that is no block of properties" = "プロパティのブロックではない値" | "不是属性块的值";
    "a sensitive value" = "機密の値" | "敏感值";
    "a sensitive value that is written down" = "平文で書かれた機密の値" | "明文写出的敏感值";
    "a value" = "値" | "值";
    "a list" = "リスト" | "列表";
    "a key" = "キー" | "键";
    "a condition" = "条件" | "条件";
    "a comparison" = "比較" | "比较";
    "a dynamic reference to {service}" = "{service} への動的な参照" | "对 {service} 的动态引用";
    "a dynamic reference that is not closed" = "閉じられていない動的な参照" | "没有结束的动态引用";
    "{name}, which is not given" = "指定されていない {name}" | "未指定的 {name}";
    "{name}, which is no base64" = "base64 ではない {name}" | "不是 base64 的 {name}";
    "{name}, which cannot be read" = "読み取れない {name}" | "无法读取的 {name}";
    "{name}, which cannot be read as a policy" = "ポリシーとして読み取れない {name}" | "无法作为策略读取的 {name}";
    "{name}, which the template does not declare" = "テンプレートで宣言されていない {name}" | "模板没有声明的 {name}";
    "{name}, which the mappings do not have" = "マッピングにない {name}" | "映射中没有的 {name}";
    "{name}, which has no destination" = "送信先のない {name}" | "没有目标地址的 {name}";
    "{name}, which has no target" = "ターゲットのない {name}" | "没有目标的 {name}";
    "the condition {name}" = "条件 {name}" | "条件 {name}";
    "the condition {name}, which the template does not declare" = "テンプレートで宣言されていない条件 {name}" | "模板没有声明的条件 {name}";
    "the condition {name}, which names itself" = "自身を参照する条件 {name}" | "引用自身的条件 {name}";
    "a chain of more than {count} conditions" = "{count} 個を超える条件の連鎖" | "超过 {count} 个条件的链";
    "a condition that is no function" = "関数ではない条件" | "不是函数的条件";
    "a condition without name" = "名前のない条件" | "没有名称的条件";
    "the parameter {name}" = "パラメータ {name}" | "参数 {name}";
    "too many values" = "多すぎる値" | "过多的值";
    "a list within a text" = "テキストの中のリスト" | "文本中的列表";
    "a map within a text" = "テキストの中のマップ" | "文本中的映射";
    "a text of more than {count} bytes" = "{count} バイトを超えるテキスト" | "超过 {count} 字节的文本";
    "an attribute whose name is decided at deployment" = "名前がデプロイ時に決まる属性" | "名称在部署时才确定的属性";
    "Fn::ForEach with arguments that it does not take" = "Fn::ForEach が受け付けない引数" | "Fn::ForEach 不接受的参数";
    "Fn::ForEach without identifier" = "識別子のない Fn::ForEach" | "没有标识符的 Fn::ForEach";
    "Fn::Select of an element that the list does not have" = "リストにない要素の Fn::Select" | "Fn::Select 选择列表中没有的元素";
    "Fn::ImportValue: an export of another stack" = "Fn::ImportValue (別のスタックのエクスポート)" | "Fn::ImportValue (其他堆栈的导出)";
    "Fn::GetAZs: the Availability Zones of the account" = "Fn::GetAZs (アカウントのアベイラビリティーゾーン)" | "Fn::GetAZs (账户的可用区)";
    "Fn::Cidr: computed at deployment" = "Fn::Cidr (デプロイ時に計算)" | "Fn::Cidr (部署时计算)";
    "Fn::Base64: encoded at deployment" = "Fn::Base64 (デプロイ時にエンコード)" | "Fn::Base64 (部署时编码)";
    "Fn::Transform: the macro's output" = "Fn::Transform (マクロの出力)" | "Fn::Transform (宏的输出)";
    "{function} with arguments that it does not take" = "受け付けない引数を持つ {function}" | "参数不符合要求的 {function}";

    // Resources of templates.
    "a file names neither account nor region" = "ファイルにはアカウントもリージョンも書かれていません" | "文件既不指明账户也不指明区域";
    "bootstrap.servers, which the file does not name" = "ファイルにない bootstrap.servers" | "文件中没有的 bootstrap.servers";
    "an empty AuthToken" = "空の AuthToken" | "空的 AuthToken";
    "no way of authentication is given" = "指定されていない認証方法" | "未指定的身份验证方式";
    "the global replication group" = "グローバルレプリケーショングループ" | "全局复制组";
    "the replication group's engine" = "レプリケーショングループのエンジン" | "复制组的引擎";
    "the cluster {id}, which the template does not declare" = "テンプレートで宣言されていないクラスター {id}" | "模板没有声明的集群 {id}";
    "the cluster {id}, which the configuration does not declare" = "設定で宣言されていないクラスター {id}" | "配置没有声明的集群 {id}";
    "the cluster that {name} is about" = "{name} の対象のクラスター" | "{name} 所涉及的集群";
    "the primary key, which another stack declares" = "別のスタックで宣言されているプライマリキー" | "其他堆栈声明的主密钥";
    "the alias's name" = "エイリアスの名前" | "别名的名称";
    "the role that is made for {function}" = "{function} のために作られるロール" | "为 {function} 创建的角色";
    "the function, which the template does not declare" = "テンプレートで宣言されていない関数" | "模板没有声明的函数";
    "the function {name}" = "関数 {name}" | "函数 {name}";
    "the brokers' addresses" = "ブローカーのアドレス" | "代理的地址";
    "the SQL of a custom resource" = "カスタムリソースの SQL" | "自定义资源的 SQL";
    "a range that is assigned at deployment" = "デプロイ時に割り当てられる範囲" | "部署时分配的范围";
    "the default subnet group" = "デフォルトのサブネットグループ" | "默认子网组";
    "the subnet group of {name}" = "{name} のサブネットグループ" | "{name} 的子网组";
    "the subnet group {name}" = "サブネットグループ {name}" | "子网组 {name}";
    "what the managed policy {arn} says" = "マネージドポリシー {arn} の内容" | "托管策略 {arn} 的内容";
    "the policy {arn}" = "ポリシー {arn}" | "策略 {arn}";
    "the range of the VPC" = "VPC のアドレス範囲" | "VPC 的地址范围";
    "the prefix list of {name}" = "{name} のプレフィックスリスト" | "{name} 的前缀列表";
    "the prefix list of a gateway endpoint" = "ゲートウェイエンドポイントのプレフィックスリスト" | "网关端点的前缀列表";
    "the partition of {name}" = "{name} のパーティション" | "{name} 的分区";

    // SQL.
    "a directive that never ends" = "終わりのないディレクティブ" | "没有结束的指令";
    "a string that never ends" = "終わりのない文字列" | "没有结束的字符串";
    "a name that never ends" = "終わりのない名前" | "没有结束的名称";
    "a body in dollar quotes that never ends" = "終わりのないドル引用符の本体" | "没有结束的美元引号正文";
    "a comment that never ends" = "終わりのないコメント" | "没有结束的注释";
    "more than {count} statements" = "ステートメントが {count} 個を超えています" | "语句超过 {count} 条";
    "the default role, which SQL does not name" = "SQL に書かれていないデフォルトのロール" | "SQL 没有指明的默认角色";
    "ALTER EXTERNAL SCHEMA {name} in {folder}" = "{folder} の ALTER EXTERNAL SCHEMA {name}" | "{folder} 中的 ALTER EXTERNAL SCHEMA {name}";
    "CREATE EXTERNAL SCHEMA {name}, which is not in {folder}" = "{folder} にない CREATE EXTERNAL SCHEMA {name}" | "{folder} 中没有的 CREATE EXTERNAL SCHEMA {name}";
    "a `;` is missing before this statement" = "このステートメントの前に `;` がありません" | "该语句之前缺少 `;`";
    "the source after FROM is missing" = "FROM の後のソースがありません" | "缺少 FROM 之后的来源";
    "FROM MSK, FROM KAFKA or FROM KINESIS is missing" = "FROM MSK、FROM KAFKA、FROM KINESIS のいずれもありません" | "缺少 FROM MSK、FROM KAFKA 或 FROM KINESIS";
    "{clause} is given twice" = "{clause} が 2 回指定されています" | "{clause} 出现了两次";
    "the name of the schema is missing" = "スキーマの名前がありません" | "缺少架构的名称";
    "the name of the schema" = "スキーマの名前" | "架构的名称";
    "the value of {clause} is missing" = "{clause} の値がありません" | "缺少 {clause} 的值";
    "a clause or `;`" = "句または `;`" | "子句或 `;`";
    "NOT EXISTS after IF" = "IF の後の NOT EXISTS" | "IF 之后的 NOT EXISTS";
    "expected {what}" = "{what}が必要です" | "需要{what}";
    "expected {what}, found {found}" = "{what}が必要ですが、{found} がありました" | "需要{what}，却是 {found}";
    "a string" = "文字列" | "字符串";
    "something else" = "別のもの" | "其他内容";
    "none, iam or mtls after AUTHENTICATION" = "AUTHENTICATION の後に none、iam、mtls のいずれか" | "AUTHENTICATION 之后的 none、iam 或 mtls";
    "default or a string after IAM_ROLE" = "IAM_ROLE の後に default または文字列" | "IAM_ROLE 之后的 default 或字符串";
    "a string after {clause}" = "{clause} の後に文字列" | "{clause} 之后的字符串";
    "a value after {name}" = "{name} の後に値" | "{name} 之后的值";

    // Properties of Kafka clients.
    "line {line}: `\\u` is not followed by four hexadecimal digits" = "{line} 行目: `\\u` の後に 4 桁の 16 進数がありません" | "第 {line} 行：`\\u` 之后不是四位十六进制数";
    "the text is longer than {count} bytes" = "テキストが {count} バイトを超えています" | "文本超过 {count} 字节";
}
