//! `tidegate check` of CloudFormation templates, from the start of the process to the end of its report.
//!
//! `cargo bench --bench templates` measures 1 and 1,000 templates of about 4 KB; numbers given as arguments are
//! measured instead. Every measurement is a process of its own: elapsed time, CPU seconds (user and system, all
//! threads) and peak memory, the least of five. Aims: one template in under 30 ms; 1,000 in under 1 CPU-second and
//! 150 MB.

mod support;

use std::fmt::Write;
use std::process::ExitCode;

// As in the program.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if args.first().is_some_and(|a| a == "check") {
        return support::checked();
    }
    let sizes: Vec<usize> = args.iter().map(|a| a.parse().expect("a number of templates")).collect();
    println!("{:>9} {:>6} {:>12} {:>12} {:>8}", "templates", "KB", "elapsed ms", "CPU s", "peak MB");
    for n in if sizes.is_empty() { vec![1, 1_000] } else { sizes } {
        let folder = std::env::temp_dir().join(format!("tidegate-bench-{}-{n}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder of ours");
        let mut bytes = 0;
        for i in 0..n {
            let text = template(i);
            bytes += text.len();
            std::fs::write(folder.join(format!("stack-{i}.yaml")), text).expect("ours to write");
        }
        // Findings, and not everything is known: what a pull request gets.
        let (elapsed, cpu, memory) = support::least_of_five(&folder, &[1]);
        println!("{n:>9} {:>6} {elapsed:>12.1} {cpu:>12.2} {memory:>8.0}", bytes / 1_000);
        std::fs::remove_dir_all(folder).expect("ours to remove");
    }
    ExitCode::SUCCESS
}

/// A stack as people write them: a parameter that decides, a cluster, users, a connector and a cache.
fn template(i: usize) -> String {
    let mut text = format!(
        r#"AWSTemplateFormatVersion: "2010-09-09"
Description: Streaming stack {i}
Parameters:
  Env: {{Type: String, Default: dev, AllowedValues: [dev, stage, prod]}}
  SubnetIds: {{Type: "List<AWS::EC2::Subnet::Id>"}}
  Password: {{Type: String, NoEcho: true}}
Mappings:
  Listener: {{dev: {{Mode: TLS_PLAINTEXT}}, stage: {{Mode: TLS}}, prod: {{Mode: TLS}}}}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties: {{EnableKeyRotation: !If [IsProd, true, false], KeyPolicy: {{}}}}
  Configuration:
    Type: AWS::MSK::Configuration
    Properties:
      Name: !Sub "${{AWS::StackName}}-acl"
      ServerProperties: |
        auto.create.topics.enable = false
        allow.everyone.if.no.acl.found = false
  Cluster:
    Type: AWS::MSK::Cluster
    Properties:
      ClusterName: !Sub "orders-${{Env}}-{i}"
      KafkaVersion: 3.8.x
      NumberOfBrokerNodes: 3
      BrokerNodeGroupInfo: {{InstanceType: kafka.m7g.large, ClientSubnets: !Ref SubnetIds}}
      EncryptionInfo:
        EncryptionAtRest: {{DataVolumeKMSKeyId: !GetAtt Key.Arn}}
        EncryptionInTransit: {{ClientBroker: !FindInMap [Listener, !Ref Env, Mode], InCluster: true}}
      ClientAuthentication: {{Sasl: {{Scram: {{Enabled: true}}, Iam: {{Enabled: true}}}}}}
      ConfigurationInfo: {{Arn: !GetAtt Configuration.Arn, Revision: 1}}
      LoggingInfo: {{BrokerLogs: {{CloudWatchLogs: {{Enabled: true, LogGroup: msk}}}}}}
      EnhancedMonitoring: PER_BROKER
  Users:
    Type: AWS::MSK::BatchScramSecret
    Properties: {{ClusterArn: !Ref Cluster, SecretArnList: [!Ref User0, !Ref User1, !Ref User2]}}
"#
    );
    for user in 0..3 {
        write!(
            text,
            r#"  User{user}:
    Type: AWS::SecretsManager::Secret
    Properties:
      Name: !Sub "AmazonMSK_${{Env}}_{user}"
      KmsKeyId: !If [IsProd, !Ref Key, !Ref AWS::NoValue]
      SecretString: !Sub '{{"username": "u{user}", "password": "${{Password}}"}}'
"#
        )
        .expect("text grows");
    }
    text + r#"  Sink:
    Type: AWS::KafkaConnect::Connector
    Properties:
      ConnectorName: !Sub "sink-${Env}"
      KafkaConnectVersion: 3.7.x
      KafkaCluster:
        ApacheKafkaCluster:
          BootstrapServers: b-1.orders.abc.c2.kafka.eu-west-1.amazonaws.com:9098
          Vpc: {Subnets: !Ref SubnetIds, SecurityGroups: [sg-1]}
      KafkaClusterEncryptionInTransit: {EncryptionType: TLS}
      KafkaClusterClientAuthentication: {AuthenticationType: IAM}
      ServiceExecutionRoleArn: !Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/connect"
      ConnectorConfiguration:
        connector.class: io.confluent.connect.jdbc.JdbcSinkConnector
        connection.url: "jdbc:postgresql://db.example.com/app?sslmode=verify-full"
        connection.user: app
        connection.password: "${secretsmanager:app:password}"
        topics: orders
  Subnets:
    Type: AWS::ElastiCache::SubnetGroup
    Properties: {Description: cache, SubnetIds: !Ref SubnetIds}
  Cache:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties:
      ReplicationGroupDescription: sessions
      Engine: valkey
      EngineVersion: "8.0"
      CacheNodeType: cache.r7g.large
      TransitEncryptionEnabled: true
      TransitEncryptionMode: !If [IsProd, required, preferred]
      AuthToken: !Ref Password
      CacheSubnetGroupName: !Ref Subnets
Outputs:
  ClusterArn: {Value: !GetAtt Cluster.Arn, Export: {Name: !Sub "${AWS::StackName}-cluster"}}
"#
}
