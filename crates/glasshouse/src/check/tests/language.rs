//! Schedules, rollouts, campaigns, privileges, over-compliance, contexts and growing terms: what is read, and
//! what is refused.

use super::*;
use crate::regime::{Campaign, Privilege, Rollout, Schedule, Step};

const ALL: &str = r#"
[schedule]
on = 2018-06-01
off = 2023-05-01
[[rollout]]
from = 2014-06-14
counties = { share = 0.03, source = "s" }
[[rollout]]
from = 2020-05-01
counties = { share = 1, source = "s" }
[pilots]
selection = { share = 0.5, source = "s" }
news = { share = 0.25, source = "s" }
[score]
start = { points = 1000, source = "s" }
floor = { points = 0, source = "s" }
ceiling = { points = 1300, source = "s" }
public = true
[[observe]]
conduct = "praise"
coverage = { share = 0.5, source = "s" }
[[observe]]
conduct = "silence-in-campaign"
coverage = { share = 0.5, source = "s" }
[[observe]]
conduct = "late-loan-payment"
coverage = { share = 0.5, source = "s" }
points = { points = -30, source = "s" }
[[campaign]]
name = "autumn"
begins = 2018-09-01
lasts = { time = "8 weeks", source = "s" }
every = { time = "1 year", source = "s" }
news = { value = 3, source = "s" }
praise = { points = 5, source = "s" }
silence = { points = -5, source = "s" }
[[campaign]]
name = "once"
begins = 2019-01-01
lasts = { time = "1 week", source = "s" }
[[privilege]]
name = "lane"
above = { points = 1050, source = "s" }
gives = "a lane of one's own"
lasts = { time = "1 year", source = "s" }
renews = true
[over_compliance]
closes = ["loan", "housing"]
[[sanction]]
name = "no-loan"
below = { points = 600, source = "s" }
counts = ["finance"]
takes = ["air"]
lasts = { time = "1 year", source = "s" }
escalates = { value = 1.5, source = "s" }
"#;

/// The whole language with one piece of its text replaced.
fn whole(old: &str, new: &str) -> Result<Read<Regime>, Problems> {
    let text = format!("{HEAD}{ALL}");
    assert!(text.contains(old), "{old}");
    regime(&text.replacen(old, new, 1), &[])
}

#[test]
fn the_whole_language_reads() {
    let read = whole("", "").unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(read.notes, []);
    let value = &read.value;
    assert_eq!(value.schedule, Schedule { on: 4, off: 260 });
    let steps = vec![Step { week: 0, share: 0.03 }, Step { week: 104, share: 1.0 }];
    assert_eq!(value.rollout, Some(Rollout { steps, selection: 0.5, news: 0.25 }));
    let autumn = Campaign {
        name: "autumn".into(),
        begins: 17,
        lasts: Weeks(8),
        every: Some(Weeks(52)),
        news: 3.0,
        praise: Some(Points::new(5.0)),
        silence: Some(Points::new(-5.0)),
    };
    assert_eq!(value.campaigns[0], autumn);
    let once = &value.campaigns[1];
    assert_eq!((once.begins, once.every, once.news, once.praise), (35, None, 1.0, None));
    let lane = Privilege {
        name: "lane".into(),
        above: Points::new(1050.0),
        gives: "a lane of one's own".into(),
        lasts: Weeks(52),
        renews: true,
    };
    assert_eq!(value.privileges, [lane]);
    let society = large_country();
    let right = |name| 1 << society.right(name).unwrap();
    assert_eq!(value.over_compliance, right("loan") | right("housing"));
    let finance = 1 << society.context("finance").unwrap();
    assert_eq!((value.sanctions[0].counts, value.sanctions[0].escalates), (Some(finance), 1.5));
    assert_eq!(regime(&read.text, &[]).unwrap().value, *value);
}

