//! Everything that makes a run again: kept beside its progress, and in its manifest.
//!
//! A new run is made from its recipe just as a resumed one is, so that both are the same run.

use glasshouse::experiment::Plan;
use glasshouse::problem::{Problems, Source};
use glasshouse::{regime, society};
use serde::{Deserialize, Serialize};

use crate::args::{Format, RunOptions};
use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::number::{Size, weeks};

/// Everything that makes a run again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Version of the program; another one may compute otherwise.
    pub version: String,
    /// The command that makes the run again.
    pub command: String,
    /// The society.
    pub society: Text,
    /// The regimes, in order.
    pub regimes: Vec<Text>,
    /// People in all.
    pub people: u64,
    /// Counties.
    pub counties: u32,
    /// People in each.
    pub county_size: u32,
    /// Weeks that are run first and not counted.
    pub warm_up: u32,
    /// Weeks counted.
    pub weeks: u32,
    /// Seed of the people.
    pub seed: u64,
    /// Seed of their luck.
    pub luck: u64,
    /// How tables are written.
    pub format: Format,
}

/// An input, whole: with what it starts from and all settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The name it gives itself.
    pub name: String,
    /// Hash of the text.
    pub blake3: String,
    /// TOML.
    pub text: String,
}

impl Text {
    fn new(name: &str, text: &str) -> Text {
        let blake3 = blake3::hash(text.as_bytes()).to_hex().to_string();
        Text { name: name.to_owned(), blake3, text: text.to_owned() }
    }
}

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Recipe {
    /// The recipe of what was typed.
    pub fn new(inputs: &Inputs, options: &RunOptions, size: Size, command: String) -> Recipe {
        let regime = |arm: &glasshouse::read::Read<regime::Regime>| Text::new(&arm.value.name, &arm.text);
        Recipe {
            version: VERSION.to_owned(),
            command,
            society: Text::new(&inputs.society.value.name, &inputs.society.text),
            regimes: inputs.arms.iter().map(regime).collect(),
            people: size.people(),
            counties: size.counties,
            county_size: size.county_size,
            warm_up: weeks(options.world.warm_up),
            weeks: weeks(options.world.years),
            seed: options.world.seed,
            luck: options.world.luck.unwrap_or(options.world.seed),
            format: options.format,
        }
    }

    /// The plan it stands for.
    pub fn plan(&self) -> Result<Plan, Failure> {
        let read = || -> Result<Plan, Problems> {
            let source = |text: &Text| Source::new(&text.name, &text.text);
            let alone = |_: &str| None;
            let society = society::file::read(source(&self.society), &alone, &[])?.value;
            let regime =
                |text| regime::file::read(source(text), &alone, &[], &society).map(|read| read.value);
            let arms = self.regimes.iter().map(regime).collect::<Result<_, _>>()?;
            Ok(Plan {
                society,
                arms,
                counties: self.counties,
                county_size: self.county_size,
                warm_up: self.warm_up,
                weeks: self.weeks,
                seed: self.seed,
                luck: self.luck,
            })
        };
        read().map_err(Failure::from)
    }

    /// As the text that is kept.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a recipe is text and whole numbers");
        text.push('\n');
        text
    }
}
