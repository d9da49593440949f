//! The collectors end to end: the real binary, a real HTTP server, recorded accounts.

mod calls;
mod demo;
mod environment;
mod failures;
mod keys;
mod knowledge;
mod paging;
mod redshift;
mod redshift_views;
mod run;
mod session;
mod snapshots;
mod speed;
mod surroundings;
mod warehouse;

const DUBLIN: &str = "eu-west-1";
const TOKYO: &str = "ap-northeast-1";
