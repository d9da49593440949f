//! Connector, worker and client properties -> their redacted, classified form. No AWS, no files, no rules.
