//! Calls of Terraform's functions that come to nothing.

use super::entries;

entries! {
    "function {name}()" = "関数 {name}()" | "函数 {name}()";
    "an argument is missing" = "引数の不足" | "缺少参数";
    "one argument is needed" = "1 つの引数が必要な関数" | "需要一个参数的函数";
    "an argument list is no list" = "リストではない引数リスト" | "不是列表的参数列表";
    "length() of combining characters" = "結合文字の length()" | "组合字符的 length()";
    "length() needs a list, a map or a text" = "リスト、マップ、テキストのいずれも渡されていない length()" | "没有传入列表、映射或文本的 length()";
    "merge() needs maps" = "マップではないものの merge()" | "非映射的 merge()";
    "one() needs at most one item" = "複数の要素の one()" | "多个元素的 one()";
    "coalesce() found nothing" = "値の見つからない coalesce()" | "找不到值的 coalesce()";
    "coalescelist() found nothing" = "値の見つからない coalescelist()" | "找不到值的 coalescelist()";
    "a range without end" = "終わりのない範囲" | "没有终点的范围";
    "sort() needs texts" = "テキストではないものの sort()" | "非文本的 sort()";
    "zipmap() needs lists of one length" = "長さの異なるリストの zipmap()" | "长度不同的列表的 zipmap()";
    "jsonencode() takes one argument" = "引数が 1 つではない jsonencode()" | "参数不是一个的 jsonencode()";
    "can() needs an argument" = "引数のない can()" | "没有参数的 can()";
    "try() without arguments" = "引数のない try()" | "没有参数的 try()";
    "the base of parseint() is 2 to 36" = "2 から 36 ではない parseint() の基数" | "不在 2 到 36 之间的 parseint() 基数";
    "no whole number" = "整数ではない値" | "不是整数的值";
    "strrev() of combining characters" = "結合文字の strrev()" | "组合字符的 strrev()";
    "substr() of combining characters" = "結合文字の substr()" | "组合字符的 substr()";
    "replace() of nothing" = "空文字列の replace()" | "空字符串的 replace()";
    "a regular expression that is not understood" = "理解できない正規表現" | "无法理解的正则表达式";
    "the pattern did not match" = "一致しないパターン" | "不匹配的模式";
    "a format needs more values" = "値の足りない書式" | "值不足的格式";
    "a format has fewer verbs than values" = "値より動詞の少ない書式" | "动词少于值的格式";
    "%d needs a number" = "数値ではないものの %d" | "非数字的 %d";
    "%f needs a number" = "数値ではないものの %f" | "非数字的 %f";
    "%q needs a text" = "テキストではないものの %q" | "非文本的 %q";
    "%t needs a boolean" = "真偽値ではないものの %t" | "非布尔值的 %t";
    "%s needs a text" = "テキストではないものの %s" | "非文本的 %s";
    "lists of unlike lengths" = "長さの異なるリスト" | "长度不同的列表";
    "not base64" = "base64 ではないテキスト" | "不是 base64 的文本";
    "base64 of what is no text" = "テキストではないものの base64" | "非文本的 base64";
    "a file that cannot be read" = "読み取れないファイル" | "无法读取的文件";
    "what is no regular file" = "通常のファイルではないもの" | "不是普通文件";
    "a file of more than 1 MiB" = "1 MiB を超えるファイル" | "大于 1 MiB 的文件";
    "a file outside of the scanned folder" = "対象フォルダの外のファイル" | "扫描文件夹之外的文件";
    "files are not read" = "読み取り対象ではないファイル" | "不读取的文件";
    "templatefile() needs variables" = "変数のない templatefile()" | "没有变量的 templatefile()";
    "templatefile(): {place} is no template" = "テンプレートではない {place} の templatefile()" | "{place} 不是模板的 templatefile()";
    "yamldecode() of what may be no YAML" = "YAML ではない可能性のあるものの yamldecode()" | "可能不是 YAML 的 yamldecode()";
    "a YAML value that versions of YAML read differently" = "YAML のバージョンによって読み方が変わる値" | "不同 YAML 版本读法不同的值";
}
