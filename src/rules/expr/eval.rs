//! Three-valued evaluation (strong Kleene): unknown decides only when it could change the result.
//!
//! One evaluator serves both passes: the judging pass, which records and allocates nothing, and the explaining
//! pass, which hands every fact it reads and every cause of an unknown to a [`Trace`].

use super::cidr::Range;
use super::compiled::{Expr, Kind, Literal, Ordering, Part, Predicate};
use super::functions;
use super::text::Text;
use super::value::{Cause, Val};
use super::version::Version;
use crate::inventory::{Fact, Resource, Unit};
use std::ops::ControlFlow;

/// Watches an evaluation. The default methods do nothing.
pub trait Trace<'a> {
    /// A fact was read.
    fn read(&mut self, _at: &'a Expr, _owner: &'a Resource, _fact: &'a Fact) {}
    /// A value is unknown here for this cause.
    fn unknown(&mut self, _at: &'a Expr, _cause: Cause<'a>) {}
    /// An expression is about to be evaluated, inside the one that was entered last and not left.
    fn enter(&mut self, _at: &'a Expr) {}
    /// It came to this.
    fn leave(&mut self, _at: &'a Expr, _value: Val<'a>) {}
    /// What is evaluated from here on is about this item of the list that was evaluated last.
    fn item(&mut self, _item: Val<'a>) {}
    /// Everything recorded so far, as a number to go back to.
    fn mark(&self) -> (usize, usize) {
        (0, 0)
    }
    /// The unknowns recorded since `mark` did not matter.
    fn forget_unknowns(&mut self, _mark: (usize, usize)) {}
    /// Only what was recorded since `decisive` decided; what stands between `start` and it did not.
    fn keep_since(&mut self, _start: (usize, usize), _decisive: (usize, usize)) {}
}

/// What a walk over a list calls per item: the item, and whether it certainly belongs to the list.
type Visit<'f, 'a, T> = &'f mut dyn FnMut(&mut Env<'a, T>, Val<'a>, Result<(), Cause<'a>>) -> ControlFlow<()>;

/// Records nothing.
pub struct Silent;

impl Trace<'_> for Silent {}

/// What an expression is evaluated against.
pub struct Env<'a, T> {
    pub unit: &'a Unit,
    pub root: &'a Resource,
    /// `each`'s item, then outer and inner loop variable.
    pub vars: [Val<'a>; 3],
    /// The run's instant, in seconds since 1970.
    pub now: i64,
    pub steps: u32,
    pub trace: T,
}

impl<'a, T: Trace<'a>> Env<'a, T> {
    pub fn new(unit: &'a Unit, root: &'a Resource, now: i64, trace: T) -> Self {
        Env { unit, root, vars: [Val::Absent; 3], now, steps: super::MAX_STEPS, trace }
    }

    /// Evaluates a condition: `Err` is unknown.
    pub fn truth(&mut self, expr: &'a Expr) -> Result<bool, Cause<'a>> {
        match self.eval(expr) {
            Val::Bool(b) => Ok(b),
            Val::Unknown(cause) => Err(cause),
            Val::Absent => Err(self.undecided(expr, Cause::NotStated)),
            _ => Err(self.undecided(expr, Cause::Undecidable("not a truth value"))),
        }
    }

    pub fn eval(&mut self, expr: &'a Expr) -> Val<'a> {
        if self.steps == 0 {
            return Val::Unknown(self.undecided(expr, Cause::Steps));
        }
        self.steps -= 1;
        let mark = self.trace.mark();
        self.trace.enter(expr);
        let value = self.kind(expr);
        self.trace.leave(expr, value);
        if value.unknown().is_none() {
            self.trace.forget_unknowns(mark);
        }
        value
    }

    fn kind(&mut self, expr: &'a Expr) -> Val<'a> {
        match &expr.kind {
            Kind::Bool(b) => Val::Bool(*b),
            Kind::Int(i) => Val::Int(*i),
            Kind::Text(t) => Val::Text(Text::Known(t)),
            Kind::Root => Val::Resource(self.root),
            Kind::Var(slot) => self.vars.get(usize::from(*slot)).copied().unwrap_or(Val::Absent),
            Kind::Field { base, slot, .. } => match self.field(base, *slot) {
                Ok((fact, owner)) => self.fact(expr, fact, owner),
                Err(value) => value,
            },
            Kind::Id(base) => match self.eval(base) {
                Val::Resource(r) => Val::Text(Text::Known(&r.id)),
                Val::Elsewhere(id) => Val::Text(Text::Known(id)),
                other => other,
            },
            Kind::Has(field) => self.has(field),
            Kind::Not(inner) => match self.truth(inner) {
                Ok(b) => Val::Bool(!b),
                Err(cause) => Val::Unknown(cause),
            },
            Kind::And(operands) => self.chain(operands, false),
            Kind::Or(operands) => self.chain(operands, true),
            Kind::Cond(three) => self.cond(expr, three),
            Kind::Eq { sides, negate } => {
                let (a, b) = (self.operand(&sides[0]), self.operand(&sides[1]));
                let result = match (a, b) {
                    (Ok(a), Ok(b)) => self.equal(expr, a, b),
                    (Err(cause), _) | (_, Err(cause)) => Err(cause),
                };
                truth(result.map(|same| same != *negate))
            }
            Kind::Compare { op, sides } => self.compare(*op, sides),
            Kind::InLiterals { item, list } => self.in_literals(expr, item, list),
            Kind::InList { item, list } => self.in_list(expr, item, list),
            Kind::Quantifier { all, list, var, body } => self.quantifier(*all, list, *var, body),
            Kind::Size(of) => self.size(expr, of),
            Kind::SizeAtLeast(list, n) => self.size_at_least(list, n),
            Kind::Predicate { how, text, with } => self.predicate(expr, *how, text, with),
            Kind::Matches { text, pattern } => {
                self.on_text(expr, text, |t| t.known().map(|t| pattern.is_match(t)))
            }
            Kind::Part { part, text } => self.part(expr, *part, text),
            Kind::VersionAtLeast { version, bound, negate } => self
                .on_text(expr, version, |t| Version::parse(t.known()?).map(|v| v.at_least(bound) != *negate)),
            Kind::VersionIs { version, exact } => {
                self.on_text(expr, version, |t| Version::parse(t.known()?).map(|v| v.exact() && v == *exact))
            }
            Kind::KafkaSupportEnded(version) => {
                let now = self.now;
                self.on_text(expr, version, |t| functions::kafka_support_ended(t.known()?, now))
            }
            Kind::Allows { role, action, resource, every } => {
                self.allows(expr, role, action, resource, *every)
            }
            Kind::OpensPort { rule, port } => self.opens_port(expr, rule, port),
            Kind::CidrWithin { cidr, ranges } => self.cidr_within(expr, cidr, ranges),
            Kind::CidrIsWorld(cidr) => {
                self.on_text(expr, cidr, |t| Range::parse(t.known()?).map(Range::is_world))
            }
            Kind::Days { since, time } => match self.eval(time) {
                Val::Time(t) => {
                    let seconds = if *since { self.now - t } else { t - self.now };
                    Val::Int(seconds.div_euclid(86_400))
                }
                other => self.otherwise(expr, other),
            },
            // The type check lets these stand only where texts are rendered, see `render`, and `filter` only where
            // `walk` takes it apart.
            Kind::Shell(_) | Kind::Join(..) | Kind::Filter { .. } => {
                Val::Unknown(self.undecided(expr, Cause::Undecidable("stands only in texts")))
            }
        }
    }

    /// Pays for work that is no expression of its own: an item looked at, a stretch of text gone through.
    fn spend(&mut self, at: &'a Expr, steps: u32) -> Result<(), Cause<'a>> {
        if self.steps < steps {
            self.steps = 0;
            return Err(self.undecided(at, Cause::Steps));
        }
        self.steps -= steps;
        Ok(())
    }

    /// Notes the cause and gives it back.
    pub(super) fn undecided(&mut self, at: &'a Expr, cause: Cause<'a>) -> Cause<'a> {
        self.trace.unknown(at, cause);
        cause
    }

    /// An unknown stays what it is; anything else that is not of the wanted type is undecidable.
    pub(super) fn otherwise(&mut self, at: &'a Expr, value: Val<'a>) -> Val<'a> {
        match value {
            Val::Unknown(cause) => Val::Unknown(cause),
            Val::Absent => Val::Unknown(self.undecided(at, Cause::NotStated)),
            _ => Val::Unknown(self.undecided(at, Cause::Undecidable("not of the type"))),
        }
    }

    fn operand(&mut self, expr: &'a Expr) -> Result<Val<'a>, Cause<'a>> {
        match self.eval(expr) {
            Val::Unknown(cause) => Err(cause),
            value => Ok(value),
        }
    }

    /// The fact behind a field; `Err` holds what the expression comes to when there is none to read.
    pub fn field(&mut self, base: &'a Expr, slot: u16) -> Result<(&'a Fact, &'a Resource), Val<'a>> {
        match self.eval(base) {
            Val::Resource(r) => Ok((r.get(slot), r)),
            Val::Record(slots, owner) => slots.get(usize::from(slot)).map(|f| (f, owner)).ok_or(Val::Absent),
            Val::Elsewhere(id) => Err(Val::Unknown(self.undecided(base, Cause::NotCollected(id)))),
            Val::Text(_) => {
                let cause = Cause::Undecidable("a reference known only in part");
                Err(Val::Unknown(self.undecided(base, cause)))
            }
            Val::Absent => Err(Val::Absent),
            other => Err(self.otherwise(base, other)),
        }
    }

    fn fact(&mut self, at: &'a Expr, fact: &'a Fact, owner: &'a Resource) -> Val<'a> {
        self.trace.read(at, owner, fact);
        let value = Val::of(fact, owner, self.unit);
        if let Val::Unknown(cause) = value {
            self.undecided(at, cause);
        }
        value
    }

    fn has(&mut self, field: &'a Expr) -> Val<'a> {
        let Kind::Field { base, slot, .. } = &field.kind else {
            return Val::Unknown(self.undecided(field, Cause::Undecidable("not a field")));
        };
        match self.field(base, *slot) {
            Ok((fact, owner)) => {
                self.trace.read(field, owner, fact);
                match fact {
                    Fact::Known(..) => Val::Bool(true),
                    Fact::Absent(_) => Val::Bool(false),
                    Fact::Unknown(why) => Val::Unknown(self.undecided(field, Cause::Why(owner.why(*why)))),
                }
            }
            Err(Val::Absent) => Val::Bool(false),
            Err(other) => other,
        }
    }

    /// `||` is decided by the first true, `&&` by the first false.
    fn chain(&mut self, operands: &'a [Expr], decisive: bool) -> Val<'a> {
        let start = self.trace.mark();
        let mut unknown = None;
        for operand in operands {
            let mark = self.trace.mark();
            match self.truth(operand) {
                Ok(b) if b == decisive => {
                    self.trace.keep_since(start, mark);
                    return Val::Bool(decisive);
                }
                Ok(_) => {}
                Err(cause) => unknown = unknown.or(Some(cause)),
            }
        }
        unknown.map_or(Val::Bool(!decisive), Val::Unknown)
    }

    fn cond(&mut self, expr: &'a Expr, [condition, yes, no]: &'a [Expr; 3]) -> Val<'a> {
        match self.truth(condition) {
            Ok(true) => self.eval(yes),
            Ok(false) => self.eval(no),
            Err(cause) => match (self.operand(yes), self.operand(no)) {
                (Ok(a), Ok(b)) if a.equals(b).is_ok_and(|same| same) => a,
                (Err(cause), _) | (_, Err(cause)) => Val::Unknown(cause),
                _ => {
                    self.undecided(expr, cause);
                    Val::Unknown(cause)
                }
            },
        }
    }

    fn equal(&mut self, expr: &'a Expr, a: Val<'a>, b: Val<'a>) -> Result<bool, Cause<'a>> {
        if let Val::Text(text) = a {
            self.spend(expr, stretches(text))?;
        }
        a.equals(b).map_err(|cause| self.undecided(expr, cause))
    }

    fn compare(&mut self, op: Ordering, sides: &'a [Expr; 2]) -> Val<'a> {
        let (a, b) = (self.eval(&sides[0]), self.eval(&sides[1]));
        match (a, b) {
            (Val::Int(a), Val::Int(b)) => Val::Bool(match op {
                Ordering::Lt => a < b,
                Ordering::Le => a <= b,
                Ordering::Gt => a > b,
                Ordering::Ge => a >= b,
            }),
            (Val::Int(_), other) => self.otherwise(&sides[1], other),
            (other, _) => self.otherwise(&sides[0], other),
        }
    }

    fn in_literals(&mut self, expr: &'a Expr, item: &'a Expr, list: &'a [Literal]) -> Val<'a> {
        match self.eval(item) {
            Val::Int(i) => Val::Bool(list.iter().any(|l| matches!(l, Literal::Int(x) if *x == i))),
            Val::Unknown(cause) => Val::Unknown(cause),
            value => {
                let text = match value.text() {
                    Ok(text) => text,
                    Err(cause) => return Val::Unknown(self.undecided(expr, cause)),
                };
                let mut open = false;
                for literal in list {
                    let Literal::Text(t) = literal else { continue };
                    match text.equals(Text::Known(t)) {
                        Some(true) => return Val::Bool(true),
                        Some(false) => {}
                        None => open = true,
                    }
                }
                if open { self.open_text(expr, text) } else { Val::Bool(false) }
            }
        }
    }

    /// The text does not decide: it is known only in part, or of another form.
    pub(super) fn open_text(&mut self, at: &'a Expr, text: Text<'a>) -> Val<'a> {
        Val::Unknown(self.undecided(at, Cause::of_text(text)))
    }

    fn in_list(&mut self, expr: &'a Expr, item: &'a Expr, list: &'a Expr) -> Val<'a> {
        let item = match self.operand(item) {
            Ok(item) => item,
            Err(cause) => return Val::Unknown(cause),
        };
        let (items, owner) = match self.eval(list) {
            Val::List(items, owner) => (items, owner),
            other => return self.otherwise(list, other),
        };
        let mut unknown = items.more.map(|why| Cause::Why(owner.why(why)));
        for fact in &items.items {
            if let Err(cause) = self.spend(expr, 1) {
                return Val::Unknown(cause);
            }
            match Val::of(fact, owner, self.unit).equals(item) {
                Ok(true) => return Val::Bool(true),
                Ok(false) => {}
                Err(cause) => unknown = unknown.or(Some(cause)),
            }
        }
        match unknown {
            Some(cause) => Val::Unknown(self.undecided(expr, cause)),
            None => Val::Bool(false),
        }
    }

    /// Visits the items of a list, filters applied: each with whether it certainly belongs to it. Gives why
    /// further items may exist; `Err` when the list itself is unknown.
    fn walk(&mut self, list: &'a Expr, visit: Visit<'_, 'a, T>) -> Result<Option<Cause<'a>>, Cause<'a>> {
        if let Kind::Filter { list: inner, var, body } = &list.kind {
            let var = usize::from(*var);
            return self.walk(inner, &mut |env, item, certain| {
                let outer = std::mem::replace(&mut env.vars[var], item);
                let kept = env.truth(body);
                env.vars[var] = outer;
                match kept {
                    Ok(false) => ControlFlow::Continue(()),
                    Ok(true) => visit(env, item, certain),
                    Err(cause) => visit(env, item, certain.and(Err(cause))),
                }
            });
        }
        let (items, owner) = match self.eval(list) {
            Val::List(items, owner) => (items, owner),
            other => match self.otherwise(list, other) {
                Val::Unknown(cause) => return Err(cause),
                _ => return Err(Cause::NotStated),
            },
        };
        for fact in &items.items {
            if let Err(cause) = self.spend(list, 1) {
                return Ok(Some(cause));
            }
            let item = Val::of(fact, owner, self.unit);
            self.trace.item(item);
            if let Val::Unknown(cause) = item {
                self.undecided(list, cause);
            }
            if visit(self, item, Ok(())).is_break() {
                return Ok(None);
            }
        }
        Ok(items.more.map(|why| {
            let cause = Cause::Why(owner.why(why));
            self.undecided(list, cause)
        }))
    }

    fn quantifier(&mut self, all: bool, list: &'a Expr, var: u8, body: &'a Expr) -> Val<'a> {
        let var = usize::from(var);
        let (mut decided, mut unknown) = (false, None);
        // The list itself stays in the evidence; items that did not decide go.
        let mut start = None;
        let more = self.walk(list, &mut |env, item, certain| {
            let mark = env.trace.mark();
            let start = *start.get_or_insert(mark);
            let outer = std::mem::replace(&mut env.vars[var], item);
            let holds = env.truth(body);
            env.vars[var] = outer;
            match (holds, certain) {
                (Ok(b), Ok(())) if b != all => {
                    env.trace.keep_since(start, mark);
                    decided = true;
                    return ControlFlow::Break(());
                }
                // Whether or not the item belongs to the list, it changes nothing.
                (Ok(b), _) if b == all => {}
                (Ok(_), Err(cause)) | (Err(cause), _) => unknown = unknown.or(Some(cause)),
                (Ok(_), Ok(())) => {}
            }
            ControlFlow::Continue(())
        });
        match more {
            Err(cause) => Val::Unknown(cause),
            Ok(_) if decided => Val::Bool(!all),
            Ok(more) => unknown.or(more).map_or(Val::Bool(all), Val::Unknown),
        }
    }

    /// Certain and possible number of items, and why there may be more.
    fn count(&mut self, list: &'a Expr) -> Result<(i64, i64, Option<Cause<'a>>), Cause<'a>> {
        let (mut certain_items, mut possible, mut unknown) = (0, 0, None);
        let more = self.walk(list, &mut |_, _, certain| {
            possible += 1;
            match certain {
                Ok(()) => certain_items += 1,
                Err(cause) => unknown = unknown.or(Some(cause)),
            }
            ControlFlow::Continue(())
        })?;
        if more.is_some() {
            possible = i64::MAX;
        }
        Ok((certain_items, possible, more.or(unknown)))
    }

    fn size(&mut self, expr: &'a Expr, of: &'a Expr) -> Val<'a> {
        if !matches!(of.kind, Kind::Filter { .. }) {
            match self.eval(of) {
                Val::List(..) => {}
                Val::Text(text) => {
                    return match text.known() {
                        Some(t) => Val::Int(t.chars().count() as i64),
                        None => self.open_text(expr, text),
                    };
                }
                other => return self.otherwise(of, other),
            }
        }
        match self.count(of) {
            Ok((certain, possible, _)) if certain == possible => Val::Int(certain),
            Ok((_, _, cause)) => Val::Unknown(cause.unwrap_or(Cause::NotStated)),
            Err(cause) => Val::Unknown(cause),
        }
    }

    fn size_at_least(&mut self, list: &'a Expr, n: &'a Expr) -> Val<'a> {
        let n = match self.eval(n) {
            Val::Int(n) => n,
            other => return self.otherwise(list, other),
        };
        match self.count(list) {
            Ok((certain, _, _)) if certain >= n => Val::Bool(true),
            Ok((_, possible, _)) if possible < n => Val::Bool(false),
            Ok((_, _, cause)) => Val::Unknown(cause.unwrap_or(Cause::NotStated)),
            Err(cause) => Val::Unknown(cause),
        }
    }

    fn predicate(&mut self, expr: &'a Expr, how: Predicate, text: &'a Expr, with: &'a Expr) -> Val<'a> {
        match self.eval(with).text() {
            Ok(with) => self.on_text(expr, text, |t| predicate(how, t, with.known()?)),
            Err(cause) => Val::Unknown(self.undecided(expr, cause)),
        }
    }

    /// A truth about a text; `None` from `decide` is unknown.
    fn on_text(
        &mut self,
        expr: &'a Expr,
        text: &'a Expr,
        decide: impl FnOnce(Text<'a>) -> Option<bool>,
    ) -> Val<'a> {
        match self.eval(text) {
            Val::Unknown(cause) => Val::Unknown(cause),
            value => {
                let text = match value.text() {
                    Ok(text) => text,
                    Err(cause) => return Val::Unknown(self.undecided(expr, cause)),
                };
                if let Err(cause) = self.spend(expr, stretches(text)) {
                    return Val::Unknown(cause);
                }
                match decide(text) {
                    Some(b) => Val::Bool(b),
                    None => self.open_text(expr, text),
                }
            }
        }
    }

    fn part(&mut self, expr: &'a Expr, part: Part, text: &'a Expr) -> Val<'a> {
        match self.eval(text) {
            Val::Unknown(cause) => Val::Unknown(cause),
            value => {
                let text = match value.text() {
                    Ok(text) => text,
                    Err(cause) => return Val::Unknown(self.undecided(expr, cause)),
                };
                if let Err(cause) = self.spend(expr, stretches(text)) {
                    return Val::Unknown(cause);
                }
                match functions::part(part, text) {
                    Some(t) => Val::Text(t),
                    None => self.open_text(expr, text),
                }
            }
        }
    }
}

/// Steps for going through a text.
fn stretches(text: Text<'_>) -> u32 {
    let bytes = text.known().map_or(0, str::len);
    u32::try_from(bytes / super::STRETCH).unwrap_or(u32::MAX)
}

fn predicate(how: Predicate, text: Text<'_>, with: &str) -> Option<bool> {
    match how {
        Predicate::StartsWith => text.starts_with(with),
        Predicate::EndsWith => text.ends_with(with),
        Predicate::Contains => text.contains(with),
        Predicate::EqualsIgnoreCase => text.equals_ignore_case(with),
    }
}

pub(super) fn truth<'a>(result: Result<bool, Cause<'a>>) -> Val<'a> {
    result.map_or_else(Val::Unknown, Val::Bool)
}
