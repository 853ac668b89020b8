//! What can be typed. Meanings are in INTERFACE.md; numbers are read in [`crate::number`].

use std::path::PathBuf;

use clap::builder::styling::{Style as AnsiStyle, Styles};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use glasshouse::regime::variant::{self, Sort, Variant};

use crate::number::{self, Who};

/// What the program is, above its help: one form for `-h` and `--help`.
const ABOUT: &str = "What a scoring regime does to the people who live under it.\n\n\
    Simulates synthetic people under rule books that watch, score and punish, and counts what they lose. \
    Without a command it compares four regimes on the same million people: the experiment `four-regimes`.";
const AFTER: &str = "Example:\n  glasshouse --people 64k --years 2\n\n\
    `glasshouse list` names the built-in regimes; `glasshouse COMMAND --help` explains a command.";

/// Headings of the help, by what an option is about.
const SIZE: &str = "How large, and who";
const CHANGES: &str = "Changes to the regimes";
const RESULTS: &str = "Results";
const MANNER: &str = "How it runs";

/// Bold alone: it can be read on a dark and on a light background.
pub const STYLES: Styles = Styles::plain()
    .header(AnsiStyle::new().bold())
    .usage(AnsiStyle::new().bold())
    .literal(AnsiStyle::new().bold());

/// What was typed.
#[derive(Debug, Parser)]
#[command(name = "glasshouse", version, about = ABOUT, long_about = None, after_help = AFTER)]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How large a run.
    #[command(flatten)]
    pub options: RunOptions,
    /// Colours on the terminal; NO_COLOR turns them off too
    #[arg(long, global = true, help_heading = MANNER, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// The commands, in the order of the help.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The same people under each of several regimes
    #[command(after_help = "Example:\n  glasshouse compare none travel-ban \\\n    --people 64k --years 2")]
    Compare(Compare),
    /// People under one regime
    #[command(after_help = "Example:\n  glasshouse run social-credit \\\n    --people 64k --years 2")]
    Run(Run),
    /// A built-in experiment
    #[command(after_help = "Example:\n  glasshouse experiment four-regimes \\\n    --people 64k --years 2")]
    Experiment(Experiment),
    /// One synthetic person's weeks under each of several regimes
    #[command(after_help = "Example:\n  glasshouse life 3:1247 financial-credit social-credit --years 2\n  \
        glasshouse life 3 social-credit --find undeserved --years 2\n\n\
        The person does not exist: a number and draws, the same in every run of the same seed.")]
    Life(Life),
    /// Go on with a stopped run; its results are those of a run that never stopped
    #[command(after_help = "Example (prints what there is to resume):\n  glasshouse resume")]
    Resume(Resume),
    /// Write the report of a run again: one page that opens offline
    #[command(
        after_help = "Example:\n  glasshouse compare none social-credit --people 64k --years 2 --out mine\n  \
        glasshouse report mine"
    )]
    Report(Report),
    /// Regimes, societies, experiments and measures
    #[command(after_help = "Example:\n  glasshouse list")]
    List,
    /// Print a built-in file, to copy and change
    #[command(after_help = "Example:\n  glasshouse show social-credit > mine.toml")]
    Show(Show),
    /// Every problem of a regime or society file, with its place
    #[command(
        after_help = "Example:\n  glasshouse show social-credit > mine.toml\n  glasshouse check mine.toml"
    )]
    Check(Check),
    /// The JSON Schema of a kind of file, for editors
    #[command(after_help = "Example:\n  glasshouse schema regime > regime.schema.json")]
    Schema(Schema),
    /// Completions for a shell
    #[command(after_help = "Example:\n  glasshouse completions bash > glasshouse.bash")]
    Completions(Completions),
    #[command(flatten)]
    Planned(Planned),
}

/// Commands of a later version, known so that they can be refused by name.
#[derive(Debug, Subcommand)]
pub enum Planned {
    /// Shares of losses among the parts of a regime (planned, not in this version)
    #[command(hide = true)]
    Attribute(Rest),
    /// How results move with the assumptions (planned, not in this version)
    #[command(hide = true)]
    Sensitivity(Rest),
    /// Grids of settings (planned, not in this version)
    #[command(hide = true)]
    Sweep(Rest),
    /// Adoption between states (planned, not in this version)
    #[command(hide = true)]
    Spread(Rest),
    /// Published results rebuilt (planned, not in this version)
    #[command(hide = true)]
    Verify(Rest),
    /// Shards put together (planned, not in this version)
    #[command(hide = true)]
    Merge(Rest),
    /// The lab in a browser (planned, not in this version)
    #[command(hide = true)]
    Lab(Rest),
}

