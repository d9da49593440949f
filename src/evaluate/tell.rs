//! What a verdict is told with: texts, evidence, places, remediation.
//!
//! Only what somebody reads comes here: the expressions are evaluated a second time, and traced.

use super::finding::{Finding, Missing, Related, Remediation, Subject};
use super::fingerprint::fingerprint;
use super::judge::Judge;
use super::trace::Recorder;
use crate::inventory::schema::common;
use crate::inventory::{Fact, Input, Origin, Place};
use crate::rules::Verdict;
use crate::rules::expr::compiled::Kind;
use crate::rules::expr::eval::{Env, Silent};
use crate::rules::expr::value::Val;
use crate::rules::render::{self, Blanks};
use crate::rules::rule::Code;
use crate::words;

impl<'a> Judge<'a> {
    /// Rule, resource and item of a verdict, and nothing else.
    fn bare(&self, verdict: Verdict, item: Val<'a>) -> Finding {
        Finding {
            rule: self.rule.id.clone(),
            verdict,
            severity: self.rule.severity,
            confidence: self.rule.confidence,
            fingerprint: "".into(),
            resource: self.subject(),
            item: self.key(item, &mut self.env(item, Silent)),
            message: "".into(),
            expected: "".into(),
            observed: "".into(),
            evidence: Vec::new(),
            missing: Vec::new(),
            location: None,
            related: Vec::new(),
            world: self.unit.scope.world.clone(),
            remediation: Remediation::default(),
        }
    }

    /// What holds of the list as a whole is about no item.
    fn key(&self, item: Val<'a>, env: &mut Env<'a, Silent>) -> Option<Box<str>> {
        let key = self.rule.key.as_ref().filter(|_| !matches!(item, Val::Absent | Val::Unknown(_)));
        key.map(|key| render::code(key, env, render::PLAIN).into_boxed_str())
    }

    pub(super) fn finding(&self, verdict: Verdict, item: Val<'a>, missing: &[Missing]) -> Finding {
        if self.options.bare && matches!(verdict, Verdict::Pass | Verdict::NotApplicable) {
            return self.bare(verdict, item);
        }
        let (rule, language) = (self.rule, self.options.language);
        let blanks = Blanks { absent: words::not_set(language), unknown: words::unknown(language), language };
        let mut env = self.env(item, Silent);
        let (mut evidence, mut missing) = (Vec::new(), missing.to_vec());
        for code in rule.when.iter().chain([&rule.check]) {
            let mut traced = self.env(item, Recorder::default());
            traced.eval(&code.expr);
            traced.trace.evidence(&code.text, self.unit, &mut evidence);
            if verdict == Verdict::Undecided {
                traced.trace.missing(&code.text, &mut missing);
            }
        }
        for code in rule.shows.iter().filter(|_| verdict == Verdict::Fail) {
            let mut traced = self.env(item, Recorder::default());
            traced.eval(&code.expr);
            traced.trace.evidence(&code.text, self.unit, &mut evidence);
        }
        let subject = self.subject();
        let key = self.key(item, &mut env);
        let texts = rule.texts(language);
        let message = match verdict {
            Verdict::Fail => render::template(&texts.message, &mut env, blanks),
            Verdict::Undecided => {
                let pairs: Vec<_> = missing.iter().map(|m| (&*m.field, &m.why)).collect();
                words::missing(language, &pairs)
            }
            Verdict::Pass | Verdict::NotApplicable => texts.title.to_string(),
        };
        let observed = match &texts.observed {
            Some(observed) => render::template(observed, &mut env, blanks),
            None => render::code(&rule.at, &mut env, blanks),
        };
        let (location, related) = self.location(&mut env);
        Finding {
            rule: rule.id.clone(),
            verdict,
            severity: self.first(&rule.severities, &mut env).unwrap_or(rule.severity),
            confidence: self.first(&rule.confidences, &mut env).unwrap_or(rule.confidence),
            fingerprint: fingerprint(&rule.id, &subject, key.as_deref(), &self.home()),
            resource: subject,
            item: key,
            message: message.into(),
            expected: render::template(&texts.expected, &mut env, blanks).into(),
            observed: observed.into(),
            evidence,
            missing,
            location,
            related,
            world: self.unit.scope.world.clone(),
            remediation: if verdict == Verdict::Fail {
                self.remediation(&mut env, blanks)
            } else {
                Remediation::default()
            },
        }
    }

