//! Help in Japanese and Chinese for the commands that read an account.

use super::texts::texts;
use crate::speech::Phrase;

pub(super) static TEXTS: &[Phrase] = texts! {
    "Read an account and judge it" => "アカウントを読み取って判定します", "读取账户并评估";
    "Read an account and save what was found as a snapshot, without judging" =>
        "アカウントを読み取り、判定せずにスナップショットとして保存します", "读取账户并保存为快照，不作评估";
    "Print the least-privilege IAM policy that a scan needs" =>
        "スキャンに必要な最小権限の IAM ポリシーを表示します", "输出扫描所需的最小权限 IAM 策略";
    "Also save the snapshot that the findings' lines point into (zstd when the name ends in .zst)" =>
        "検出結果の行が指すスナップショットも保存します (名前が .zst で終われば zstd)",
        "同时保存检测结果的行所指向的快照 (名称以 .zst 结尾时为 zstd)";
    "File to write (zstd when the name ends in .zst)" =>
        "書き込むファイル (名前が .zst で終われば zstd)", "要写入的文件 (名称以 .zst 结尾时为 zstd)";
    "Exit 0 although something could not be read" =>
        "読み取れなかったものがあっても 0 で終了します", "即使有内容无法读取也以 0 退出";

    // Where and as whom.
    "Named profile of the AWS configuration files" => "AWS 設定ファイルの名前付きプロファイル", "AWS 配置文件中的命名配置文件";
    "Region to read; may be given several times [default: the environment's or profile's region]" =>
        "読み取るリージョン。複数回指定できます [デフォルト: 環境またはプロファイルのリージョン]",
        "要读取的区域；可指定多次 [默认：环境或配置文件中的区域]";
    "Endpoint of all services instead of AWS's own" =>
        "AWS のものの代わりに使う、全サービスのエンドポイント", "代替 AWS 自身的、所有服务的端点";
    "Role to assume first" => "最初に引き受けるロール", "首先担任的角色";
    "External id that the role asks for" => "ロールが求める外部 ID", "角色要求的外部 ID";
    "File that describes a family of connectors (as rules/data/connectors/*.toml do); may be given several times" =>
        "コネクタの系統を記述するファイル (rules/data/connectors/*.toml と同じ形式)。複数回指定できます",
        "描述一类连接器的文件 (形式同 rules/data/connectors/*.toml)；可指定多次";
    "Calls in flight per service and region" =>
        "サービスとリージョンごとに同時に行う呼び出しの数", "每个服务和区域同时进行的调用数";
    "Seconds after which a call, retries included, is given up" =>
        "再試行を含め、呼び出しを打ち切るまでの秒数", "放弃一次调用 (含重试) 之前的秒数";
    "Seconds after which the run ends with what it has" =>
        "実行を打ち切り、得られたもので終えるまでの秒数", "以已有内容结束运行之前的秒数";

    // What is only done on request.
    "Also inspect the external schemas of Redshift databases, by SELECTs through the Redshift Data API as the caller's own identity; this wakes and bills Serverless workgroups and needs permissions that IAM counts as Write" =>
        "Redshift データベースの外部スキーマも調べます。呼び出し元自身のアイデンティティで Redshift Data API を通じて SELECT を実行します。サーバーレスのワークグループが起動して課金され、IAM が書き込みに分類するアクセス許可が必要です",
        "同时检查 Redshift 数据库的外部架构：以调用方自身的身份通过 Redshift Data API 执行 SELECT；这会唤醒无服务器工作组并产生费用，且需要被 IAM 归为写入的权限";
    "Database user for --redshift-sql in provisioned clusters, instead of the caller's own identity" =>
        "プロビジョニングされたクラスターでの --redshift-sql に、呼び出し元自身のアイデンティティの代わりに使うデータベースユーザー",
        "在预置集群中用于 --redshift-sql 的数据库用户，代替调用方自身的身份";
    "Secret with user name and password for --redshift-sql" =>
        "--redshift-sql に使うユーザー名とパスワードのシークレット", "用于 --redshift-sql 的包含用户名和密码的密钥 (secret)";
    "Also read the values of the secrets that external schemas name; only the names of their JSON keys and issuer and validity of their certificate are kept" =>
        "外部スキーマが指すシークレットの値も読みます。残すのは JSON キーの名前と、証明書の発行者と有効期間だけです",
        "同时读取外部架构所指密钥 (secret) 的值；只保留 JSON 键的名称以及证书的颁发者和有效期";
    "Partition the policy is for" => "ポリシーの対象のパーティション", "策略所针对的分区";
};
