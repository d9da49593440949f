//! MSK Connect custom plugins.

use crate::inventory::schema::Type::{Arn, Enum, Text};

crate::kind! {
    /// A custom plugin of MSK Connect: the archive that a connector's classes come from. Templates have them; accounts are not asked, because a plugin's description does not say which classes and drivers are in it.
    ja "MSK Connect のカスタムプラグイン (コネクタのクラスを含むアーカイブ)。テンプレートだけで読み取ります。プラグインの説明からは中のクラスやドライバーがわからないため、アカウントには問い合わせません。"
    zh "MSK Connect 的自定义插件：连接器的类所在的归档文件。只从模板读取；插件的描述并不说明其中有哪些类和驱动程序，因此不向账户查询。"
    "custom_plugin" as "plugin"; // C9
    cfn ["AWS::KafkaConnect::CustomPlugin"]; tf ["aws_mskconnect_custom_plugin"];
    not_judged None;
    fields {
        /// What the archive is.
        ja "アーカイブの形式。"
        zh "归档文件的格式。"
        content_type: Enum(&["JAR", "ZIP"]), required, cfn "ContentType", tf "content_type";
        /// The bucket that the archive is in.
        ja "アーカイブがあるバケット。"
        zh "归档文件所在的存储桶。"
        bucket: Arn, required, cfn "Location.S3Location.BucketArn", tf "location.s3.bucket_arn";
        /// The archive's key in the bucket: a hint to connector and driver version, no proof.
        ja "バケット内のアーカイブのキー。コネクタとドライバーのバージョンの手がかりですが、証拠ではありません。"
        zh "归档文件在存储桶中的键：可提示连接器和驱动程序的版本，但不是证据。"
        file_key: Text, required, cfn "Location.S3Location.FileKey", tf "location.s3.file_key"; // C9
        /// The version of the object; absent means the newest when the plugin was made.
        ja "オブジェクトのバージョン。未設定の場合はプラグイン作成時の最新版です。"
        zh "对象的版本；未设置表示创建插件时的最新版本。"
        object_version: Text, optional, cfn "Location.S3Location.ObjectVersion", tf "location.s3.object_version";
    }
}
