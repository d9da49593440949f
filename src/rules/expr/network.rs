//! Evaluation of what security groups and ranges of addresses say.

use super::cidr::{Range, is_tcp};
use super::compiled::Expr;
use super::eval::{Env, Trace, truth};
use super::text::Text;
use super::value::{Cause, Truth, Val, and, or};
use crate::inventory::kinds::security_group::rule;

impl<'a, T: Trace<'a>> Env<'a, T> {
    /// Whether a rule of a security group lets TCP at a port through, whoever it is about.
    pub(super) fn opens_port(&mut self, expr: &'a Expr, of: &'a Expr, port: &'a Expr) -> Val<'a> {
        let port = match self.eval(port) {
            Val::Int(port) => port,
            other => return self.otherwise(expr, other),
        };
        let (slots, owner) = match self.eval(of) {
            Val::Record(slots, owner) => (slots, owner),
            other => return self.otherwise(expr, other),
        };
        let value =
            |slot: u16| slots.get(usize::from(slot)).map_or(Val::Absent, |f| Val::of(f, owner, self.unit));
        let protocol = value(rule::protocol).text();
        // All protocols have all ports, whatever else stands there.
        let all = protocol.and_then(|p| p.equals(Text::Known("-1")).ok_or(Cause::of_text(p)));
        let tcp = protocol.and_then(|p| p.known().map(is_tcp).ok_or(Cause::of_text(p)));
        let from = bound(value(rule::from_port), |from| from <= port);
        let to = bound(value(rule::to_port), |to| port <= to);
        let opens = or(all, and(tcp, and(from, to)));
        truth(opens.map_err(|cause| self.undecided(expr, cause)))
    }

    /// Whether every address of a range is in one of a list of ranges.
    pub(super) fn cidr_within(&mut self, expr: &'a Expr, cidr: &'a Expr, ranges: &'a Expr) -> Val<'a> {
        let range = match self.eval(cidr) {
            Val::Unknown(cause) => return Val::Unknown(cause),
            value => match value.text().map(|text| (text, range(text))) {
                Ok((_, Ok(range))) => range,
                Ok((text, Err(_))) => return self.open_text(expr, text),
                Err(cause) => return Val::Unknown(self.undecided(expr, cause)),
            },
        };
        let (list, owner) = match self.eval(ranges) {
            Val::List(list, owner) => (list, owner),
            other => return self.otherwise(expr, other),
        };
        let mut known = Vec::with_capacity(list.items.len());
        let mut open = list.more.map(|why| Cause::Why(owner.why(why)));
        for item in &list.items {
            match Val::of(item, owner, self.unit).text().and_then(self::range) {
                Ok(range) => known.push(range),
                Err(cause) => open = open.or(Some(cause)),
            }
        }
        match (range.is_within(&known), open) {
            (true, _) => Val::Bool(true),
            (false, None) => Val::Bool(false),
            (false, Some(cause)) => Val::Unknown(self.undecided(expr, cause)),
        }
    }
}

fn range(text: Text<'_>) -> Result<Range, Cause<'_>> {
    text.known().and_then(Range::parse).ok_or(Cause::of_text(text))
}

/// A rule without ports is about all of them.
fn bound(value: Val<'_>, holds: impl FnOnce(i64) -> bool) -> Truth<'_> {
    match value {
        Val::Int(port) => Ok(holds(port)),
        Val::Absent => Ok(true),
        Val::Unknown(cause) => Err(cause),
        _ => Err(Cause::NotStated),
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{Scope, check};
    use super::super::eval::Silent;
    use super::super::parse::parse;
    use super::*;
    use crate::inventory::kinds::{security_group, vpc};
    use crate::inventory::{Fact, List, Piece, Record, Resource, Scope as UnitScope, Unit, Value};
    use std::collections::BTreeMap;

    const OPEN: Fact = Fact::Unknown(0);

    /// `protocol`, `from` and `to` of one rule in a group of a VPC; the group is asked.
    fn asked(facts: [Fact; 3], cidrs: List, call: &str) -> Option<bool> {
        let [protocol, from, to] = facts;
        let mut group = Resource::new(&security_group::KIND, "sg-1");
        let o = group.api("ec2:DescribeSecurityGroups");
        let record = Record::new(&rule::RECORD)
            .set(rule::protocol, protocol)
            .set(rule::from_port, from)
            .set(rule::to_port, to);
        group.list(security_group::rules, [record.into_value()], o);
        group.link(security_group::vpc, "vpc-1", o);
        let mut home = Resource::new(&vpc::KIND, "vpc-1");
        let o = home.api("ec2:DescribeRouteTables");
        home.known(vpc::cidrs, Value::List(Box::new(cidrs)), o);
        let unit = Unit::new(UnitScope::default(), vec![group, home], &[]);
        let parameters = BTreeMap::new();
        let kind = &security_group::KIND;
        let scope = Scope { kind, each: None, parameters: &parameters, in_text: false };
        let guards = ["security_group.vpc".to_owned()];
        let checked = check(&parse(call).expect("it parses"), &scope, &guards);
        let checked = checked.unwrap_or_else(|e| panic!("{call}: {e:?}"));
        Env::new(&unit, &unit.of_kind(kind)[0], 0, Silent).truth(&checked.expr).ok()
    }

    fn text(t: &str) -> Fact {
        Fact::Known(Value::text(t), 0)
    }

    fn int(i: i64) -> Fact {
        Fact::Known(Value::Int(i), 0)
    }

    #[test]
    fn a_rule_opens_the_ports_of_its_range_for_tcp() {
        let opens =
            |facts| asked(facts, List::default(), "security_group.rules.exists(r, opensPort(r, 9092))");
        let none = || Fact::Absent(0);
        for (facts, expected) in [
            ([text("tcp"), int(9092), int(9092)], Some(true)),
            ([text("6"), int(0), int(65_535)], Some(true)),
            ([text("tcp"), int(9000), int(9100)], Some(true)),
            ([text("tcp"), int(9093), int(9100)], Some(false)),
            ([text("tcp"), int(443), int(9091)], Some(false)),
            ([text("udp"), int(9092), int(9092)], Some(false)),
            ([text("-1"), none(), none()], Some(true)),
            ([text("-1"), int(443), int(443)], Some(true)),
            ([text("tcp"), none(), none()], Some(true)),
            ([OPEN, int(9092), int(9092)], None),
            ([OPEN, int(443), int(443)], None),
            ([text("udp"), OPEN, OPEN], Some(false)),
            ([text("tcp"), OPEN, int(443)], Some(false)),
            ([text("tcp"), OPEN, int(9092)], None),
            ([Fact::Known(Value::Pattern([Piece::Hole("p".into())].into()), 0), int(9092), int(9092)], None),
        ] {
            let told = format!("{facts:?}");
            assert_eq!(opens(facts), expected, "{told}");
        }
    }

    #[test]
    fn ranges_that_were_not_read_leave_open_what_the_others_do_not_hold() {
        let within = |cidr: &str, items: Vec<Fact>, more| {
            let call = format!("cidrWithin('{cidr}', security_group.vpc.cidrs)");
            asked([OPEN, OPEN, OPEN], List { items, more }, &call)
        };
        let home = || vec![text("10.0.0.0/16")];
        assert_eq!(within("10.0.1.0/24", home(), None), Some(true));
        assert_eq!(within("10.0.1.0/24", home(), Some(0)), Some(true));
        assert_eq!(within("10.1.1.0/24", home(), None), Some(false));
        assert_eq!(within("10.1.1.0/24", home(), Some(0)), None);
        assert_eq!(within("10.1.1.0/24", vec![text("10.0.0.0/16"), OPEN], None), None);
        assert_eq!(within("pl-68a54001", home(), None), None);
        assert_eq!(within("2001:db8::/64", home(), None), Some(false));
        let world =
            |cidr: &str| asked([OPEN, OPEN, OPEN], List::default(), &format!("cidrIsWorld('{cidr}')"));
        assert_eq!(world("0.0.0.0/0"), Some(true));
        assert_eq!(world("10.0.0.0/8"), Some(false));
        assert_eq!(world("pl-68a54001"), None, "what a prefix list holds is not read");
    }
}
