//! Rule files -> typed, compiled rules.