    /// The template or module, by its path in the repository.
    fn home(&self) -> String {
        let scope = &self.unit.scope;
        if scope.input == Input::Account {
            return String::new();
        }
        let told = self.options.checkout.relative(&scope.home);
        told.unwrap_or_else(|| if scope.home.is_empty() { ".".into() } else { scope.home.to_string() })
    }

    fn first<T: Copy>(&self, conditions: &'a [(Code, T)], env: &mut Env<'a, Silent>) -> Option<T> {
        conditions.iter().find(|(code, _)| matches!(env.truth(&code.expr), Ok(true))).map(|(_, t)| *t)
    }

    fn subject(&self) -> Subject {
        let r = self.resource;
        let scope = &self.unit.scope;
        let text =
            |field, fallback: &str| render::clean(r.known_text(field).unwrap_or(fallback)).into_boxed_str();
        Subject {
            kind: r.kind.name.into(),
            id: render::clean(&r.id).into(),
            name: render::clean(&r.display_name()).into(),
            account: text(common::ACCOUNT, &scope.account),
            region: text(common::REGION, &scope.region),
        }
    }

    /// The place of the fact the rule points at, else of its resource, else the resource's line in the snapshot.
    fn location(&self, env: &mut Env<'a, Silent>) -> (Option<Place>, Vec<Related>) {
        let place = self.place(env).or_else(|| self.resource.place.clone());
        if let Some(mut place) = place {
            let steps = std::mem::take(&mut place.via);
            let related = steps.into_iter().map(|via| Related {
                message: words::related(self.options.language, &via).into(),
                place: Place {
                    path: via.path,
                    line: via.line,
                    column: via.column,
                    end_line: via.end_line,
                    end_column: via.end_column,
                    via: Vec::new(),
                },
            });
            return (Some(place), related.collect());
        }
        let in_snapshot =
            self.options.snapshot.as_ref().filter(|_| self.resource.line > 0).map(|path| Place {
                path: path.clone(),
                line: self.resource.line,
                column: 1,
                end_line: self.resource.line,
                end_column: 1,
                via: Vec::new(),
            });
        (in_snapshot, Vec::new())
    }

    fn place(&self, env: &mut Env<'a, Silent>) -> Option<Place> {
        let Kind::Field { base, slot, .. } = &self.rule.at.expr.kind else { return None };
        let (fact, owner) = env.field(base, *slot).ok()?;
        let (Fact::Known(_, origin) | Fact::Absent(origin)) = fact else { return None };
        match owner.origin(*origin)? {
            Origin::File(place) => Some((**place).clone()),
            _ => None,
        }
    }

    fn remediation(&self, env: &mut Env<'a, Silent>, blanks: Blanks<'_>) -> Remediation {
        let variants = &self.rule.remediation;
        let holds = |env: &mut Env<'a, Silent>, code: &'a Option<Code>| match code {
            Some(code) => matches!(env.truth(&code.expr), Ok(true)),
            None => true,
        };
        let Some(remedy) = variants.iter().find(|v| holds(env, &v.condition)) else {
            return Remediation { immutable: self.rule.immutable, ..Remediation::default() };
        };
        let mut fill = |t| render::template(t, env, blanks).into_boxed_str();
        Remediation {
            text: fill(remedy.text(self.options.language)),
            immutable: self.rule.immutable,
            cli: fill(&remedy.cli),
            cloudformation: fill(&remedy.cloudformation),
            terraform: fill(&remedy.terraform),
        }
    }
}
