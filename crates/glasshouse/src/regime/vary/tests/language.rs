//! Variants of what few regimes have: contexts, campaigns, privileges, growing terms, over-compliance.

use super::*;
use crate::regime::Sanction;

/// `social-credit` with a term that grows, and a sanction for silence.
const MORE: &str = r#"
extends = "social-credit"
[regime]
name = "more"
[[sanction]]
name = "grade-c"
escalates = { value = 1.5, source = "rongcheng" }
[[sanction]]
name = "loud"
on = ["silence-in-campaign"]
takes = ["internet"]
lasts = { time = "4 weeks", source = "rongcheng" }
"#;

fn more(variants: &str) -> Read<Regime> {
    let source = Source::new("more.toml", MORE);
    let own = split(&format!("more{variants}")).unwrap().1;
    let varied = base(&source).read(Asked { own: &own, every: &[] });
    varied.unwrap_or_else(|problems| panic!("{variants}:\n{problems}")).read
}

/// The paths at which `more` varied differs from it, but for its name and their sources.
fn differing(variants: &str) -> Vec<String> {
    let (before, after) = (leaves(&more("").text), leaves(&more(variants).text));
    let paths: BTreeSet<String> = before.symmetric_difference(&after).map(|(path, _)| path.clone()).collect();
    paths.into_iter().filter(|path| path != "regime.name" && path != "regime.summary").collect()
}

#[test]
fn variants_reach_the_whole_language() {
    let silence =
        ["conduct", "coverage", "false_records"].map(|key| format!("observe.silence-in-campaign.{key}"));
    let campaign = ["begins", "every", "lasts", "name", "news", "praise", "silence"]
        .map(|key| format!("campaign.autumn.{key}"));
    let loud = ["lasts", "name", "on", "takes"].map(|key| format!("sanction.loud.{key}"));
    assert_eq!(differing("~without:campaigns"), [&campaign[..], &silence, &loud].concat());
    assert_eq!(differing("~with:private-scores"), ["over_compliance.closes", "score.public"]);
    let renews = differing("~without:renewal");
    assert!(renews.contains(&"privilege.grade-aa.renews".to_owned()) && renews.len() == 6, "{renews:?}");
    let capped = differing("~with:capped-duration");
    assert!(capped.contains(&"sanction.grade-c.escalates".to_owned()));
    assert!(!capped.contains(&"sanction.loud.lasts".to_owned()), "4 weeks are within the bound");
    assert!(differing("~without:publicity").contains(&"over_compliance.closes".to_owned()));
}

/// Name, rights, contexts that count toward the line, and listed kinds of a sanction.
type Told = (String, [Vec<String>; 3]);

fn sanctions(typed: &str) -> Vec<Told> {
    sanctions_of(&read(typed).value)
}

fn sanctions_of(regime: &Regime) -> Vec<Told> {
    let society = large_country();
    let names = |set: u32, all: Vec<&String>| -> Vec<String> {
        all.into_iter()
            .enumerate()
            .filter(|(at, _)| set >> at & 1 == 1)
            .map(|(_, name)| name.clone())
            .collect()
    };
    let each = |sanction: &Sanction| {
        let takes = names(sanction.takes.into(), society.rights.iter().map(|right| &right.name).collect());
        let counts =
            sanction.counts.map_or(Vec::new(), |set| names(set.into(), society.contexts.iter().collect()));
        let on = names(sanction.on, society.kinds.iter().map(|kind| &kind.name).collect());
        (sanction.name.clone(), [takes, counts, on])
    };
    regime.sanctions.iter().map(each).collect()
}

#[test]
fn each_right_hangs_on_records_of_its_own_contexts() {
    let expected: [(&str, [&[&str]; 3]); 5] = [
        ("no-travel", [&["air", "rail"], &["travel"], &["trouble-on-board"]]),
        ("grade-d-speech", [&["internet"], &["speech"], &[]]),
        ("grade-d-civic", [&["publicity"], &["civic"], &[]]),
        ("grade-c-finance", [&["loan"], &["finance"], &[]]),
        ("court-list-finance", [&["loan"], &[], &["unpaid-judgment-debt"]]),
    ];
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let expected = expected.map(|(name, lists)| (name.to_owned(), lists.map(owned)));
    assert_eq!(sanctions("social-credit~without:other-contexts"), expected);
    assert_eq!(sanctions("social-credit~with:separate-contexts"), expected);
    let regime = read("social-credit~with:separate-contexts").value;
    assert!(regime.sanctions.iter().all(|sanction| sanction.household == 0), "no school for a debt");
}

#[test]
fn what_is_of_one_context_stays_as_it_is() {
    assert_eq!(rules("financial-credit-wide~without:other-contexts"), rules("financial-credit"));
    assert!(try_read("financial-credit~without:other-contexts").is_err());
    let rating = sanctions("platform-rating-24-7~without:other-contexts");
    assert_eq!(rating[0].1[1], ["service"]);
    let ban = sanctions("travel-ban~with:separate-contexts");
    let names: Vec<&str> = ban.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["passenger-list", "fare-list"]);
    assert_eq!(ban[0].1[2], ["trouble-on-board"]);
}

#[test]
fn what_only_a_campaign_prices_counts_as_speech() {
    let text = "extends = \"social-credit\"\n[remove]\nobserve = [\"critical-post\"]\n[regime]\nname = \"more\"\n\
                [[observe]]\nconduct = \"praise\"\npoints = { points = 0, source = \"rongcheng\" }\n";
    let source = Source::new("more.toml", text);
    let own = split("more~with:separate-contexts").unwrap().1;
    let varied =
        base(&source).read(Asked { own: &own, every: &[] }).unwrap_or_else(|problems| panic!("{problems}"));
    let speech = sanctions_of(&varied.read.value).into_iter().find(|(name, ..)| name == "grade-d-speech");
    assert_eq!(speech.unwrap().1[1], ["speech"]);
}

#[test]
fn several_groups_never_share_a_name() {
    let text = "extends = \"social-credit\"\n[regime]\nname = \"twins\"\n[[sanction]]\nname = \"grade-d-speech\"\n\
                below = { points = 500, source = \"rongcheng\" }\ntakes = [\"internet\"]\nlasts = { time = \"1 year\", source = \"rongcheng\" }\n";
    let source = Source::new("twins.toml", text);
    let own = split("twins~with:separate-contexts").unwrap().1;
    let varied = base(&source).read(Asked { own: &own, every: &[] }).unwrap().read;
    let printed = Source::new("printed.toml", varied.text.clone());
    let again = base(&printed).read(Asked::default()).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(again.read.value, varied.value);
}
