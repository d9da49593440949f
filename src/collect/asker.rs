//! Every call of a region goes through here: bounded in number and time, counted, its failures kept as gaps.

use super::failure::{Failure, failure};
use super::operations::{COLLECTORS, Operation};
use super::{Progress, Stop};
use crate::inventory::fact::WhyIx;
use crate::inventory::{Coverage, Fact, Gap, Resource, Value, Why};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::future::Future;
use std::sync::Mutex;
use tokio::sync::Semaphore;
use tokio::time::Instant;

/// Most pages of one listing: 100,000 to 1,000,000 resources of one kind in one region.
const MAX_PAGES: u32 = 10_000;

/// Asks one account and region.
pub struct Asker<'r> {
    pub account: Box<str>,
    pub region: Box<str>,
    concurrency: usize,
    /// Calls in flight, by service.
    limits: Mutex<HashMap<&'static str, std::sync::Arc<Semaphore>>>,
    coverage: Mutex<BTreeMap<&'static str, Coverage>>,
    deadline: Instant,
    stop: &'r Stop,
    progress: &'r (dyn Fn(&Progress) + Sync),
}

/// The items of a listing, and why there may be more.
#[derive(Debug)]
pub struct Listing<T> {
    pub items: Vec<T>,
    pub more: Option<Why>,
}

type Answer<T, E> = Result<T, SdkError<E, HttpResponse>>;

impl<'r> Asker<'r> {
    pub fn new(
        account: &str,
        region: &str,
        concurrency: usize,
        deadline: Instant,
        stop: &'r Stop,
        progress: &'r (dyn Fn(&Progress) + Sync),
    ) -> Self {
        Asker {
            account: account.into(),
            region: region.into(),
            concurrency: concurrency.max(1),
            limits: Mutex::default(),
            coverage: Mutex::default(),
            deadline,
            stop,
            progress,
        }
    }

    /// The coverage of everything asked so far; takes it out. What a call and a resource both miss is one gap.
    pub fn into_coverage(self) -> Vec<Coverage> {
        let all = self.coverage.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let one = |mut c: Coverage| {
            c.gaps.sort();
            c.gaps.dedup();
            c
        };
        all.into_values().map(one).collect()
    }

    fn cover(&self, op: &Operation, note: impl FnOnce(&mut Coverage)) {
        let mut all = self.coverage.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        note(all.entry(op.name).or_insert_with(|| Coverage::new(&self.account, &self.region, op.name)));
    }

    /// Notes that something could not be looked at.
    pub fn gap(&self, op: &Operation, target: Option<&str>, why: &Why) {
        let gap = Gap { target: target.map(Into::into), why: why.clone(), optional: false };
        self.cover(op, |c| c.gaps.push(gap));
    }

    /// Notes what an option that is off leaves out: said, but no reason to call the run incomplete.
    pub fn left_out(&self, op: &Operation, target: Option<&str>, what: &str) {
        let why = Why::NotCollected { what: what.into() };
        self.cover(op, |c| c.gaps.push(Gap { target: target.map(Into::into), why, optional: true }));
    }

    /// Waits, unless the run ends before.
    pub async fn pause(&self, op: &Operation, time: std::time::Duration) -> Result<(), Why> {
        tokio::select! {
            biased;
            () = self.stop.triggered() => {}
            () = tokio::time::sleep_until(self.deadline) => {}
            () = tokio::time::sleep(time) => return Ok(()),
        }
        Err(Why::Interrupted { operation: op.name.into() })
    }

    /// Notes what the answers about a resource lacked. A resource in a state in which nothing of it is judged may
    /// lack anything: a cluster that is being created has no brokers yet.
    pub fn gaps_of(&self, resource: &Resource) {
        if matches!(resource.unjudged_state(), Ok(Some(_))) {
            return;
        }
        let mut reasons = BTreeSet::new();
        resource.facts().iter().for_each(|fact| reasons_in(fact, &mut reasons));
        for why in reasons.into_iter().map(|ix| resource.why(ix)) {
            let Why::Malformed { operation, .. } = why else { continue };
            if let Some(op) = COLLECTORS.iter().find(|op| op.name == &**operation) {
                self.gap(op, Some(&resource.id), why);
            }
        }
    }

    /// Notes resources or answers read.
    pub fn read(&self, op: &Operation, items: usize) {
        self.cover(op, |c| c.items = c.items.saturating_add(u32::try_from(items).unwrap_or(u32::MAX)));
    }

