//! Text against a form: fixed pieces with values between them, without going back.

use crate::speech::Phrase;

/// A phrase's English text, taken apart.
#[derive(Debug)]
pub struct Form {
    pub phrase: &'static Phrase,
    first: &'static str,
    /// A place's name, and the fixed text after it.
    rest: Vec<(&'static str, &'static str)>,
}

impl Form {
    pub fn new(phrase: &'static Phrase) -> Self {
        let (first, mut tail) = phrase.en.split_once('{').unwrap_or((phrase.en, ""));
        let mut rest = Vec::new();
        while let Some((name, after)) = tail.split_once('}') {
            let (fixed, next) = after.split_once('{').unwrap_or((after, ""));
            rest.push((name, fixed));
            tail = next;
        }
        Self { phrase, first, rest }
    }

    /// Bytes of fixed text.
    pub fn weight(&self) -> usize {
        self.first.len() + self.rest.iter().map(|(_, fixed)| fixed.len()).sum::<usize>()
    }

    /// The values by which a text has this form. Each ends at the first fixed text that may follow it, the last at
    /// the end of the text: one walk over the text decides.
    pub fn values<'t>(&self, text: &'t str) -> Option<Vec<(&'static str, &'t str)>> {
        let mut left = text.strip_prefix(self.first)?;
        let Some(((last, end), before)) = self.rest.split_last() else {
            return left.is_empty().then(Vec::new);
        };
        let mut values = Vec::with_capacity(self.rest.len());
        for (name, fixed) in before {
            let (value, after) = left.split_once(fixed)?;
            values.push((*name, value));
            left = after;
        }
        values.push((last, left.strip_suffix(end)?));
        values.iter().all(|(_, value)| !value.is_empty()).then_some(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static FORM: Phrase = Phrase { en: "the {a} of {b} lost", ja: "", zh: "" };

    #[test]
    fn values_stand_between_the_fixed_texts() {
        let form = Form::new(&FORM);
        assert_eq!(form.values("the cat of Bob lost"), Some(vec![("a", "cat"), ("b", "Bob")]));
        assert_eq!(form.values("the a of b of c lost"), Some(vec![("a", "a"), ("b", "b of c")]));
        for other in
            ["the  of Bob lost", "the cat of  lost", "the cat of Bob", "cat of Bob lost", "", "the of lost"]
        {
            assert_eq!(form.values(other), None, "{other}");
        }
    }
}