/// Whatever follows a planned command; nothing reads it.
#[derive(Debug, Args)]
#[command(after_help = "Example of what is there:\n  glasshouse list")]
pub struct Rest {
    #[arg(hide = true, trailing_var_arg = true, allow_hyphen_values = true, num_args = 0..)]
    rest: Vec<String>,
}

impl Planned {
    /// The command's name.
    pub fn name(&self) -> &'static str {
        match self {
            Planned::Attribute(_) => "attribute",
            Planned::Sensitivity(_) => "sensitivity",
            Planned::Sweep(_) => "sweep",
            Planned::Spread(_) => "spread",
            Planned::Verify(_) => "verify",
            Planned::Merge(_) => "merge",
            Planned::Lab(_) => "lab",
        }
    }
}

/// `compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// Built-in regimes or files, at least two; social-credit~with:notice is one varied
    #[arg(value_name = "REGIME", required = true, num_args = 1..)]
    pub regimes: Vec<String>,
    #[command(flatten)]
    pub options: RunOptions,
}

/// `run`.
#[derive(Debug, Args)]
pub struct Run {
    /// A built-in regime or a file; social-credit~with:notice is one varied
    #[arg(value_name = "REGIME")]
    pub regime: String,
    #[command(flatten)]
    pub options: RunOptions,
}

/// `experiment`.
#[derive(Debug, Args)]
pub struct Experiment {
    /// `four-regimes`
    #[arg(value_name = "NAME")]
    pub name: String,
    #[command(flatten)]
    pub options: RunOptions,
}

/// `life`.
#[derive(Debug, Args)]
pub struct Life {
    /// A person's number in a county, such as 3:1247; with --find a county alone
    #[arg(value_name = "COUNTY:PERSON", value_parser = number::who)]
    pub who: Who,
    /// Built-in regimes or files; social-credit~with:notice is one varied
    #[arg(value_name = "REGIME", required = true, num_args = 1..)]
    pub regimes: Vec<String>,
    /// Name telling people of the county, and show the first one's life
    #[arg(long, value_name = "WHAT")]
    pub find: Option<Find>,
    #[command(flatten)]
    pub world: World,
    /// Write a page with the weeks as a figure, such as life.html
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// No progress and no advice
    #[arg(long)]
    pub quiet: bool,
    /// The life on standard output as JSON
    #[arg(long)]
    pub json: bool,
}

/// Whom `--find` looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Find {
    /// The most lost that is not for anything they did
    Undeserved,
    /// Rights lost through the scores of their ties alone
    AssociationOnly,
    /// Privately against, never sanctioned, and silent
    Silent,
    /// An appeal won
    FreedByAppeal,
    /// The most lost through the household
    Household,
    /// The most lost for what never happened
    FalseRecord,
    /// The longest time without some right
    Longest,
    /// The most friendships cut
    LostFriends,
}

/// `resume`.
#[derive(Debug, Args)]
pub struct Resume {
    /// The folder of the stopped run; without it, the stopped runs below `runs/` are listed
    #[arg(value_name = "DIR")]
    pub dir: Option<PathBuf>,
    #[command(flatten)]
    pub manner: Manner,
}

/// `report`.
#[derive(Debug, Args)]
pub struct Report {
    /// The folder of a finished run
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

/// `show`.
#[derive(Debug, Args)]
pub struct Show {
    /// Its name as `glasshouse list` prints it; social-credit~with:notice prints a varied regime
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The society a varied regime is made against: built in, or a file
    #[arg(long, value_name = "NAME|FILE", default_value = "large-country")]
    pub society: String,
}

/// `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// A regime or a society file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The society a regime is checked against: built in, or a file
    #[arg(long, value_name = "NAME|FILE", default_value = "large-country")]
    pub society: String,
}

/// `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// The kind of file
    #[arg(value_name = "KIND")]
    pub kind: FileKind,
}

/// Kinds of files with a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FileKind {
    Regime,
    Society,
}

/// `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// How a run is done; none of it changes a result.
#[derive(Clone, Debug, Args)]
pub struct Manner {
    /// Threads [default: one a processor]
    #[arg(long, help_heading = MANNER, value_name = "N", value_parser = number::threads, allow_negative_numbers = true)]
    pub threads: Option<usize>,
    /// No progress and no advice
    #[arg(long, help_heading = MANNER)]
    pub quiet: bool,
    /// The summary on standard output as JSON
    #[arg(long, help_heading = RESULTS)]
    pub json: bool,
}