#[test]
fn what_is_left_out_changes_nothing() {
    let plain = regime(HEAD, &[]).unwrap().value;
    assert_eq!((plain.schedule, plain.rollout, plain.over_compliance), (Schedule::ALWAYS, None, 0));
    assert!(plain.campaigns.is_empty() && plain.privileges.is_empty());
    let social = named("social-credit", &[]).value;
    assert!(social.sanctions.iter().all(|sanction| sanction.counts.is_none() && sanction.escalates == 1.0));
}

/// Every field is a rule: whoever changes one has another regime.
#[test]
fn every_field_of_the_language_is_in_the_fingerprint() {
    let hash = |old: &str, new: &str| whole(old, new).unwrap_or_else(|p| panic!("{p}")).value.rules_hash();
    let before = hash("", "");
    for (old, new) in [
        ("on = 2018-06-01", "on = 2018-07-01"),
        ("off = 2023-05-01", "off = 2023-06-01"),
        ("from = 2014-06-14", "from = 2018-06-14"),
        ("counties = { share = 0.03", "counties = { share = 0.04"),
        ("selection = { share = 0.5", "selection = { share = 0.6"),
        ("news = { share = 0.25", "news = { share = 0.3"),
        ("begins = 2018-09-01", "begins = 2018-10-01"),
        ("8 weeks", "9 weeks"),
        ("every = { time = \"1 year\"", "every = { time = \"2 years\""),
        ("news = { value = 3", "news = { value = 4"),
        ("praise = { points = 5", "praise = { points = 6"),
        ("silence = { points = -5", "silence = { points = -6"),
        ("above = { points = 1050", "above = { points = 1051"),
        ("one's own\"\nlasts = { time = \"1 year\"", "one's own\"\nlasts = { time = \"2 years\""),
        ("renews = true", "renews = false"),
        ("[\"loan\", \"housing\"]", "[\"loan\"]"),
        ("counts = [\"finance\"]", "counts = [\"finance\", \"speech\"]"),
        ("escalates = { value = 1.5", "escalates = { value = 2"),
    ] {
        assert_ne!(hash(old, new), before, "{new}");
    }
    assert_eq!(hash("name = \"autumn\"", "name = \"spring\""), before);
    assert_eq!(hash("a lane of one's own", "a pass"), before);
}

#[test]
fn schedules_and_rollouts_that_contradict_themselves() {
    expect(whole("off = 2023-05-01", "off = 2018-06-02"), &[("never be in force", "2018-06-02")]);
    expect(whole("off = 2023-05-01", "off = \"soon\""), &[("is no date", "\"soon\"")]);
    expect(
        whole("from = 2020-05-01", "from = 2013-01-01"),
        &[("2013-01-01 does not come after", "2013-01-01")],
    );
    expect(
        whole("counties = { share = 1,", "counties = { share = 0.03,"),
        &[("the share 0.03 is not above", "0.03")],
    );
    let pilots = format!("{HEAD}[pilots]\nselection = {{ share = 0.5, source = \"s\" }}");
    expect(regime(&pilots, &[]), &[("pilots without a rollout", "[pilots]")]);
    expect(
        whole("from = 2014-06-14", "form = 2014-06-14"),
        &[("`form` has no meaning", "form"), ("`rollout.1` has no `from`", "[[rollout]]")],
    );
}

