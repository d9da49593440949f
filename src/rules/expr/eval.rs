//! Three-valued evaluation (strong Kleene): unknown decides only when it could change the result.
//!
//! One evaluator serves both passes: the judging pass, which records and allocates nothing, and the explaining
//! pass, which hands every fact it reads and every cause of an unknown to a [`Trace`].

use super::cidr::Range;
use super::compiled::{Expr, Kind, Ordering};
use super::functions;
use super::text::Text;
use super::texts::stretches;
use super::value::{Cause, Val};
use super::version::Version;
use crate::inventory::{Fact, Resource, Unit, Value};

/// Watches an evaluation. The default methods do nothing.
pub trait Trace<'a> {
    /// Whether nothing is watched, so that what cannot change a value may be left out.
    const SILENT: bool = false;
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

/// Records nothing.
pub struct Silent;

impl Trace<'_> for Silent {
    const SILENT: bool = true;
}

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

    /// What most rules are made of, each a small function; everything else stands in [`Self::rare`], whose stack
    /// frame they would all pay for.
    #[inline(always)]
    fn kind(&mut self, expr: &'a Expr) -> Val<'a> {
        match &expr.kind {
            Kind::Bool(b) => Val::Bool(*b),
            Kind::Int(i) => Val::Int(*i),
            Kind::Text(t) => Val::Text(Text::Known(t)),
            Kind::Root => Val::Resource(self.root),
            Kind::Var(slot) => self.variable(*slot),
            Kind::Field { base, slot, .. } => self.read(expr, base, *slot),
            Kind::Has(field) => self.has(field),
            Kind::Not(inner) => self.not(inner),
            Kind::And(operands) => self.chain(operands, false),
            Kind::Or(operands) => self.chain(operands, true),
            Kind::Eq { sides, negate } => self.eq(expr, sides, *negate),
            Kind::InLiterals { item, list } => self.in_literals(expr, item, list),
            Kind::Predicate { how, text, with } => self.predicate(expr, *how, text, with),
            _ => self.rare(expr),
        }
    }

    #[inline(never)]
    fn rare(&mut self, expr: &'a Expr) -> Val<'a> {
        match &expr.kind {
            Kind::Id(base) => match self.eval(base) {
                Val::Resource(r) => Val::Text(Text::Known(&r.id)),
                Val::Elsewhere(id) => Val::Text(Text::Known(id)),
                other => other,
            },
            Kind::Cond(three) => self.cond(expr, three),
            Kind::Compare { op, sides } => self.compare(*op, sides),
            Kind::InList { item, list } => self.in_list(expr, item, list),
            Kind::Quantifier { all, list, var, body } => self.quantifier(*all, list, *var, body),
            Kind::Size(of) => self.size(expr, of),
            Kind::SizeAtLeast(list, n) => self.size_at_least(list, n),
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
            Kind::Allows { role, action, resource, asked, via } => {
                self.allows(expr, role, action, resource, (*asked, via.as_deref()))
            }
            Kind::OpensPort { rule, port } => self.opens_port(expr, rule, port),
            Kind::LeadsOut { subnets, tables } => self.leads_out(expr, subnets, tables),
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
            // `walk` takes it apart. The others never come here.
            _ => Val::Unknown(self.undecided(expr, Cause::Undecidable("stands only in texts"))),
        }
    }

    #[inline(always)]
    fn variable(&self, slot: u8) -> Val<'a> {
        self.vars.get(usize::from(slot)).copied().unwrap_or(Val::Absent)
    }

    #[inline(never)]
    fn read(&mut self, expr: &'a Expr, base: &'a Expr, slot: u16) -> Val<'a> {
        match self.near(expr) {
            Some(Fact::Known(Value::Bool(b), _)) => return Val::Bool(*b),
            Some(Fact::Known(Value::Int(i), _)) => return Val::Int(*i),
            Some(Fact::Known(Value::Text(t), _)) => return Val::Text(Text::Known(t)),
            Some(Fact::Absent(_)) => return Val::Absent,
            _ => {}
        }
        match self.field(base, slot) {
            Ok((fact, owner)) => self.fact(expr, fact, owner),
            Err(value) => value,
        }
    }

    #[inline(never)]
    fn not(&mut self, inner: &'a Expr) -> Val<'a> {
        truth(self.truth(inner).map(|b| !b))
    }

    #[inline(never)]
    fn eq(&mut self, expr: &'a Expr, sides: &'a [Expr; 2], negate: bool) -> Val<'a> {
        if let Kind::Text(literal) = &sides[1].kind
            && let Some(text) = self.plain(&sides[0], false)
        {
            return Val::Bool((*text == **literal) != negate);
        }
        let (a, b) = (self.operand(&sides[0]), self.operand(&sides[1]));
        let result = match (a, b) {
            (Ok(a), Ok(b)) => self.equal(expr, a, b),
            (Err(cause), _) | (_, Err(cause)) => Err(cause),
        };
        truth(result.map(|same| same != negate))
    }

    /// Pays for work that is no expression of its own: an item looked at, a stretch of text gone through.
    pub(super) fn spend(&mut self, at: &'a Expr, steps: u32) -> Result<(), Cause<'a>> {
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

    /// As [`Self::eval`]; the two that most fields are fields of cost no call.
    #[inline(always)]
    fn place(&mut self, base: &'a Expr) -> Val<'a> {
        let value = match &base.kind {
            Kind::Root => Val::Resource(self.root),
            Kind::Var(slot) => self.variable(*slot),
            _ => return self.eval(base),
        };
        if self.steps == 0 {
            return Val::Unknown(self.undecided(base, Cause::Steps));
        }
        self.steps -= 1;
        self.trace.enter(base);
        self.trace.leave(base, value);
        value
    }

    pub(super) fn operand(&mut self, expr: &'a Expr) -> Result<Val<'a>, Cause<'a>> {
        match self.eval(expr) {
            Val::Unknown(cause) => Err(cause),
            value => Ok(value),
        }
    }

    /// The fact behind a field; `Err` holds what the expression comes to when there is none to read.
    pub fn field(&mut self, base: &'a Expr, slot: u16) -> Result<(&'a Fact, &'a Resource), Val<'a>> {
        match self.place(base) {
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

    #[inline(never)]
    fn has(&mut self, field: &'a Expr) -> Val<'a> {
        match self.near(field) {
            Some(Fact::Known(..)) => return Val::Bool(true),
            Some(Fact::Absent(_)) => return Val::Bool(false),
            _ => {}
        }
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
    #[inline(never)]
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

    #[inline(never)]
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

    /// The text does not decide: it is known only in part, or of another form.
    pub(super) fn open_text(&mut self, at: &'a Expr, text: Text<'a>) -> Val<'a> {
        Val::Unknown(self.undecided(at, Cause::of_text(text)))
    }
}

pub(super) fn truth<'a>(result: Result<bool, Cause<'a>>) -> Val<'a> {
    result.map_or_else(Val::Unknown, Val::Bool)
}
