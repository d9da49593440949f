//! ElastiCache global replication groups (global datastores).

use crate::inventory::schema::Type::{Enum, Link, List, Text, Version};

crate::kind! {
    /// A global replication group: replication groups of several Regions that hold the same data. Templates have them; accounts are not asked, because each member says itself what it inherited.
    ja "グローバルレプリケーショングループ (同じデータを持つ複数リージョンのレプリケーショングループ)。テンプレートだけで読み取ります。継承した設定は各メンバーが示すため、アカウントには問い合わせません。"
    zh "全局复制组：多个区域中保存相同数据的复制组。只从模板读取；各成员自身会给出所继承的设置，因此不向账户查询。"
    "global_replication_group" as "global_group";
    cfn ["AWS::ElastiCache::GlobalReplicationGroup"]; tf ["aws_elasticache_global_replication_group"];
    not_judged None;
    fields {
        /// The member that takes writes, whose settings the others inherit.
        ja "書き込みを受け付けるメンバー。ほかのメンバーはその設定を継承します。"
        zh "接受写入的成员，其他成员继承它的设置。"
        primary: Link("replication_group"), required, cfn "Members", tf "primary_replication_group_id";
        /// The engine of all members; absent means the primary's.
        ja "すべてのメンバーのエンジン。未設定の場合はプライマリのものです。"
        zh "所有成员的引擎；未设置表示与主成员相同。"
        engine: Enum(&["redis", "valkey"]), optional, cfn "Engine", tf "engine";
        /// Engine version of all members; absent means the primary's.
        ja "すべてのメンバーのエンジンバージョン。未設定の場合はプライマリのものです。"
        zh "所有成员的引擎版本；未设置表示与主成员相同。"
        engine_version: Version, optional, cfn "EngineVersion", tf "engine_version";
        /// Node type of all members; absent means the primary's.
        ja "すべてのメンバーのノードタイプ。未設定の場合はプライマリのものです。"
        zh "所有成员的节点类型；未设置表示与主成员相同。"
        node_type: Text, optional, cfn "CacheNodeType", tf "cache_node_type";
        /// The groups that say that they are secondary members of it.
        ja "セカンダリメンバーとしてこれを指定しているレプリケーショングループ。"
        zh "指定自己为其辅助成员的复制组。"
        secondaries: List(&Link("replication_group")), required, back "replication_group" "global_group" "elasticache:DescribeReplicationGroups";
    }
}