#[test]
fn campaigns_that_contradict_themselves() {
    expect(
        whole("every = { time = \"1 year\"", "every = { time = \"7 weeks\""),
        &[("before it is over", "7 weeks")],
    );
    expect(whole("news = { value = 3", "news = { value = -3"), &[("`news` is out of bounds", "-3")]);
    expect(
        whole("conduct = \"praise\"", "conduct = \"jaywalking\""),
        &[("points of praise that nobody observes", "points = 5")],
    );
    expect(
        whole("conduct = \"silence-in-campaign\"", "conduct = \"jaywalking\""),
        &[("points of silence that nobody observes", "points = -5")],
    );
    expect(whole("name = \"once\"", "name = \"autumn\""), &[("a second `[[campaign]]`", "\"autumn\"")]);
    let campaign =
        "[[campaign]]\nname = \"NAME\"\nbegins = 2019-01-01\nlasts = { time = \"1 week\", source = \"s\" }\n";
    let many: String = (0..9).map(|n| campaign.replace("NAME", &format!("c{n}"))).collect();
    expect(regime(&format!("{HEAD}{many}"), &[]), &[("more than 8 campaigns", "[[campaign]]")]);
    let priced = campaign.replace("NAME", "x") + "praise = { points = 5, source = \"s\" }\n";
    let praise = "[[observe]]\nconduct = \"praise\"\ncoverage = { share = 1, source = \"s\" }\n";
    expect(regime(&format!("{HEAD}{praise}{priced}"), &[]), &[("points without a score", "points = 5")]);
    let idle = whole("begins = 2019-01-01", "begins = 2024-01-01").unwrap();
    assert!(idle.notes.iter().any(|note| note.what.contains("never runs")), "{:?}", idle.notes);
    let silence =
        "[[observe]]\nconduct = \"silence-in-campaign\"\ncoverage = { share = 1, source = \"s\" }\n";
    let watched = regime(&format!("{HEAD}{silence}"), &[]).unwrap();
    assert!(watched.notes.iter().any(|note| note.what.contains("never comes about")), "{:?}", watched.notes);
}

#[test]
fn privileges_and_over_compliance_that_contradict_themselves() {
    let above = |points: &str| whole("above = { points = 1050", &format!("above = {{ points = {points}"));
    expect(above("1301"), &[("nobody ever has 1301", "1301")]);
    expect(above("0"), &[("everybody has 0", "points = 0")]);
    let privilege = "[[privilege]]\nname = \"NAME\"\nabove = { points = 3, source = \"s\" }\ngives = \"x\"\nlasts = { time = \"1 week\", source = \"s\" }\n";
    expect(
        regime(&format!("{HEAD}{privilege}").replace("NAME", "x"), &[]),
        &[("without a score", "points = 3")],
    );
    let many: String = (0..8).map(|n| privilege.replace("NAME", &format!("p{n}"))).collect();
    expect(
        whole("[over_compliance]", &format!("{many}[over_compliance]")),
        &[("more than 8 privileges", "[[privilege]]")],
    );
    expect(whole("public = true", "public = false"), &[("without a public score", "[over_compliance]")]);
    expect(whole("closes = [\"loan\", \"housing\"]", "closes = []"), &[("closes nothing", "[]")]);
    expect(whole("closes = [\"loan\"", "closes = [\"lone\""), &[("no right", "\"lone\"")]);
}

#[test]
fn counts_and_growing_terms_that_contradict_themselves() {
    expect(whole("escalates = { value = 1.5", "escalates = { value = 0.5"), &[("grow shorter", "0.5")]);
    expect(whole("counts = [\"finance\"]", "counts = []"), &[("counts nothing", "[]")]);
    expect(whole("counts = [\"finance\"]", "counts = [\"money\"]"), &[("no context", "\"money\"")]);
    expect(
        whole("below = { points = 600, source = \"s\" }", "on = [\"late-loan-payment\"]"),
        &[("`counts` without a line", "[\"finance\"]")],
    );
    let idle = whole("counts = [\"finance\"]", "counts = [\"finance\", \"home\"]").unwrap();
    assert!(idle.notes.iter().any(|note| note.what.contains("nothing is collected in `home`")));
}

#[test]
fn settings_reach_campaigns_and_privileges_by_name() {
    let text = format!("{HEAD}{ALL}");
    let settings = ["campaign.autumn.news=2", "privilege.lane.above=1100", "schedule.off=2022-05-03"];
    let read = regime(&text, &settings).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(read.applied, [true; 3]);
    assert_eq!(read.value.campaigns[0].news, 2.0);
    assert_eq!(read.value.privileges[0].above, Points::new(1100.0));
    assert_eq!(read.value.schedule.off, 209);
}
