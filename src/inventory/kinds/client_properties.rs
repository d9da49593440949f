//! Properties files of Kafka clients.

use super::connector::property;
use crate::inventory::schema::Type::{Enum, Int, Link, List, Record, Text};

crate::kind! {
    /// A properties file that configures a Kafka client. Its id is the file's path.
    ja "Kafka クライアントを設定するプロパティファイル。ID はファイルのパスです。"
    zh "配置 Kafka 客户端的属性文件。其 ID 为文件路径。"
    "client_properties" as "client";
    cfn []; tf [];
    not_judged None;
    fields {
        /// `host:port` pairs of `bootstrap.servers`; absent when the file has none.
        ja "`bootstrap.servers` の `host:port` の組。ファイルにない場合は未設定です。"
        zh "`bootstrap.servers` 中的 `host:port`；文件中没有时未设置。"
        bootstrap_servers: List(&Text), optional;
        /// The ports among them; absent when the file has no servers.
        ja "その中のポート。ファイルにサーバーがない場合は未設定です。"
        zh "其中的端口；文件中没有服务器时未设置。"
        bootstrap_ports: List(&Int), optional;
        /// Domain of the MSK cluster behind the servers; absent when the hosts are not MSK's. Not known when the file names none.
        ja "サーバーの背後にある MSK クラスターのドメイン。ホストが MSK のものでない場合は未設定です。ファイルにサーバーがない場合は不明です。"
        zh "服务器背后的 MSK 集群的域名；主机不属于 MSK 时未设置。文件未写服务器时为未知。"
        msk_domain: Text, optional; // A47
        /// The MSK cluster behind the servers; absent when the hosts are not MSK's. Not known when the file names none.
        ja "サーバーの背後にある MSK クラスター。ホストが MSK のものでない場合は未設定です。ファイルにサーバーがない場合は不明です。"
        zh "服务器背后的 MSK 集群；主机不属于 MSK 时未设置。文件未写服务器时为未知。"
        cluster: Link("msk_cluster"), optional;
        /// What the client speaks; Kafka's default is `PLAINTEXT`.
        ja "クライアントが使うプロトコル。Kafka のデフォルトは `PLAINTEXT` です。"
        zh "客户端使用的协议；Kafka 的默认值是 `PLAINTEXT`。"
        security_protocol: Enum(&["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]), required;
        /// SASL mechanism, by default `GSSAPI` where the protocol asks for SASL; absent when the file names none and the protocol asks for none.
        ja "SASL メカニズム。プロトコルが SASL を求める場合のデフォルトは `GSSAPI` です。ファイルに指定がなく、プロトコルも SASL を求めない場合は未設定です。"
        zh "SASL 机制；协议要求 SASL 时默认为 `GSSAPI`。文件未指定且协议不要求 SASL 时未设置。"
        sasl_mechanism: Text, optional;
        /// How the client compares the broker's name with its certificate: `https`, which is Kafka's default, or empty for not at all.
        ja "クライアントがブローカーの名前を証明書と照合する方法。Kafka のデフォルトは `https` で、空の場合は照合しません。"
        zh "客户端将代理的名称与其证书核对的方式：Kafka 的默认值是 `https`，空值表示不核对。"
        host_name_check: Text, required;
        /// The properties, without secrets; with Kafka's default of `security.protocol` and, where it asks for SASL, of `sasl.mechanism`.
        ja "プロパティ (シークレットを除く)。`security.protocol` と、SASL を求める場合の `sasl.mechanism` については Kafka のデフォルト値も含みます。"
        zh "属性，不含密钥 (secret)；包含 `security.protocol` 的 Kafka 默认值，要求 SASL 时还包含 `sasl.mechanism` 的默认值。"
        properties: List(&Record(&property::RECORD)), required;
    }
}
