//! Config-provider tokens: the pieces of any text are the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidegate::connect::token::{Piece, pieces};

fuzz_target!(|text: &str| {
    let joined: String = pieces(text)
        .into_iter()
        .map(|p| match p {
            Piece::Literal(t) => t,
            Piece::Token(t) => t.text,
        })
        .collect();
    assert_eq!(joined, text);
});
