//! Amazon Resource Names: `arn:partition:service:region:account:resource`.

/// The parts of an ARN, borrowed. Empty parts are empty text (a role's region, an S3 bucket's account).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arn<'a> {
    pub partition: &'a str,
    pub service: &'a str,
    pub region: &'a str,
    pub account: &'a str,
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// `None` when the text is not an ARN.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        if parts.next()? != "arn" {
            return None;
        }
        let arn = Arn {
            partition: parts.next()?,
            service: parts.next()?,
            region: parts.next()?,
            account: parts.next()?,
            resource: parts.next()?,
        };
        (!arn.partition.is_empty() && !arn.service.is_empty() && !arn.resource.is_empty()).then_some(arn)
    }

    /// The name in a Secrets Manager ARN: the resource without `secret:` and the `-` + 6 character suffix.
    ///
    /// A partial ARN (no suffix, B25) gives its whole name when the last six characters cannot be a suffix.
    pub fn secret_name(&self) -> Option<&'a str> {
        let name = self.resource.strip_prefix("secret:")?;
        match name.len().checked_sub(7).and_then(|at| name.get(at..).map(|tail| (at, tail))) {
            Some((at, tail))
                if tail.starts_with('-') && tail[1..].bytes().all(|b| b.is_ascii_alphanumeric()) =>
            {
                name.get(..at)
            }
            _ => Some(name),
        }
    }

    /// `cluster/name/uuid` -> `name`: the part after the first `/`.
    pub fn resource_name(&self) -> &'a str {
        let mut parts = self.resource.split('/');
        let first = parts.next().unwrap_or("");
        parts.next().unwrap_or(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_names() {
        let a = Arn::parse("arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:AmazonMSK_a-AbCdEf")
            .unwrap();
        assert_eq!((a.partition, a.region, a.secret_name()), ("aws-cn", "cn-north-1", Some("AmazonMSK_a")));
        let partial =
            Arn::parse("arn:aws:secretsmanager:us-east-1:111122223333:secret:AmazonMSK_user").unwrap();
        assert_eq!(partial.secret_name(), Some("AmazonMSK_user"));
        let cluster = Arn::parse("arn:aws:kafka:us-east-1:111122223333:cluster/orders/uuid-1").unwrap();
        assert_eq!(cluster.resource_name(), "orders");
        for bad in
            ["", "arn", "arn:aws:kafka", "urn:aws:kafka:r:a:x", "arn::kafka:r:a:x", "arn:aws:kafka:r:a:"]
        {
            assert_eq!(Arn::parse(bad), None, "{bad}");
        }
    }
}
