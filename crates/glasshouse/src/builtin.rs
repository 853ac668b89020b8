//! What comes with the program: the files of `regimes/`, `societies/` and `variants/`.

use crate::problem::Source;

macro_rules! texts {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../../", $folder, "/", $name, ".toml")))),+]
    };
}

const REGIMES: [(&str, &str); 14] = texts!("regimes": "none", "financial-credit", "financial-credit-wide",
    "platform-rating", "platform-rating-24-7", "social-credit", "social-credit-rollout",
    "social-credit-switched-off", "travel-ban", "midas-like", "robodebt-like", "childcare-benefit-like",
    "face-alerts-2017", "face-alerts-2025");

const SOCIETIES: [(&str, &str); 1] = texts!("societies": "large-country");

/// What regimes can be varied by: parts taken out, safeguards put in.
const VARIANTS: [(&str, &str); 2] = texts!("variants": "parts", "safeguards");

/// A built-in file by its name, `regime/NAME`, `society/NAME` or `variants/NAME`.
///
/// ```
/// assert!(glasshouse::builtin::find("regime/social-credit").is_some());
/// assert_eq!(glasshouse::builtin::find("none"), glasshouse::builtin::find("regime/none"));
/// ```
pub fn find(name: &str) -> Option<Source> {
    let within = |folder: &str, files: &[(&str, &str)]| {
        let own = match name.split_once('/') {
            Some((kind, own)) => (kind == folder).then_some(own)?,
            None => name,
        };
        let (own, text) = files.iter().find(|(known, _)| *known == own)?;
        Some(Source::new(format!("{folder}/{own}"), *text))
    };
    let regime = || within("regime", &REGIMES);
    regime().or_else(|| within("society", &SOCIETIES)).or_else(|| within("variants", &VARIANTS))
}

/// Names and summaries of the built-in regimes.
pub fn regimes() -> Vec<(&'static str, String)> {
    REGIMES.iter().map(|(name, text)| (*name, summary("regime", text))).collect()
}

/// Names and summaries of the built-in societies.
pub fn societies() -> Vec<(&'static str, String)> {
    SOCIETIES.iter().map(|(name, text)| (*name, summary("society", text))).collect()
}

/// Every name that a file can start from, without its folder.
pub(crate) fn names() -> Vec<&'static str> {
    REGIMES.iter().chain(&SOCIETIES).map(|(name, _)| *name).collect()
}

/// The summary a file gives of itself; each built-in file has one of its own.
fn summary(table: &str, text: &str) -> String {
    let source = std::sync::Arc::new(Source::new("", text));
    let tree = crate::text::parse(&source).ok();
    let summary = tree.as_ref().and_then(|tree| tree.at(&[table, "summary"])?.text());
    summary.unwrap_or_default().to_owned()
}
