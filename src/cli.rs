//! The command line: what can be asked for. It decides nothing.
//!
//! Its texts stand here in English; `texts` has them in the other languages.

mod phrases;
mod spoken;
#[cfg(test)]
mod tests;
mod texts;
#[cfg(feature = "aws")]
mod texts_aws;
mod wrong;

pub use spoken::spoken;
pub use wrong::{Unfit, told};

use crate::report::{FORMATS, Format};
use crate::rules::{Language, Severity};
use crate::said;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::str::FromStr;

/// Read-only security posture scanner for the AWS streaming-data path: MSK, MSK Connect, SCRAM secrets, KMS
/// keys, ElastiCache.
#[derive(Debug, Parser)]
#[command(name = "tidegate", version, max_term_width = 100, arg_required_else_help = true, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub global: Global,
}

const EXIT_CODES: &str = "Exit codes: 0 nothing at or above --fail-on; 1 findings at or above it; 2 wrong usage, \
configuration or rules; 3 incomplete: something was not assessed (see --allow-incomplete); 4 nothing to check \
was found; 5 internal or I/O error. 1 wins over 3.";

#[derive(Debug, Args)]
pub struct Global {
    /// Language of sentences [default: from LC_ALL, LC_MESSAGES, LANG]
    #[arg(long, global = true, display_order = 900, value_enum, env = "TIDEGATE_LANG", value_name = "LANG")]
    pub lang: Option<Lang>,
    /// When to use colour; NO_COLOR and CLICOLOR_FORCE are honoured
    #[arg(long, global = true, display_order = 900, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// Say nothing on standard error but errors
    #[arg(short, long, global = true, display_order = 900)]
    pub quiet: bool,
    /// Configuration file [default: tidegate.toml, from here upwards to the root of the repository]
    #[arg(long, global = true, display_order = 900, value_name = "FILE", env = "TIDEGATE_CONFIG")]
    pub config: Option<PathBuf>,
    /// Read no configuration file
    #[arg(long, global = true, display_order = 900, conflicts_with = "config")]
    pub no_config: bool,
}

/// Where rules come from besides the built-in ones.
#[derive(Debug, Default, Args)]
pub struct Folders {
    /// Folder of rules to use beside the built-in ones; may be given several times
    #[arg(long = "rules", value_name = "DIR")]
    pub dirs: Vec<PathBuf>,
}

/// Which rules are meant.
#[derive(Debug, Default, Args)]
pub struct Choice {
    #[command(flatten)]
    pub folders: Folders,
    /// Only these rules: ids, services, severities, tags, frameworks or their ids (also tag:NAME, severity:NAME ...)
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Not these rules, named in the same ways
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub ignore: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read an account and judge it
    #[cfg(feature = "aws")]
    Scan(Scan),
    /// Read an account and save what was found as a snapshot, without judging
    #[cfg(feature = "aws")]
    Collect(Collect),
    /// Judge CloudFormation templates, Terraform plans and source, and saved snapshots, without AWS
    Check(Box<Check>),
    /// The rules: list, show, write, review and test them
    #[command(subcommand)]
    Rules(Rules),
    /// Explain a rule: what, why, how to mend it
    Explain(Explain),
    /// Print the least-privilege IAM policy that a scan needs
    #[cfg(feature = "aws")]
    IamPolicy(IamPolicy),
    /// Print a JSON Schema, or what rules may read of each kind of resource
    Schema(Schema),
}

#[cfg(feature = "aws")]
#[derive(Debug, Args)]
pub struct Scan {
    #[command(flatten)]
    pub aws: Aws,
    /// Also save the snapshot that the findings' lines point into (zstd when the name ends in .zst)
    #[arg(long, value_name = "FILE")]
    pub snapshot_out: Option<PathBuf>,
    #[command(flatten)]
    pub judging: Judging,
}

#[cfg(feature = "aws")]
#[derive(Debug, Args)]
pub struct Collect {
    #[command(flatten)]
    pub aws: Aws,
    /// File to write (zstd when the name ends in .zst)
    #[arg(short, long, value_name = "FILE")]
    pub out: PathBuf,
    /// Exit 0 although something could not be read
    #[arg(long)]
    pub allow_incomplete: bool,
}

/// Where and as whom to read. The standard AWS environment variables, profiles and SSO work.
#[cfg(feature = "aws")]
#[derive(Debug, Args)]
pub struct Aws {
    /// Named profile of the AWS configuration files
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// Region to read; may be given several times [default: the environment's or profile's region]
    #[arg(long = "region", value_name = "REGION", value_delimiter = ',')]
    pub regions: Vec<String>,
    /// Endpoint of all services instead of AWS's own
    #[arg(long, value_name = "URL")]
    pub endpoint_url: Option<String>,
    /// Role to assume first
    #[arg(long, value_name = "ARN")]
    pub role_arn: Option<String>,
    /// External id that the role asks for
    #[arg(long, value_name = "ID", requires = "role_arn", hide_env_values = true)]
    pub external_id: Option<String>,
    /// File that describes a family of connectors (as rules/data/connectors/*.toml do); may be given several times
    #[arg(long = "connectors", value_name = "FILE")]
    pub connectors: Vec<PathBuf>,
    #[command(flatten)]
    pub opt_ins: OptIns,
    /// Calls in flight per service and region
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=64))]
    pub concurrency: u8,
    /// Seconds after which a call, retries included, is given up
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    pub call_timeout: u32,
    /// Seconds after which the run ends with what it has
    #[arg(long, value_name = "SECONDS", default_value_t = 900, value_parser = clap::value_parser!(u32).range(1..))]
    pub deadline: u32,
}

