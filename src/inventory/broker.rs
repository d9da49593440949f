//! Broker addresses: which MSK cluster a `host:port` belongs to (A40, A47).

/// The `host:port` pairs of a bootstrap string or `bootstrap.servers` value.
pub fn split(bootstrap: &str) -> impl Iterator<Item = &str> {
    bootstrap.split(',').map(str::trim).filter(|pair| !pair.is_empty())
}

/// The port of a `host:port` pair.
pub fn port(pair: &str) -> Option<i64> {
    pair.rsplit_once(':')?.1.parse::<u16>().ok().map(i64::from)
}

/// What the brokers of one MSK cluster have in common: the host without its first label and, in multi-VPC names,
/// without the authentication scheme (`b-1.scram.orders.abc123.c2.kafka...`). Serverless hosts are one per
/// cluster and stand for themselves. `None` for hosts that are not MSK's.
pub fn msk_domain(pair: &str) -> Option<String> {
    let host = pair.rsplit_once(':').map_or(pair, |(host, _)| host).to_ascii_lowercase();
    let aws = host.ends_with(".amazonaws.com") || host.ends_with(".amazonaws.com.cn");
    if !aws {
        return None;
    }
    if host.contains(".kafka-serverless.") {
        return Some(host);
    }
    if !host.contains(".kafka.") {
        return None;
    }
    let (_, rest) = host.split_once('.')?;
    let schemes = ["scram.", "iam.", "tls."];
    let domain = schemes.iter().find_map(|s| rest.strip_prefix(s)).filter(|d| !d.starts_with("kafka."));
    Some(domain.unwrap_or(rest).to_owned())
}

/// The Region in the domain of MSK's brokers.
pub fn region(domain: &str) -> Option<&str> {
    let (_, rest) = domain.split_once(".kafka.").or_else(|| domain.split_once(".kafka-serverless."))?;
    rest.split_once(".amazonaws.com").map(|(region, _)| region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brokers_of_one_cluster_share_a_domain() {
        let domain = Some("orders.abc123.c2.kafka.eu-west-1.amazonaws.com".to_owned());
        for host in [
            "b-1.orders.abc123.c2.kafka.eu-west-1.amazonaws.com:9098",
            "B-3-public.orders.abc123.c2.kafka.eu-west-1.amazonaws.com:9198",
            "b-1.scram.orders.abc123.c2.kafka.eu-west-1.amazonaws.com:14001",
            "b-2.orders.abc123.c2.kafka.eu-west-1.amazonaws.com",
        ] {
            assert_eq!(msk_domain(host), domain, "{host}");
        }
        let china = msk_domain("b-1.orders.abc123.c2.kafka.cn-north-1.amazonaws.com.cn:9094");
        assert_eq!(china.as_deref(), Some("orders.abc123.c2.kafka.cn-north-1.amazonaws.com.cn"));
        let serverless = "boot-abc123.c1.kafka-serverless.eu-west-1.amazonaws.com:9098";
        assert_eq!(msk_domain(serverless).as_deref(), serverless.strip_suffix(":9098"));
        assert_eq!(china.as_deref().and_then(region), Some("cn-north-1"));
        assert_eq!(msk_domain(serverless).as_deref().and_then(region), Some("eu-west-1"));
        assert_eq!(region("kafka.example.com"), None);
        for other in
            ["kafka.example.com:9092", "10.0.0.1:9092", "b-1.kafka.evil.com:9092", "s3.amazonaws.com"]
        {
            assert_eq!(msk_domain(other), None, "{other}");
        }
        assert_eq!(port("h:9098"), Some(9098));
        assert_eq!(port("h:99999"), None);
    }
}
