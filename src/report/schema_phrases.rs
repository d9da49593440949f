//! What the JSON Schema of a report says of its members.

crate::phrases! {
    TOOL {
        en: "Name and version, `tidegate 0.1.0`.",
        ja: "名前とバージョン、`tidegate 0.1.0`。",
        zh: "名称和版本，`tidegate 0.1.0`。",
    }
    LANGUAGE {
        en: "Language of the sentences.",
        ja: "文章の言語。",
        zh: "语句的语言。",
    }
    PROBLEMS {
        en: "Inputs that could not be read.",
        ja: "読み取れなかった入力。",
        zh: "无法读取的输入。",
    }
    FINDINGS {
        en: "Worst first. Only fails unless more was asked for with --show.",
        ja: "重要度の高い順。--show で指定しない限り不合格のものだけです。",
        zh: "按严重性从高到低。除非用 --show 另行指定，否则只含未通过的。",
    }
    IGNORED {
        en: "Findings that their templates ask not to be told of. No number counts them.",
        ja: "テンプレートの指定により無視した検出結果。どの件数にも含まれません。",
        zh: "按模板要求忽略的检测结果。不计入任何数量。",
    }
    REMARKS {
        en: "What is wrong with such requests.",
        ja: "無視の指定についての問題。",
        zh: "此类忽略要求的问题。",
    }
    ASKED_AT {
        en: "Where the request is written.",
        ja: "無視の指定が書かれている場所。",
        zh: "忽略要求所在的位置。",
    }
    STARTED {
        en: "RFC 3339, UTC; empty when nothing was collected.",
        ja: "RFC 3339、UTC。何も収集していない場合は空です。",
        zh: "RFC 3339，UTC；未收集任何内容时为空。",
    }
    PRINCIPAL {
        en: "ARN of the caller.",
        ja: "呼び出し元の ARN。",
        zh: "调用方的 ARN。",
    }
    SNAPSHOT {
        en: "The file that the lines of locations count in.",
        ja: "場所の行番号が指すファイル。",
        zh: "位置中的行号所属的文件。",
    }
    INCOMPLETE {
        en: "A verdict or an input is missing: this is no clean run.",
        ja: "判定または入力が欠けています。問題がないとは言えない実行です。",
        zh: "缺少结论或输入：不能视为没有问题的运行。",
    }
    DIGEST {
        en: "SHA-256 over the rules.",
        ja: "ルール全体の SHA-256。",
        zh: "所有规则的 SHA-256。",
    }
    KNOWN {
        en: "Rules that there are: those that ran, and those that were not to run.",
        ja: "存在するルールの数: 実行したものと、実行の対象外としたもの。",
        zh: "现有规则的数量：运行了的和不予运行的。",
    }
    DESELECTED {
        en: "Rules that did not run, with the option or the member of the configuration that said so.",
        ja: "実行しなかったルールと、それを指定したオプションまたは設定項目。",
        zh: "未运行的规则，以及作此指定的选项或配置项。",
    }
    CHANGED {
        en: "What the configuration changed about rules that ran.",
        ja: "実行したルールについて設定が変更した内容。",
        zh: "配置对所运行规则作出的更改。",
    }
    CONFIG {
        en: "The configuration file.",
        ja: "設定ファイル。",
        zh: "配置文件。",
    }
    SEVERITIES {
        en: "Failing findings by severity.",
        ja: "不合格の検出結果の重要度別の件数。",
        zh: "按严重性统计的未通过的检测结果。",
    }
    TARGET {
        en: "What the call was about; null for a listing.",
        ja: "呼び出しの対象。一覧の場合は null です。",
        zh: "调用的对象；列表调用为 null。",
    }
    OPTIONAL_GAP {
        en: "A gap by choice, which does not make the run incomplete.",
        ja: "設定により確認していない箇所で、実行を不完全にはしません。",
        zh: "按设置未查看之处，不会使运行成为不完整。",
    }
    UNDECIDED_CHECKS {
        en: "Verdicts that something unknown could change.",
        ja: "不明な情報によって変わり得る判定の数。",
        zh: "可能因未知信息而改变的结论的数量。",
    }
    GAPS {
        en: "Calls without an answer.",
        ja: "応答が得られなかった呼び出しの数。",
        zh: "没有得到答复的调用的数量。",
    }
    NO_LINE {
        en: "0 when the problem is not at a line.",
        ja: "行に関する問題でない場合は 0 です。",
        zh: "问题不在某一行时为 0。",
    }
    ID {
        en: "The ARN when there is one.",
        ja: "ある場合は ARN。",
        zh: "有 ARN 时为 ARN。",
    }
    TEMPLATE_SILENT {
        en: "Empty when a template does not say.",
        ja: "テンプレートに記載がない場合は空です。",
        zh: "模板未说明时为空。",
    }
    ORIGIN {
        en: "An API operation, a place, `default <url>`, `derived <from>`; empty when unknown.",
        ja: "API オペレーション、場所、`default <url>`、`derived <from>` のいずれか。不明な場合は空です。",
        zh: "API 操作、位置、`default <url>` 或 `derived <from>`；未知时为空。",
    }
    IMMUTABLE {
        en: "The fix is a new resource.",
        ja: "修復には新しいリソースが必要です。",
        zh: "修复需要新的资源。",
    }
    FINGERPRINT {
        en: "The same finding has the same fingerprint in every run.",
        ja: "同じ検出結果は、どの実行でも同じフィンガープリントを持ちます。",
        zh: "同一检测结果在每次运行中的指纹都相同。",
    }
    ITEM {
        en: "Which item of the resource, such as a connector property.",
        ja: "リソースのどの項目か。コネクタのプロパティなどです。",
        zh: "资源中的哪一项，例如连接器的属性。",
    }
    LOCATION {
        en: "Place in a template, or line in the snapshot.",
        ja: "テンプレート内の場所、またはスナップショットの行。",
        zh: "模板中的位置，或快照中的行。",
    }
    WORLD {
        en: "Parameter values under which a template finding holds.",
        ja: "テンプレートの検出結果が当てはまるパラメータの値。",
        zh: "使模板的检测结果成立的参数值。",
    }
    PLACE {
        en: "Lines and columns from 1, columns in code points, the end exclusive.",
        ja: "行と列は 1 から数え、列はコードポイント単位で、終わりの位置は含みません。",
        zh: "行和列从 1 开始，列以码位计，不含结束位置。",
    }
}