/// What is only done on request.
#[cfg(feature = "aws")]
#[derive(Debug, Args)]
pub struct OptIns {
    /// Also inspect the external schemas of Redshift databases, by SELECTs through the Redshift Data API as the
    /// caller's own identity; this wakes and bills Serverless workgroups and needs permissions that IAM counts as
    /// Write
    #[arg(long)]
    pub redshift_sql: bool,
    /// Database user for --redshift-sql in provisioned clusters, instead of the caller's own identity
    #[arg(long, value_name = "USER", requires = "redshift_sql", conflicts_with = "redshift_secret_arn")]
    pub redshift_db_user: Option<String>,
    /// Secret with user name and password for --redshift-sql
    #[arg(long, value_name = "ARN", requires = "redshift_sql")]
    pub redshift_secret_arn: Option<String>,
    /// Also read the values of the secrets that external schemas name; only the names of their JSON keys and issuer
    /// and validity of their certificate are kept
    #[arg(long, requires = "redshift_sql")]
    pub read_secret_shapes: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    /// Files, folders, globs, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub world: World,
    /// Pass over named files that are nothing to check, as for hooks that name every changed file
    #[arg(long)]
    pub skip_unrecognised: bool,
    /// Also judge what a Terraform plan leaves unchanged
    #[arg(long)]
    pub plan_all: bool,
    /// Report findings although their templates ask to ignore them
    #[arg(long)]
    pub no_ignores: bool,
    #[command(flatten)]
    pub judging: Judging,
}

/// What templates are and where they are deployed: the world that they are judged in.
#[derive(Debug, Default, Args)]
pub struct World {
    /// What the named files are, when their content does not tell
    #[arg(long, value_enum, value_name = "KIND")]
    pub template_kind: Option<TemplateKind>,
    /// Region that templates are deployed to; without it AWS::Region stays a symbol
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// Account that templates are deployed to; without it AWS::AccountId stays a symbol
    #[arg(long, value_name = "ACCOUNT")]
    pub account: Option<String>,
    /// File with parameters of CloudFormation templates, samconfig.toml too; may be given several times, the last wins
    #[arg(long = "parameters", value_name = "FILE")]
    pub parameters: Vec<PathBuf>,
    /// Value of a Terraform variable; may be given several times
    #[arg(long = "var", value_name = "NAME=VALUE", value_parser = variable)]
    pub vars: Vec<(String, String)>,
    /// File with values of Terraform variables; may be given several times
    #[arg(long = "var-file", value_name = "FILE")]
    pub var_files: Vec<PathBuf>,
    /// Folder with the source of a Terraform plan, to point at its lines [default: the plan's folder]
    #[arg(long, value_name = "DIR")]
    pub source: Option<PathBuf>,
    /// Snapshot of the account that templates are deployed to: what they name and do not declare is looked up in it
    #[arg(long, value_name = "FILE")]
    pub with_snapshot: Option<PathBuf>,
}

