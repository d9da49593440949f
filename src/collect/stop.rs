//! Ending a run early, from outside (Ctrl-C) or by its deadline.

use std::sync::Arc;
use tokio::sync::watch;

/// A switch that ends a run: what was read is kept, what was not read becomes a gap.
///
/// Clones are the same switch; it cannot be switched back.
#[derive(Debug, Clone)]
pub struct Stop {
    switch: Arc<watch::Sender<bool>>,
}

impl Default for Stop {
    fn default() -> Self {
        Self { switch: Arc::new(watch::Sender::new(false)) }
    }
}

impl Stop {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn trigger(&self) {
        self.switch.send_replace(true);
    }

    pub fn is_triggered(&self) -> bool {
        *self.switch.borrow()
    }

    /// Ends when the switch is thrown; at once when it already was.
    pub async fn triggered(&self) {
        let mut seen = self.switch.subscribe();
        // The sender lives as long as `self`: waiting cannot fail.
        let _ = seen.wait_for(|thrown| *thrown).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn everyone_who_waits_hears_it_and_so_does_who_comes_late() {
        let stop = Stop::new();
        let waiting = tokio::spawn({
            let stop = stop.clone();
            async move { stop.triggered().await }
        });
        tokio::task::yield_now().await;
        assert!(!stop.is_triggered() && !waiting.is_finished());
        stop.trigger();
        waiting.await.expect("the waiting task ends");
        stop.triggered().await;
        assert!(stop.is_triggered());
    }
}
