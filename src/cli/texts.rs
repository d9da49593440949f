//! Help in Japanese and Chinese, found by its English, which stands at each option in `cli`.
//!
//! A test holds every text of the command line to an entry and every entry to a text.

use crate::speech::Phrase;

/// One entry a text: `"English" => "Japanese", "Chinese";`
macro_rules! texts {
    ($($en:literal => $ja:literal, $zh:literal;)*) => {
        &[$(Phrase { en: $en, ja: $ja, zh: $zh }),*]
    };
}
#[cfg(feature = "aws")]
pub(super) use texts;

/// What every build of tidegate has.
pub(super) static TEXTS: &[Phrase] = texts! {
    "Read-only security posture scanner for the AWS streaming-data path: MSK, MSK Connect, SCRAM secrets, KMS keys, ElastiCache" =>
        "AWS のストリーミングデータの経路 (MSK、MSK Connect、SCRAM シークレット、KMS キー、ElastiCache) のセキュリティ設定を読み取り専用で調べます",
        "以只读方式检查 AWS 流数据路径的安全状况：MSK、MSK Connect、SCRAM 密钥、KMS 密钥、ElastiCache";
    "Exit codes: 0 nothing at or above --fail-on; 1 findings at or above it; 2 wrong usage, configuration or rules; 3 incomplete: something was not assessed (see --allow-incomplete); 4 nothing to check was found; 5 internal or I/O error. 1 wins over 3." =>
        "終了コード: 0 --fail-on 以上の検出結果なし、1 それ以上の検出結果あり、2 使い方、設定、またはルールの誤り、3 不完全: 評価できなかったものがあります (--allow-incomplete を参照)、4 チェックする対象が見つかりません、5 内部エラーまたは入出力エラー。1 は 3 に優先します。",
        "退出代码：0 没有达到 --fail-on 的检测结果；1 有达到的检测结果；2 用法、配置或规则错误；3 不完整：有内容未评估 (见 --allow-incomplete)；4 没有找到可检查的内容；5 内部错误或输入输出错误。1 优先于 3。";

    // Made by clap.
    "Print help" => "ヘルプを表示します", "显示帮助";
    "Print help (see more with '--help')" => "ヘルプを表示します (詳しくは '--help')", "显示帮助 (详细内容见 '--help')";
    "Print help (see a summary with '-h')" => "ヘルプを表示します (要約は '-h')", "显示帮助 (摘要见 '-h')";
    "Print version" => "バージョンを表示します", "显示版本";
    "Print this message or the help of the given subcommand(s)" =>
        "このヘルプ、または指定したサブコマンドのヘルプを表示します", "显示此帮助或指定子命令的帮助";

    // Everywhere.
    "Language of sentences [default: from LC_ALL, LC_MESSAGES, LANG]" =>
        "文章の言語 [デフォルト: LC_ALL、LC_MESSAGES、LANG による]", "文字的语言 [默认：取自 LC_ALL、LC_MESSAGES、LANG]";
    "When to use colour; NO_COLOR and CLICOLOR_FORCE are honoured" =>
        "色を使う場合。NO_COLOR と CLICOLOR_FORCE に従います", "何时使用颜色；遵循 NO_COLOR 和 CLICOLOR_FORCE";
    "Say nothing on standard error but errors" => "標準エラー出力にはエラーだけを出します", "标准错误中只输出错误";
    "Configuration file [default: tidegate.toml, from here upwards to the root of the repository]" =>
        "設定ファイル [デフォルト: ここからリポジトリのルートまで上へ探した tidegate.toml]",
        "配置文件 [默认：从此处向上直到存储库根目录的 tidegate.toml]";
    "Read no configuration file" => "設定ファイルを読みません", "不读取配置文件";

    // Which rules.
    "Folder of rules to use beside the built-in ones; may be given several times" =>
        "組み込みのルールに加えて使うルールのフォルダー。複数回指定できます", "与内置规则一同使用的规则文件夹；可指定多次";
    "Only these rules: ids, services, severities, tags, frameworks or their ids (also tag:NAME, severity:NAME ...)" =>
        "これらのルールだけ。ID、サービス、重要度、タグ、フレームワークまたはその ID で指定します (tag:NAME、severity:NAME などとも書けます)",
        "仅这些规则：按 ID、服务、严重性、标签、框架或其 ID 指定 (也可写作 tag:NAME、severity:NAME 等)";
    "Not these rules, named in the same ways" => "これらのルールを除きます。指定のしかたは同じです", "排除这些规则，指定方式相同";

    // Commands.
    "Judge CloudFormation templates, Terraform plans and source, and saved snapshots, without AWS" =>
        "CloudFormation テンプレート、Terraform のプランとソース、保存したスナップショットを AWS なしで判定します",
        "不连接 AWS，评估 CloudFormation 模板、Terraform 计划和源代码以及已保存的快照";
    "The rules: list, show, write, review and test them" =>
        "ルール: 一覧、表示、作成、検査、テスト", "规则：列出、显示、新建、检查和测试";
    "Explain a rule: what, why, how to mend it" => "ルールを説明します: 内容、理由、修復方法", "解释规则：内容、原因、修复方法";
    "Print a JSON Schema, or what rules may read of each kind of resource" =>
        "JSON Schema、またはルールがリソースの種類ごとに読めるものを表示します", "输出 JSON Schema，或规则可以读取的各类资源内容";

    // check
    "Files, folders, globs, or - for standard input" =>
        "ファイル、フォルダー、グロブ。標準入力は -", "文件、文件夹、通配模式，或用 - 表示标准输入";
    "Pass over named files that are nothing to check, as for hooks that name every changed file" =>
        "名指しされたファイルでもチェックするものがなければ読み飛ばします。変更されたファイルをすべて渡すフックのためのものです",
        "跳过指名但没有可检查内容的文件，适用于传入所有已更改文件的钩子";
    "Also judge what a Terraform plan leaves unchanged" => "Terraform プランで変更されないものも判定します", "也评估 Terraform 计划中未更改的内容";
    "Report findings although their templates ask to ignore them" =>
        "テンプレートが無視を指定している検出結果も報告します", "即使模板要求忽略，也报告检测结果";
    "What the named files are, when their content does not tell" =>
        "内容から分からないときの、名指しされたファイルの種類", "内容无法判断时，指名文件的类型";
    "Region that templates are deployed to; without it AWS::Region stays a symbol" =>
        "テンプレートをデプロイするリージョン。指定しなければ AWS::Region は記号のままです", "模板部署到的区域；不指定时 AWS::Region 保持为符号";
    "Account that templates are deployed to; without it AWS::AccountId stays a symbol" =>
        "テンプレートをデプロイするアカウント。指定しなければ AWS::AccountId は記号のままです", "模板部署到的账户；不指定时 AWS::AccountId 保持为符号";
    "File with parameters of CloudFormation templates, samconfig.toml too; may be given several times, the last wins" =>
        "CloudFormation テンプレートのパラメータのファイル。samconfig.toml も使えます。複数回指定でき、最後のものが優先します",
        "CloudFormation 模板的参数文件，也可以是 samconfig.toml；可指定多次，以最后一个为准";
    "Value of a Terraform variable; may be given several times" =>
        "Terraform 変数の値。複数回指定できます", "Terraform 变量的值；可指定多次";
    "File with values of Terraform variables; may be given several times" =>
        "Terraform 変数の値のファイル。複数回指定できます", "Terraform 变量值的文件；可指定多次";
    "Folder with the source of a Terraform plan, to point at its lines [default: the plan's folder]" =>
        "Terraform プランの元になったソースのフォルダー。その行を指すために使います [デフォルト: プランのフォルダー]",
        "Terraform 计划的源代码文件夹，用于指出行号 [默认：计划所在文件夹]";
    "Snapshot of the account that templates are deployed to: what they name and do not declare is looked up in it" =>
        "テンプレートをデプロイするアカウントのスナップショット。テンプレートが参照するだけで宣言しないものをここから探します",
        "模板所部署账户的快照：模板引用但未声明的内容在其中查找";

    // How to judge and how to tell it.
    "Report to write: table, json or sarif, to standard output or =FILE; may be given several times" =>
        "書き出すレポート: table、json、sarif。標準出力または =FILE へ出します。複数回指定できます",
        "要输出的报告：table、json 或 sarif，写到标准输出或 =FILE；可指定多次";
    "Exit 1 when a finding is at least this severe, or never [default: low]" =>
        "検出結果の重要度がこれ以上であれば 1 で終了します。never なら終了コードを変えません [デフォルト: low]",
        "检测结果至少达到此严重性时以 1 退出，never 表示从不 [默认：low]";
    "Do not exit 3 when something was not assessed" => "評価できなかったものがあっても 3 で終了しません", "有内容未评估时不以 3 退出";
    "Verdicts to list besides findings" => "検出結果のほかに一覧に載せる判定", "除检测结果外还要列出的结论";
    "Wide table [default: when the terminal has at least 120 columns]" =>
        "幅の広い表 [デフォルト: 端末が 120 桁以上のとき]", "宽表格 [默认：终端至少 120 列时]";
    "Table frames of ASCII characters only" => "表の罫線に ASCII 文字だけを使います", "表格边框仅用 ASCII 字符";
    "Whether SARIF holds ignored findings, as suppressed results; code scanning does not read suppressions" =>
        "無視された検出結果を抑制済みとして SARIF に含めるかどうか。コードスキャンは抑制の情報を読みません",
        "SARIF 是否以已抑制结果的形式包含被忽略的检测结果；代码扫描不读取抑制信息";
    "File that SARIF results without a file of their own point at" =>
        "固有のファイルを持たない SARIF の結果が指すファイル", "没有自身文件的 SARIF 结果所指向的文件";

    // rules
    "List the rules that a run with the same options judges by" =>
        "同じオプションで実行したときに使うルールの一覧を表示します", "列出使用相同选项运行时所用的规则";
    "Form of the list" => "一覧の形式", "列表的形式";
    "Print a rule's file" => "ルールのファイルを表示します", "显示规则文件";
    "The rule's id" => "ルールの ID", "规则的 ID";
    "Write a new rule file, every open place of which is yours to fill" =>
        "新しいルールファイルを作成します。空の箇所は記入してください", "写入新的规则文件，其中的空白处由您填写";
    "Service and id; the id names what is wrong" => "サービスと ID。ID には問題の名前を付けます", "服务和 ID；ID 指出问题所在";
    "Kind of resource that is judged: tidegate schema inventory lists them" =>
        "判定するリソースの種類。一覧は tidegate schema inventory で表示できます", "所评估的资源类型：tidegate schema inventory 会列出";
    "Folder of rules to write into [default: the first of `rules` in tidegate.toml, else rules]" =>
        "書き込むルールのフォルダー [デフォルト: tidegate.toml の `rules` の最初のもの、なければ rules]",
        "要写入的规则文件夹 [默认：tidegate.toml 中 `rules` 的第一个，否则为 rules]";
    "Check rule files without running them" => "ルールファイルを実行せずに検査します", "检查规则文件而不运行";
    "Files, or folders of rules [default: `rules` in tidegate.toml]" =>
        "ルールのファイルまたはフォルダー [デフォルト: tidegate.toml の `rules`]", "规则文件或文件夹 [默认：tidegate.toml 中的 `rules`]";
    "Judge the examples of rules, and say which verdict was expected and which came out" =>
        "ルールの例を判定し、期待した判定と結果を示します", "评估规则的示例，并说明预期的结论和得到的结论";
    "Rules by their ids [default: all, or those of --select]" =>
        "ルールの ID [デフォルト: すべて、または --select によるもの]", "规则的 ID [默认：全部，或 --select 所选]";

    // explain
    "How the rule's verdict on this resource comes about: its ARN, id, address or name" =>
        "このリソースに対するルールの判定に至った経緯を示します。ARN、ID、アドレス、名前のいずれかで指定します",
        "说明规则对此资源的结论如何得出：资源的 ARN、ID、地址或名称";
    "Snapshots, templates or folders that hold the resource" =>
        "そのリソースを含むスナップショット、テンプレート、フォルダー", "包含该资源的快照、模板或文件夹";

    // schema
    "What is described" => "表示するもの", "所描述的内容";
    "Of the inventory, only these kinds of resource" => "インベントリのうち、これらの種類のリソースだけ", "清单中仅这些资源类型";
    "The inventory is shown as text unless JSON is asked for; the others are JSON" =>
        "インベントリは JSON を指定しなければテキストで表示します。それ以外は JSON です", "清单默认以文本显示，除非要求 JSON；其他为 JSON";

    // Values.
    "CloudFormation or SAM template, YAML or JSON" =>
        "CloudFormation または SAM のテンプレート (YAML または JSON)", "CloudFormation 或 SAM 模板，YAML 或 JSON";
    "What `terraform show -json` prints" => "`terraform show -json` の出力", "`terraform show -json` 的输出";
    "Terraform source" => "Terraform ソース", "Terraform 源代码";
    "SQL of Amazon Redshift: CREATE and ALTER EXTERNAL SCHEMA" =>
        "Amazon Redshift の SQL: CREATE と ALTER EXTERNAL SCHEMA", "Amazon Redshift 的 SQL：CREATE 和 ALTER EXTERNAL SCHEMA";
    "Properties of a Kafka client" => "Kafka クライアントのプロパティ", "Kafka 客户端的属性文件";
    "A line of a snapshot" => "スナップショットの行", "快照中的一行";
    "The JSON report" => "JSON レポート", "JSON 报告";
    "What rules may read: every kind of resource with its fields" =>
        "ルールが読めるもの: すべてのリソースの種類とそのフィールド", "规则可以读取的内容：所有资源类型及其字段";
    "Not applicable" => "対象外", "不适用";
    "Not assessed, one by one; their reasons are listed in any case" =>
        "未評価のものを 1 件ずつ。理由の一覧は常に表示します", "逐项列出未评估的内容；其原因总会列出";
};
