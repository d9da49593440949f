//! What answers of AWS lacked, what was not collected, and what a database or a session said.

use super::entries;

entries! {
    // Answers that lack something.
    "the answer lacks its list" = "応答に一覧がありません" | "响应中没有列表";
    "the answer lacks what it is about" = "応答に対象がありません" | "响应中没有所询问的对象";
    "the answer lacks {member}" = "応答に {member} がありません" | "响应中没有 {member}";
    "the answer cannot be read" = "応答を読み取れません" | "无法读取响应";
    "the answer names no listener" = "応答にリスナーがありません" | "响应中没有侦听器";
    "a page cannot be read" = "読み取れないページがあります" | "有一页无法读取";
    "a page failed" = "取得に失敗したページがあります" | "有一页获取失败";
    "the listing does not end" = "一覧が終わりません" | "列表没有结尾";
    "the listing repeats itself" = "一覧が繰り返されています" | "列表出现重复";
    "the session expired ({code})" = "セッションの有効期限が切れました ({code})" | "会话已过期 ({code})";
    "throttled" = "スロットリング" | "节流";
    "rows are missing" = "行が不足しています" | "缺少行";
    "a mapping without UUID" = "UUID のないマッピングがあります" | "有映射没有 UUID";
    "a source access entry without {member}" = "{member} のないソースアクセス設定があります" | "有源访问配置没有 {member}";
    "a replicator without ARN" = "ARN のないレプリケーターがあります" | "有复制器没有 ARN";
    "a cluster without ARN and id" = "ARN も ID もないクラスターがあります" | "有集群既没有 ARN 也没有 ID";
    "a cluster without ARN" = "ARN のないクラスター" | "没有 ARN 的集群";
    "a cluster without identifier" = "識別子のないクラスターがあります" | "有集群没有标识符";
    "a cluster without bootstrap servers" = "ブートストラップサーバーのないクラスターがあります" | "有集群没有引导服务器";
    "SASL/SCRAM without mechanism" = "メカニズムのない SASL/SCRAM があります" | "有 SASL/SCRAM 没有机制";
    "a connector without ARN" = "ARN のないコネクタがあります" | "有连接器没有 ARN";
    "a secret without ARN" = "ARN のないシークレットがあります" | "有密钥 (secret) 没有 ARN";
    "a version without its keys" = "KMS キーの記載がないバージョンがあります" | "有版本没有列出 KMS 密钥";
    "a workgroup without ARN" = "ARN のないワークグループがあります" | "有工作组没有 ARN";
    "a namespace without ARN" = "ARN のない名前空間があります" | "有命名空间没有 ARN";
    "a {kind} without ARN and id" = "ARN も ID もない {kind} があります" | "有 {kind} 既没有 ARN 也没有 ID";
    "a {kind} without id" = "ID のない {kind} があります" | "有 {kind} 没有 ID";
    "a rule without protocol" = "プロトコルのないルールがあります" | "有规则没有协议";
    "a route without destination" = "送信先のないルートがあります" | "有路由没有目标地址";
    "a broker without port" = "ポートのないブローカーがあります" | "有代理没有端口";
    "a bootstrap server without port" = "ポートのないブートストラップサーバー" | "没有端口的引导服务器";
    "a port that is no number" = "数値でないポートがあります" | "有端口不是数字";
    "a row without schemaname or eskind" = "schemaname または eskind のない行があります" | "有行没有 schemaname 或 eskind";
    "neither Provisioned nor Serverless" = "Provisioned でも Serverless でもありません" | "既不是 Provisioned 也不是 Serverless";
    "not a policy document" = "ポリシードキュメントではありません" | "不是策略文档";
    "no readable server properties" = "読み取れるサーバープロパティがありません" | "没有可读取的服务器属性";
    "the server properties are no properties text" = "サーバープロパティがプロパティ形式のテキストではありません" | "服务器属性不是属性格式的文本";
    "the properties cannot be read" = "プロパティを読み取れません" | "无法读取属性";
    "the cluster's subnet group is not listed" = "クラスターのサブネットグループが一覧にありません" | "集群的子网组不在列表中";
    "a member of the group is not listed" = "グループのメンバーが一覧にありません" | "组的成员不在列表中";
    "the members of the group differ" = "グループのメンバーの値が一致しません" | "组内成员的值不一致";
    "the members of the group do not say" = "グループのメンバーに記載がありません" | "组内成员没有说明";
    "esoptions is no JSON object" = "esoptions が JSON オブジェクトではありません" | "esoptions 不是 JSON 对象";
    "esoptions with two values for {clause}" = "esoptions の {clause} に 2 つの値があります" | "esoptions 中 {clause} 有两个值";
    "esoptions without a key for {clause}" = "esoptions に {clause} のキーがありません" | "esoptions 中没有 {clause} 的键";
    "esoptions with a value for {clause} that is no text" = "esoptions の {clause} の値がテキストではありません" | "esoptions 中 {clause} 的值不是文本";
    "no stream" = "ストリームではないもの" | "非流";
    "{field} is not {type}" = "{field} が {type} ではありません" | "{field} 不是 {type}";

    // What was not looked at.
    "account {account} region {region}" = "アカウント {account} リージョン {region}" | "账户 {account} 区域 {region}";
    "account {account}" = "アカウント {account}" | "账户 {account}";
    "not a resource of {service}" = "{service} のリソースではありません" | "不是 {service} 的资源";
    "not the ARN of a role" = "ロールの ARN ではありません" | "不是角色的 ARN";
    "the mapping's function" = "マッピングの関数" | "映射的函数";
    "the cluster behind a VPC connection" = "VPC 接続の先のクラスター" | "VPC 连接另一端的集群";
    "the cluster is paused" = "クラスターは一時停止中です" | "集群已暂停";
    "the cluster is not ready" = "クラスターの準備ができていません" | "集群尚未就绪";
    "the secret is being deleted" = "シークレットは削除中です" | "密钥 (secret) 正在删除";
    "the namespace of the workgroup" = "ワークグループの名前空間" | "工作组的命名空间";
    "the workgroup's endpoint names no VPC" = "ワークグループのエンドポイントに VPC の記載がありません" | "工作组的端点没有指明 VPC";
    "no database to connect to is known" = "接続先のデータベースがわかりません" | "不知道要连接的数据库";
    "keys behind aliases of another account or region" = "別のアカウントまたはリージョンのエイリアスが指す KMS キー" | "其他账户或区域的别名所指的 KMS 密钥";
    "route tables of a VPC of another account" = "別のアカウントの VPC のルートテーブル" | "其他账户的 VPC 的路由表";
    "SASL/SCRAM state" = "SASL/SCRAM の状態" | "SASL/SCRAM 的状态";
    "driver version ({version})" = "ドライバーのバージョン ({version})" | "驱动程序版本 ({version})";
    "sink encryption" = "シンク側の暗号化" | "接收端的加密";
    "external schemas of Redshift databases (--redshift-sql)" = "Redshift データベースの外部スキーマ (--redshift-sql)" | "Redshift 数据库的外部架构 (--redshift-sql)";
    "private hosted zones of Route 53" = "Route 53 のプライベートホストゾーン" | "Route 53 的私有托管区域";
    "grants of keys (--redshift-sql)" = "キーの許可 (grant) (--redshift-sql)" | "KMS 密钥的授权 (grant) (--redshift-sql)";
    "key policies (--redshift-sql)" = "キーポリシー (--redshift-sql)" | "密钥策略 (--redshift-sql)";
    "the form of secrets that external schemas name (--read-secret-shapes)" = "外部スキーマが指すシークレットの形式 (--read-secret-shapes)" | "外部架构所指的密钥 (secret) 的形式 (--read-secret-shapes)";
    "the database user sees only the schemas that it may use" = "データベースユーザーには使用を許可されたスキーマだけが見えます" | "数据库用户只能看到允许其使用的架构";
    "whether the database user is a superuser is not told" = "データベースユーザーがスーパーユーザーかどうかがわかりません" | "无法得知数据库用户是否为超级用户";
    "{count} rows about materialized views" = "マテリアライズドビューに関する {count} 行" | "{count} 行关于物化视图的记录";
    "materialized views that were not refreshed of late" = "最近更新されていないマテリアライズドビュー" | "最近未刷新的物化视图";
    "the database user sees only the materialized views that it refreshes" = "データベースユーザーには自身が更新するマテリアライズドビューだけが見えます" | "数据库用户只能看到由其刷新的物化视图";
    "the schema of a materialized view" = "マテリアライズドビューのスキーマ" | "物化视图所在的架构";
    "{count} brokers of a URI" = "1 つの URI にブローカー {count} 個" | "一个 URI 中 {count} 个代理";

    // What a database, the network or a session said.
    "the statement did not end" = "ステートメントが終わりませんでした" | "语句没有结束";
    "permission denied in the database" = "データベースでアクセス許可がありません" | "在数据库中没有权限";
    "login refused" = "ログインが拒否されました" | "登录被拒绝";
    "no such user or role" = "そのユーザーまたはロールはありません" | "没有该用户或角色";
    "no such database" = "そのデータベースはありません" | "没有该数据库";
    "credentials or endpoint" = "認証情報またはエンドポイント" | "凭证或端点";
    "connection" = "接続" | "连接";
    "timeout" = "タイムアウト" | "超时";
    "no answer" = "応答なし" | "没有响应";
    "incomplete answer" = "応答が不完全です" | "响应不完整";
    "unreadable answer" = "読み取れない応答" | "无法读取的响应";
    "no source of credentials is configured" = "認証情報の取得元が設定されていません" | "没有配置凭证来源";
    "none of the standard sources gave any" = "標準の取得元のいずれからも得られません" | "任何标准来源都没有提供";
}