/// How to judge and how to tell it.
#[derive(Debug, Args)]
pub struct Judging {
    /// Report to write: table, json or sarif, to standard output or =FILE; may be given several times
    #[arg(long = "format", value_name = "FORMAT[=FILE]", default_value = "table")]
    pub formats: Vec<Output>,
    #[command(flatten)]
    pub choice: Choice,
    /// Exit 1 when a finding is at least this severe, or never [default: low]
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    pub fail_on: Option<FailOn>,
    /// Do not exit 3 when something was not assessed
    #[arg(long)]
    pub allow_incomplete: bool,
    /// Verdicts to list besides findings
    #[arg(long, value_name = "VERDICT", value_enum, value_delimiter = ',')]
    pub show: Vec<Show>,
    /// Wide table [default: when the terminal has at least 120 columns]
    #[arg(long)]
    pub wide: bool,
    /// Table frames of ASCII characters only
    #[arg(long)]
    pub ascii: bool,
    /// Whether SARIF holds ignored findings, as suppressed results; code scanning does not read suppressions
    #[arg(long, value_enum, default_value_t = SarifIgnored::Include, value_name = "WHAT")]
    pub sarif_ignored: SarifIgnored,
    /// File that SARIF results without a file of their own point at
    #[arg(long, value_name = "FILE")]
    pub sarif_anchor: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Rules {
    /// List the rules that a run with the same options judges by
    List {
        /// Form of the list
        #[arg(long, value_enum, default_value_t = ListFormat::Table)]
        format: ListFormat,
        #[command(flatten)]
        choice: Choice,
    },
    /// Print a rule's file
    Show {
        /// The rule's id
        #[arg(value_name = "ID")]
        rule: String,
        #[command(flatten)]
        folders: Folders,
    },
    /// Write a new rule file, every open place of which is yours to fill
    New {
        /// Service and id; the id names what is wrong
        #[arg(value_name = "SERVICE/ID")]
        name: String,
        /// Kind of resource that is judged: tidegate schema inventory lists them
        #[arg(long)]
        kind: String,
        /// Folder of rules to write into [default: the first of `rules` in tidegate.toml, else rules]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Check rule files without running them
    Lint {
        /// Files, or folders of rules [default: `rules` in tidegate.toml]
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// Judge the examples of rules, and say which verdict was expected and which came out
    Test {
        /// Rules by their ids [default: all, or those of --select]
        #[arg(value_name = "ID")]
        rules: Vec<String>,
        #[command(flatten)]
        choice: Choice,
    },
}

#[derive(Debug, Args)]
#[command(mut_group("World", |group| group.requires("from")))]
pub struct Explain {
    /// The rule's id
    pub rule: String,
    /// How the rule's verdict on this resource comes about: its ARN, id, address or name
    #[arg(long, value_name = "ARN", requires = "from")]
    pub resource: Option<String>,
    /// Snapshots, templates or folders that hold the resource
    #[arg(long, value_name = "PATH", requires = "resource")]
    pub from: Vec<PathBuf>,
    #[command(flatten)]
    pub world: World,
    #[command(flatten)]
    pub folders: Folders,
}

#[cfg(feature = "aws")]
#[derive(Debug, Args)]
pub struct IamPolicy {
    /// Partition the policy is for
    #[arg(long, default_value = "aws", value_parser = ["aws", "aws-cn", "aws-us-gov"])]
    pub partition: String,
    #[command(flatten)]
    pub opt_ins: OptIns,
}

#[derive(Debug, Args)]
pub struct Schema {
    /// What is described
    pub of: SchemaOf,
    /// Of the inventory, only these kinds of resource
    #[arg(value_name = "KIND")]
    pub kinds: Vec<String>,
    /// The inventory is shown as text unless JSON is asked for; the others are JSON
    #[arg(long, value_enum)]
    pub format: Option<SchemaFormat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SarifIgnored {
    Include,
    Omit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TemplateKind {
    /// CloudFormation or SAM template, YAML or JSON
    Cloudformation,
    /// What `terraform show -json` prints
    TerraformPlan,
    /// Terraform source
    Terraform,
    /// SQL of Amazon Redshift: CREATE and ALTER EXTERNAL SCHEMA
    Sql,
    /// Properties of a Kafka client
    ClientProperties,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaFormat {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// A line of a snapshot
    Snapshot,
    /// The JSON report
    Report,
    /// What rules may read: every kind of resource with its fields
    Inventory,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    Table,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Show {
    Pass,
    /// Not applicable
    Na,
    /// Not assessed, one by one; their reasons are listed in any case
    Undecided,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    En,
    Ja,
    #[value(alias = "zh-CN", alias = "zh-cn")]
    Zh,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// One `--format`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    pub format: Format,
    /// `None`: standard output.
    pub file: Option<PathBuf>,
}

/// `--fail-on`: a severity, or never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FailOn(pub Option<Severity>);

impl Default for FailOn {
    fn default() -> Self {
        FailOn(Some(Severity::Low))
    }
}

impl FromStr for Output {
    type Err = Unfit;

    fn from_str(text: &str) -> Result<Self, Unfit> {
        let (name, file) = match text.split_once('=') {
            Some((name, file)) => (name, Some(file)),
            None => (text, None),
        };
        let format = Format::by_name(name).ok_or_else(|| {
            let names: Vec<&str> = FORMATS.iter().map(|f| f.name).collect();
            Unfit(said!(phrases::NO_FORMAT, name = name, names = names))
        })?;
        match file {
            Some("") => Err(Unfit(said!(phrases::NO_FILE, text = text))),
            Some("-") | None => Ok(Output { format, file: None }),
            Some(file) => Ok(Output { format, file: Some(file.into()) }),
        }
    }
}

fn variable(text: &str) -> Result<(String, String), Unfit> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err(Unfit(said!(phrases::NO_VARIABLE, text = text))),
    }
}

fn severity(text: &str) -> Result<FailOn, Unfit> {
    if text == "never" {
        return Ok(FailOn(None));
    }
    let found = Severity::ALL.into_iter().find(|s| s.name() == text);
    found.map(|s| FailOn(Some(s))).ok_or_else(|| {
        let names: Vec<&str> = Severity::ALL.map(Severity::name).into_iter().chain(["never"]).collect();
        Unfit(said!(phrases::NO_SEVERITY, name = text, names = names))
    })
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Language::En,
            Lang::Ja => Language::Ja,
            Lang::Zh => Language::Zh,
        }
    }
}
