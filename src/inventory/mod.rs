//! What was found, and what could not be looked at. No AWS client, no rule, no clock.
