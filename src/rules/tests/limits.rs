//! The stated limits, and files that are damaged at random.

use super::{changed, documented, faults, file, parse};
use crate::rules::diagnostic::MAX_FAULTS;
use crate::rules::example;
use proptest::prelude::*;

#[test]
fn limits_hold() {
    let long = format!("{}\n# {}", documented(), "x".repeat(file::MAX_BYTES));
    assert!(faults(&long)[0].message.to_string().contains("at most 65536 bytes"));
    let filled = format!("{}\n#{}", documented(), "x".repeat(file::MAX_BYTES - documented().len() - 2));
    assert_eq!(filled.len(), file::MAX_BYTES);
    assert!(parse(&filled).is_ok(), "a file of exactly the limit loads");

    let check = |bytes: usize| {
        let head = "has(secret.kms_key) && secret.kms_key.manager == 'CUSTOMER'";
        changed(&format!("\"{head}\""), &format!("\"{head}{}\"", " ".repeat(bytes - head.len())))
    };
    assert!(parse(&check(2_000)).is_ok());
    assert!(faults(&check(2_001))[0].message.to_string().contains("at most 2000 bytes"));

    let with = |n: usize| {
        let one =
            |i| format!("\n[[examples]]\nname='{i}'\nverdict='pass'\nresources=[{{kind='secret',id='s'}}]");
        documented().to_owned() + &(0..n).map(one).collect::<String>()
    };
    assert!(parse(&with(example::MAX_EXAMPLES - 4)).is_ok());
    assert!(faults(&with(example::MAX_EXAMPLES - 3))[0].message.to_string().contains("at most 200 examples"));

    let many: String = (0..500).map(|i| format!("x{i} = 1\n")).collect();
    assert_eq!(faults(&(many + documented())).len(), MAX_FAULTS);
}

proptest! {
    /// Whatever is done to a rule file: it loads or is refused with a place in it, and nothing panics.
    #[test]
    fn damaged_files_are_refused_without_a_panic(cut in 0usize..9000, length in 0usize..400, put in "\\PC{0,12}|[\\[\\]{}'\"=.,\n\\\\#]{0,8}") {
        let text = documented();
        let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        let (start, end) = (boundary(cut), boundary(cut + length));
        let damaged = format!("{}{put}{}", &text[..start], &text[end..]);
        if let Err(faults) = parse(&damaged) {
            prop_assert!(!faults.is_empty());
            let lines = damaged.lines().count() as u32 + 1;
            for d in faults {
                prop_assert!(d.line >= 1 && d.line <= lines && d.column >= 1, "{d}");
                prop_assert!(!d.to_string().is_empty());
            }
        }
    }
}
