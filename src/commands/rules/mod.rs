//! Rules as their authors and readers handle them: which there are, what they say, whether they hold.

mod example;
mod lint;
mod list;
mod new;
mod selector;
mod set;
mod show;
mod test;

pub use example::{Outcome, judge_example};
pub use set::{RuleSet, all_rules, selected_rules};

use super::RunError;
use super::config::Config;
use super::deliver::Terminal;
use crate::cli::Rules;

pub fn run(args: &Rules, config: &Config, terminal: &Terminal) -> Result<u8, RunError> {
    match args {
        Rules::List { format, choice } => list::list(*format, choice, config, terminal),
        Rules::Show { rule, folders } => show::show(rule, folders, config, terminal),
        Rules::New { name, kind, out } => new::new(name, kind, out.as_deref(), config, terminal),
        Rules::Lint { paths } => lint::lint(paths, config, terminal),
        Rules::Test { rules, choice } => test::test(rules, choice, config, terminal),
    }
}
