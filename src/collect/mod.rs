//! Account -> inventory: the only room that sees the AWS SDK.
