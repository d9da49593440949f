//! What an external schema says of itself, clause by clause -> the fields of its resource.
//!
//! The clauses come from `esoptions` of a row of `SVV_EXTERNAL_SCHEMAS` ([`options`]) or from SQL text; what they
//! mean is told here, once, so that both are judged alike.

mod brokers;
pub mod options;

use super::fact::{Fact, Piece, Value, Why};
use super::kinds::external_schema as f;
use super::resource::Resource;
use std::ops::{Index, IndexMut};

/// The clauses that decide a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clause {
    Source,
    Authentication,
    AuthenticationArn,
    SecretArn,
    Uri,
    ClusterArn,
    IamRole,
}

/// Every clause with its name in SQL.
pub const CLAUSES: [(Clause, &str); 7] = [
    (Clause::Source, "FROM"),
    (Clause::Authentication, "AUTHENTICATION"),
    (Clause::AuthenticationArn, "AUTHENTICATION_ARN"),
    (Clause::SecretArn, "SECRET_ARN"),
    (Clause::Uri, "URI"),
    (Clause::ClusterArn, "CLUSTER_ARN"),
    (Clause::IamRole, "IAM_ROLE"),
];

impl Clause {
    pub fn name(self) -> &'static str {
        CLAUSES[self as usize].1
    }

    /// The clause of a name, without regard to case and underscores (G11); the source has none.
    pub fn named(name: &str) -> Option<Self> {
        let plain = |t: &str| t.replace('_', "").to_ascii_uppercase();
        let name = plain(name);
        CLAUSES.iter().skip(1).find(|(_, n)| plain(n) == name).map(|(clause, _)| *clause)
    }
}

/// One fact of text per clause: known (in whole or in part), absent, or unknown. Indices are the resource's.
#[derive(Debug, Clone)]
pub struct Said([Fact; CLAUSES.len()]);

impl Said {
    /// The same for every clause.
    pub fn all(fact: &Fact) -> Self {
        Self(std::array::from_fn(|_| fact.clone()))
    }
}

impl Index<Clause> for Said {
    type Output = Fact;

    fn index(&self, clause: Clause) -> &Fact {
        &self.0[clause as usize]
    }
}

impl IndexMut<Clause> for Said {
    fn index_mut(&mut self, clause: Clause) -> &mut Fact {
        &mut self.0[clause as usize]
    }
}

/// Fills what the clauses decide. `default_role` is the role that `IAM_ROLE default` means, as far as it is known.
pub fn fill(r: &mut Resource, said: &Said, default_role: Fact) {
    r.set(f::source, words(&said[Clause::Source], str::to_ascii_uppercase));
    r.set(f::authentication, words(&said[Clause::Authentication], str::to_ascii_lowercase));
    for (clause, text, link) in [
        (Clause::AuthenticationArn, f::authentication_arn, f::certificate),
        (Clause::SecretArn, f::secret_arn, f::secret),
    ] {
        r.set(text, said[clause].clone());
        r.set(link, linked(&said[clause]));
    }
    r.set(f::cluster_arn, said[Clause::ClusterArn].clone());
    let behind = brokers::fill(r, &said[Clause::Uri]);
    r.set(
        f::cluster,
        match &said[Clause::ClusterArn] {
            Fact::Absent(_) => behind,
            named => linked(named),
        },
    );
    r.set(f::iam_role, said[Clause::IamRole].clone());
    r.set(f::role, role(&said[Clause::IamRole], default_role));
}

/// Words are compared in one case.
fn words(said: &Fact, case: fn(&str) -> String) -> Fact {
    match said {
        Fact::Known(Value::Text(t), o) => Fact::Known(Value::text(case(t)), *o),
        other => other.clone(),
    }
}

fn linked(said: &Fact) -> Fact {
    match said {
        Fact::Known(Value::Text(t), o) => Fact::Known(Value::link(t.clone()), *o),
        other => other.clone(),
    }
}

/// The role that reads: the last of a chain, each of which assumes the next (G5).
fn role(said: &Fact, default_role: Fact) -> Fact {
    match said {
        Fact::Known(Value::Text(t), o) => match &*t.to_ascii_lowercase() {
            "default" => default_role,
            "session" => Fact::Absent(*o),
            _ => Fact::Known(Value::link(t.rsplit(',').next().unwrap_or(t).trim()), *o),
        },
        Fact::Known(Value::Pattern(pieces), o) => Fact::Known(last_of_chain(pieces), *o),
        other => other.clone(),
    }
}