    /// One call about one target. A failure becomes a gap, except the ones `expected` names: they are an answer.
    pub async fn ask<T, E: ProvideErrorMetadata>(
        &self,
        op: &'static Operation,
        target: &str,
        expected: fn(&Failure) -> bool,
        call: impl Future<Output = Answer<T, E>>,
    ) -> Result<T, Failure> {
        match self.call(op, call).await {
            Ok(answer) => {
                self.read(op, 1);
                Ok(answer)
            }
            Err(f) => {
                if !expected(&f) {
                    self.gap(op, Some(target), &f.why);
                }
                Err(f)
            }
        }
    }

    /// All pages of a listing about `target` (`None` for an account's). `page` makes the call for a token and
    /// `read` takes items and the next token out of the answer; an answer without items' member says nothing, not
    /// that there are none.
    pub async fn list<T, A, E: ProvideErrorMetadata, F: Future<Output = Answer<A, E>>>(
        &self,
        op: &'static Operation,
        target: Option<&str>,
        mut page: impl FnMut(Option<String>) -> F,
        mut read: impl FnMut(A) -> (Option<Vec<T>>, Option<String>),
    ) -> Listing<T> {
        let (mut items, mut token, mut seen) = (Vec::new(), None, HashSet::new());
        let mut pages = 0;
        let more = loop {
            pages += 1;
            let answer = match self.call(op, page(token.take())).await {
                Ok(answer) => answer,
                Err(f) if pages == 1 => break Some(f.why),
                Err(f) => break Some(cut(op, &f)),
            };
            let (some, next) = read(answer);
            match some {
                Some(mut some) => items.append(&mut some),
                None if pages == 1 => {
                    let detail = "the answer lacks its list".into();
                    break Some(Why::Malformed { operation: op.name.into(), detail });
                }
                None => break Some(truncated(op, "a page cannot be read")),
            }
            // AWS ends some listings with an empty token instead of none.
            let Some(next) = next.filter(|t| !t.is_empty()) else { break None };
            if pages == MAX_PAGES {
                break Some(truncated(op, "the listing does not end"));
            }
            if !seen.insert(next.clone()) {
                break Some(truncated(op, "the listing repeats itself"));
            }
            token = Some(next);
        };
        self.read(op, items.len());
        if let Some(why) = &more {
            self.gap(op, target, why);
        }
        Listing { items, more }
    }

    async fn call<T, E: ProvideErrorMetadata>(
        &self,
        op: &'static Operation,
        call: impl Future<Output = Answer<T, E>>,
    ) -> Result<T, Failure> {
        let interrupted = || Failure { why: Why::Interrupted { operation: op.name.into() }, code: "".into() };
        let limit = self.limit(op.service());
        let answer = tokio::select! {
            biased;
            () = self.stop.triggered() => return Err(interrupted()),
            () = tokio::time::sleep_until(self.deadline) => return Err(interrupted()),
            answer = async {
                // The semaphore lives as long as the asker and is never closed.
                let _permit = limit.acquire().await.ok();
                self.cover(op, |c| c.calls += 1);
                call.await
            } => answer,
        };
        (self.progress)(&Progress::Called { region: self.region.clone(), operation: op.name });
        answer.map_err(|e| failure(op, &e))
    }

    fn limit(&self, service: &'static str) -> std::sync::Arc<Semaphore> {
        let mut limits = self.limits.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        limits.entry(service).or_insert_with(|| Semaphore::new(self.concurrency).into()).clone()
    }

    /// Whether the run was ended before its time.
    pub fn interrupted(&self) -> bool {
        self.stop.is_triggered() || Instant::now() >= self.deadline
    }
}

/// Why a fact, or something in it, is unknown.
fn reasons_in(fact: &Fact, reasons: &mut BTreeSet<WhyIx>) {
    match fact {
        Fact::Unknown(why) => {
            reasons.insert(*why);
        }
        Fact::Known(Value::List(list), _) => {
            reasons.extend(list.more);
            list.items.iter().for_each(|item| reasons_in(item, reasons));
        }
        Fact::Known(Value::Record(slots), _) => slots.iter().for_each(|slot| reasons_in(slot, reasons)),
        Fact::Known(..) | Fact::Absent(_) => {}
    }
}

fn truncated(op: &Operation, reason: &str) -> Why {
    Why::Truncated { operation: op.name.into(), reason: reason.into() }
}

