//! Places of a template in which a secret is given: what stands there, never the secret.

use crate::inventory::schema::Type::{Enum, Text};

crate::kind! {
    /// A property, argument or parameter of a template that holds a secret: which it is and whether the secret itself stands there. Accounts have none.
    ja "シークレットを持つテンプレートのプロパティ、引数、パラメータ: どれであるかと、シークレットそのものが書かれているかどうか。アカウントにはありません。"
    zh "模板中含密钥 (secret) 的属性、实参或参数：是哪一个，以及写的是否为密钥 (secret) 本身。账户中没有。"
    "template_secret" as "value";
    cfn []; tf [];
    not_judged None;
    fields {
        /// What declares it: logical id, Terraform address, name of the parameter.
        ja "宣言しているもの: 論理 ID、Terraform のアドレス、パラメータの名前。"
        zh "声明它的对象：逻辑 ID、Terraform 地址或参数的名称。"
        owner: Text, required;
        /// Type of the owner; `Parameter` for a parameter.
        ja "宣言しているもののタイプ。パラメータの場合は `Parameter` です。"
        zh "声明对象的类型；参数为 `Parameter`。"
        owner_type: Text, required;
        /// The property or argument: `SecretString`, `AuthToken`, `secret_string`; `Default` of a parameter.
        ja "プロパティまたは引数: `SecretString`、`AuthToken`、`secret_string`。パラメータの場合は `Default` です。"
        zh "属性或实参：`SecretString`、`AuthToken`、`secret_string`；参数为 `Default`。"
        property: Text, required;
        /// What stands there: nothing, an order to generate one, a reference that the deployment resolves (a parameter without default, a dynamic reference, an attribute), or the secret itself.
        ja "書かれているもの: 何もない、生成の指示、デプロイ時に解決される参照 (デフォルトのないパラメータ、動的な参照、属性)、またはシークレットそのもの。"
        zh "写的内容：什么都没有、生成密钥 (secret) 的指示、部署时解析的引用 (没有默认值的参数、动态引用、属性)，或密钥 (secret) 本身。"
        form: Enum(&["none", "generated", "reference", "literal"]), required;
    }
}
