//! MSK Connect worker configurations.

use super::connector::property;
use crate::inventory::schema::Type::{Int, List, Record, Text};

crate::record! {
    /// A config provider that a worker configuration declares.
    ja "ワーカー設定が宣言する設定プロバイダー。"
    zh "工作程序配置声明的配置提供程序。"
    "config_provider" in provider; // C30
    fields {
        /// The name that tokens use.
        ja "トークンで使う名前。"
        zh "令牌所用的名称。"
        name: Text, required, api "kafkaconnect:DescribeWorkerConfiguration";
        /// Its class; absent when it is listed without one.
        ja "クラス。クラスなしで列挙されている場合は未設定です。"
        zh "它的类；只列出名称而没有类时未设置。"
        class: Text, optional, api "kafkaconnect:DescribeWorkerConfiguration";
        /// What it reads; absent when the class is not a known one.
        ja "読み取り先。既知のクラスでない場合は未設定です。"
        zh "它读取的来源；不是已知的类时未设置。"
        store: Enum(&["secrets", "parameters", "objects", "files", "environment"]), optional, api "kafkaconnect:DescribeWorkerConfiguration"; // C31
    }
}

crate::kind! {
    /// A worker configuration of MSK Connect.
    ja "MSK Connect のワーカー設定。"
    zh "MSK Connect 的工作程序配置。"
    "worker_configuration" as "worker_configuration"; // C20-C23
    cfn ["AWS::KafkaConnect::WorkerConfiguration"]; tf ["aws_mskconnect_worker_configuration"];
    not_judged None;
    fields {
        /// The revision that was read: the latest; absent in a template.
        ja "読み取ったリビジョン (最新のもの)。テンプレートでは未設定です。"
        zh "所读取的修订版 (最新)；在模板中未设置。"
        revision: Int, optional, api "kafkaconnect:DescribeWorkerConfiguration";
        /// The properties, without secrets.
        ja "プロパティ (シークレットを除く)。"
        zh "属性，不含密钥 (secret)。"
        properties: List(&Record(&property::RECORD)), required, api "kafkaconnect:DescribeWorkerConfiguration", cfn "PropertiesFileContent", tf "properties_file_content";
        /// The config providers it declares.
        ja "宣言されている設定プロバイダー。"
        zh "声明的配置提供程序。"
        providers: List(&Record(&provider::RECORD)), required, api "kafkaconnect:DescribeWorkerConfiguration", cfn "PropertiesFileContent", tf "properties_file_content"; // C30
        /// Names of all of them.
        ja "すべての設定プロバイダーの名前。"
        zh "所有配置提供程序的名称。"
        provider_names: List(&Text), required, api "kafkaconnect:DescribeWorkerConfiguration", cfn "PropertiesFileContent", tf "properties_file_content";
        /// Names of those whose class is known to look values up.
        ja "値を参照することが分かっているクラスの設定プロバイダーの名前。"
        zh "已知其类会查找值的配置提供程序的名称。"
        known_provider_names: List(&Text), required, api "kafkaconnect:DescribeWorkerConfiguration", cfn "PropertiesFileContent", tf "properties_file_content"; // C31
    }
}