/// A listing whose later page failed. Denials keep their kind: they tell what to mend.
fn cut(op: &Operation, failure: &Failure) -> Why {
    match &failure.why {
        denied @ Why::Denied { .. } => denied.clone(),
        interrupted @ Why::Interrupted { .. } => interrupted.clone(),
        Why::Throttled { .. } => truncated(op, "throttled"),
        Why::Malformed { .. } => truncated(op, "a page cannot be read"),
        Why::Failed { code, .. } if failure.expired() => {
            truncated(op, &format!("the session expired ({code})"))
        }
        Why::Failed { code, .. } => truncated(op, code),
        _ => truncated(op, "a page failed"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::operations::LIST_CLUSTERS;
    use super::*;
    use aws_smithy_types::error::ErrorMetadata;

    #[derive(Debug)]
    struct NoError(ErrorMetadata);

    impl ProvideErrorMetadata for NoError {
        fn meta(&self) -> &ErrorMetadata {
            &self.0
        }
    }

    type Page = (Option<Vec<u32>>, Option<String>);

    async fn pages(answers: &[Result<Page, ()>]) -> (Listing<u32>, Coverage) {
        let stop = Stop::new();
        let deadline = Instant::now() + std::time::Duration::from_secs(60);
        let asker = Asker::new("111122223333", "eu-west-1", 2, deadline, &stop, &|_| ());
        let mut n = 0;
        let page = |_| {
            let answer = answers[n.min(answers.len() - 1)].clone();
            n += 1;
            async move { answer.map_err(|()| SdkError::<NoError, HttpResponse>::timeout_error("late")) }
        };
        let listing = asker.list(&LIST_CLUSTERS, None, page, |p| p).await;
        let coverage = asker.into_coverage().remove(0);
        (listing, coverage)
    }

    fn page(item: u32, next: Option<&str>) -> Result<Page, ()> {
        Ok((Some(vec![item]), next.map(Into::into)))
    }

    #[tokio::test]
    async fn a_page_without_its_list_is_no_empty_page() {
        let (listing, coverage) = pages(&[Ok((None, None))]).await;
        assert!(matches!(&listing.more, Some(Why::Malformed { .. })), "{:?}", listing.more);
        assert!(!coverage.complete());
        let (listing, coverage) = pages(&[page(1, Some("a")), Ok((None, None))]).await;
        assert_eq!(listing.items, [1]);
        assert!(matches!(&listing.more, Some(Why::Truncated { .. })), "{:?}", listing.more);
        assert!(!coverage.complete());
    }

    #[tokio::test]
    async fn all_pages_are_read_and_counted() {
        let (listing, coverage) = pages(&[page(1, Some("a")), page(2, Some("b")), page(3, Some(""))]).await;
        assert_eq!((listing.items, listing.more), (vec![1, 2, 3], None));
        assert_eq!((coverage.calls, coverage.items, coverage.complete()), (3, 3, true));
    }

    #[tokio::test]
    async fn a_listing_that_repeats_or_never_ends_is_cut() {
        let (listing, coverage) = pages(&[page(1, Some("a")), page(2, Some("a"))]).await;
        assert_eq!(listing.items, [1, 2]);
        assert!(matches!(&listing.more, Some(Why::Truncated { reason, .. }) if reason.contains("repeats")));
        assert_eq!(coverage.gaps[0].why, listing.more.expect("cut"));
        let endless: Vec<Result<Page, ()>> =
            (0..=MAX_PAGES).map(|i| page(i, Some(&format!("t{i}")))).collect();
        let (listing, coverage) = pages(&endless).await;
        assert_eq!(coverage.calls, MAX_PAGES);
        assert!(matches!(&listing.more, Some(Why::Truncated { reason, .. }) if reason.contains("end")));
    }

    #[tokio::test]
    async fn what_was_read_before_a_failure_stays() {
        let (listing, _) = pages(&[page(1, Some("a")), Err(())]).await;
        assert_eq!(listing.items, [1]);
        assert!(matches!(&listing.more, Some(Why::Truncated { reason, .. }) if **reason == *"timeout"));
        let (listing, coverage) = pages(&[Err(())]).await;
        assert!(listing.items.is_empty());
        assert!(matches!(&listing.more, Some(Why::Failed { code, .. }) if **code == *"timeout"));
        assert!(!coverage.complete());
    }
}