fn last_of_chain(pieces: &[Piece]) -> Value {
    let comma = pieces.iter().rposition(|p| matches!(p, Piece::Lit(t) if t.contains(',')));
    let Some(at) = comma else { return Value::Pattern(pieces.into()) };
    let Piece::Lit(t) = &pieces[at] else { return Value::Pattern(pieces.into()) };
    let rest = t.rsplit(',').next().unwrap_or("").trim_start();
    let mut last = pieces[at..].to_vec();
    last[0] = Piece::Lit(rest.into());
    last.retain(|p| !matches!(p, Piece::Lit(t) if t.is_empty()));
    match &last[..] {
        [] => Value::text(""),
        [Piece::Lit(only)] => Value::Text(only.clone()),
        _ => Value::Pattern(last.into()),
    }
}

/// What is not known because a piece of it is not, or because it is no address at all.
fn open(r: &mut Resource, pieces: &[Piece]) -> Fact {
    let name = |p: &Piece| match p {
        Piece::Symbol(t) | Piece::Hole(t) => Some(t.clone()),
        Piece::Lit(_) => None,
    };
    let why = match pieces.iter().find_map(name) {
        Some(expression) => Why::Deferred { expression },
        None => {
            let literal = |p: &Piece| if let Piece::Lit(t) = p { t.to_string() } else { String::new() };
            Why::Unrecognised { value: pieces.iter().map(literal).collect::<String>().into() }
        }
    };
    Fact::Unknown(r.add_why(why))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(clauses: &[(Clause, Value)]) -> Resource {
        let mut r = Resource::new(&f::KIND, "s");
        let o = r.api("x:Y");
        let mut said = Said::all(&Fact::Absent(o));
        for (clause, value) in clauses {
            said[*clause] = Fact::Known(value.clone(), o);
        }
        let default_role = Fact::Known(Value::text("arn:aws:iam::111122223333:role/default"), o);
        fill(&mut r, &said, default_role);
        r
    }

    #[test]
    fn keys_are_matched_without_case_and_underscores() {
        for name in ["AUTHENTICATION_ARN", "authenticationArn", "Authentication_Arn"] {
            assert_eq!(Clause::named(name), Some(Clause::AuthenticationArn), "{name}");
        }
        assert_eq!(Clause::named("AUTHENTICATIONS"), None);
        assert_eq!(Clause::named("FROM"), None);
        for (ix, (clause, name)) in CLAUSES.iter().enumerate() {
            assert_eq!((*clause as usize, clause.name()), (ix, *name));
        }
    }

    #[test]
    fn words_have_one_case_and_arns_are_links_too() {
        let arn = "arn:aws:acm:eu-west-1:111122223333:certificate/1";
        let r = filled(&[
            (Clause::Source, Value::text("msk")),
            (Clause::Authentication, Value::text("MTLS")),
            (Clause::AuthenticationArn, Value::text(arn)),
            (Clause::ClusterArn, Value::text("arn:aws:kafka:eu-west-1:111122223333:cluster/orders/u")),
        ]);
        assert_eq!(r.known_text(f::source), Some("MSK"));
        assert_eq!(r.known_text(f::authentication), Some("mtls"));
        assert_eq!(r.known_text(f::certificate), Some(arn));
        assert_eq!(r.known_text(f::cluster), r.known_text(f::cluster_arn));
        assert!(matches!(r.get(f::secret), Fact::Absent(_)));
    }

    #[test]
    fn what_is_no_address_is_unknown_and_named() {
        for uri in [":9094", ":broker", ""] {
            let r = filled(&[(Clause::Source, Value::text("MSK")), (Clause::Uri, Value::text(uri))]);
            for slot in [f::brokers, f::broker_ports, f::cluster] {
                let reasons = format!("{:?} {:?}", r.get(slot), r.whys());
                assert!(!reasons.contains("expression: \"\""), "{uri}: {reasons}");
            }
        }
    }

    #[test]
    fn the_role_is_the_last_of_a_chain() {
        fn role(text: &str) -> Option<String> {
            filled(&[(Clause::IamRole, Value::text(text))]).known_text(f::role).map(str::to_owned)
        }
        let (a, b) = ("arn:aws:iam::111122223333:role/a", "arn:aws:iam::444455556666:role/b");
        assert_eq!(role(a).as_deref(), Some(a));
        assert_eq!(role(&format!("{a}, {b}")).as_deref(), Some(b));
        assert_eq!(role("Default").as_deref(), Some("arn:aws:iam::111122223333:role/default"));
        assert_eq!(role("SESSION"), None);
        let chain = [Piece::Lit(format!("{a},arn:aws:iam::").into()), Piece::Hole("account".into())];
        let r = filled(&[(Clause::IamRole, Value::Pattern(chain.into()))]);
        let last = [Piece::Lit("arn:aws:iam::".into()), Piece::Hole("account".into())];
        assert_eq!(r.get(f::role).known(), Some(&Value::Pattern(last.into())));
    }
}