/// How tables are written: Parquet is read by DuckDB, pandas and polars as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Parquet,
    Csv,
}

/// What a run is.
#[derive(Clone, Debug, Args)]
pub struct RunOptions {
    /// People, rounded up to whole counties: 10k, 1M, 1.4B
    #[arg(long, help_heading = SIZE, value_name = "N", default_value = "1M", value_parser = number::people, allow_negative_numbers = true)]
    pub people: u64,
    #[command(flatten)]
    pub world: World,
    /// The folder to write [default: a new one below runs/]
    #[arg(long, help_heading = RESULTS, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How tables are written
    #[arg(long, help_heading = RESULTS, value_name = "FORMAT", default_value = "parquet")]
    pub format: Format,
    /// Print people, weeks, time and memory, measured on this machine; simulate and write nothing
    #[arg(long, help_heading = MANNER)]
    pub dry_run: bool,
    #[command(flatten)]
    pub manner: Manner,
    #[command(flatten)]
    pub planned: PlannedOptions,
}

/// Who lives where, for how long, and by what rules.
#[derive(Clone, Debug, Args)]
pub struct World {
    /// Years that are counted; halves are fine
    #[arg(long, help_heading = SIZE, value_name = "N", default_value = "5", value_parser = number::years, allow_negative_numbers = true)]
    pub years: f64,
    /// Years that are simulated first and not counted
    #[arg(long, help_heading = SIZE, value_name = "N", default_value = "0", value_parser = number::warm_up, allow_negative_numbers = true)]
    pub warm_up: f64,
    /// Seed of the people: the same seed, the same people
    #[arg(long, help_heading = SIZE, value_name = "N", default_value = "1", value_parser = number::seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// Seed of their luck [default: the seed]
    #[arg(long, help_heading = SIZE, value_name = "N", value_parser = number::seed, allow_negative_numbers = true)]
    pub luck: Option<u64>,
    /// Who lives there: built in, or a file
    #[arg(long, help_heading = SIZE, value_name = "NAME|FILE", default_value = "large-country")]
    pub society: String,
    /// People in a county, a power of two from 2^12 to 2^20; ties stay within a county
    #[arg(long, help_heading = SIZE, value_name = "N", default_value = "2^14", value_parser = number::county_size, allow_negative_numbers = true)]
    pub county_size: u32,
    /// Change one number, such as association.weight=0.1, in every regime that has it
    #[arg(long, help_heading = CHANGES, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Put a safeguard, such as notice, into every regime that it changes; `list` says what there is
    #[arg(long, help_heading = CHANGES, value_name = "SAFEGUARD", value_parser = variants(Sort::Safeguard), hide_possible_values = true)]
    pub with: Vec<Variant>,
    /// Take a part, such as association, out of every regime that has it; `list` says what there is
    #[arg(long, help_heading = CHANGES, value_name = "PART", value_parser = variants(Sort::Part), hide_possible_values = true)]
    pub without: Vec<Variant>,
}

/// Reads the name of a part or a safeguard, one of those there are.
fn variants(sort: Sort) -> impl TypedValueParser<Value = Variant> {
    let all = variant::all(sort);
    let value = |variant: &Variant| PossibleValue::new(variant.name.clone()).help(variant.summary.clone());
    let names = PossibleValuesParser::new(all.iter().map(value).collect::<Vec<_>>());
    let named = move |name: String| all.iter().find(|variant| variant.name == name).cloned();
    names.map(move |name| named(name).expect("it is one of the possible values"))
}

/// Options of a later version, known so that they can be refused by name.
#[derive(Clone, Debug, Args)]
pub struct PlannedOptions {
    #[arg(long, hide = true, value_name = "SHARE", allow_hyphen_values = true)]
    precision: Option<String>,
    #[arg(long, hide = true, value_name = "K/N", allow_hyphen_values = true)]
    shard: Option<String>,
}

impl PlannedOptions {
    /// The options given that this version does not have.
    pub fn given(&self) -> Vec<&'static str> {
        let options = [("--precision", self.precision.is_some()), ("--shard", self.shard.is_some())];
        options.into_iter().filter(|(_, given)| *given).map(|(name, _)| name).collect()
    }
}
