//! Small rule books for the fields that no built-in file uses.

use glasshouse::builtin;
use glasshouse::problem::Source;

use crate::world::File;

/// Fields that the schema offers and no file can use, each with a file that is refused for it.
///
/// `[remove]` has one list for each array of entries of any kind of file; those of a society mean nothing here.
pub const REFUSED: &[(&str, &str)] = &[
    ("remove.conduct.*", "extends = \"social-credit\"\n[remove]\nconduct = [\"jaywalking\"]"),
    ("remove.right.*", "extends = \"social-credit\"\n[remove]\nright = [\"air\"]"),
];

const FILES: [(&str, &str); 7] = [
    ("small-score", SCORE),
    ("small-closes", CLOSES),
    ("small-schedule", SCHEDULE),
    ("small-rollout", ROLLOUT),
    ("small-praise", PRAISE),
    ("small-debts", DEBTS),
    ("small-quiet", QUIET),
];

/// The small rule books.
pub fn files() -> Vec<File> {
    FILES.map(|(name, text)| File { name: name.to_owned(), text: text.to_owned() }).into()
}

/// The built-in texts and those here; `small-praise-abroad` is one more, of another country, to start from.
pub fn find(name: &str) -> Option<Source> {
    let here = FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| text.to_string());
    let abroad = || (name == "small-praise-abroad").then(|| PRAISE.replace("\"all\"", "\"claimants\""));
    builtin::find(name).or_else(|| here.or_else(abroad).map(|text| Source::new(name, text)))
}

/// Records collected elsewhere, errors in the country, and help with an appeal.
const SCORE: &str = r#"
[regime]
name = "small-score"
summary = "Two kinds of conduct, one line."
begins = 2018-05-01
covers = "all"
awareness = { share = 0.5, source = "made-up" }

[sources]
made-up = "For this test"

[score]
start = { points = 100, source = "made-up" }
floor = { points = 0, source = "made-up" }
public = false
tiers = [{ points = 60, source = "assumption", range = [50, 70] }]

[[observe]]
conduct = "late-loan-payment"
coverage = { share = 0.8, source = "made-up" }
points = { points = -20, source = "made-up" }
context = "finance"

[[observe]]
conduct = "petty-harm"
coverage = { share = 0.8, source = "made-up" }
false_records = { per_year = 0.5, rural = 0.2, source = "made-up" }
points = { points = -20, source = "made-up" }

[[sanction]]
name = "no-loan"
below = { points = 60, source = "made-up" }
takes = ["loan"]
lasts = { time = "8 weeks", source = "made-up" }
renews = true
appeal = true

[recourse]
notice = true
help = false
capacity = { per_week = 20, source = "made-up" }
wrong_ended = { share = 0.5, source = "made-up" }
right_ended = { share = 0.1, source = "made-up" }
"#;

/// Records that count by where they are from, terms that grow, and private actors who close more.
const CLOSES: &str = r#"
[regime]
name = "small-closes"
summary = "A line for each field of life, and eager private actors."
begins = 2018-05-01
covers = "all"
awareness = { share = 0.5, source = "made-up" }

[sources]
made-up = "For this test"

[score]
start = { points = 100, source = "made-up" }
floor = { points = 0, source = "made-up" }
forgets = { half_life = "20 weeks", source = "made-up" }
public = true

[[observe]]
conduct = "late-loan-payment"
coverage = { share = 0.8, source = "made-up" }
points = { points = -20, source = "made-up" }

[[observe]]
conduct = "petty-harm"
coverage = { share = 0.8, source = "made-up" }
points = { points = -20, source = "made-up" }

[[sanction]]
name = "no-air"
below = { points = 60, source = "made-up" }
counts = ["finance", "public-space"]
takes = ["air"]
lasts = { time = "4 weeks", source = "made-up" }
renews = true
escalates = { value = 1.5, source = "assumption", range = [1, 3] }

[over_compliance]
closes = ["loan", "housing"]
"#;

/// On from week 8, off from week 30.
const SCHEDULE: &str = r#"
[regime]
name = "small-schedule"
summary = "A list for a season."
begins = 2018-05-01
covers = "all"
awareness = { share = 0.3, source = "made-up" }

[sources]
made-up = "For this test"

[[observe]]
conduct = "petty-harm"
coverage = { share = 0.5, source = "made-up" }

[[observe]]
conduct = "drink-driving"
coverage = { share = 0.1, source = "made-up" }

[[sanction]]
name = "list"
on = ["petty-harm", "drink-driving"]
takes = ["rail"]
lasts = { time = "6 weeks", source = "made-up" }

[schedule]
on = 2018-06-26
off = 2018-11-27
"#;

/// Two steps, in weeks 6 and 20.
const ROLLOUT: &str = r#"
[regime]
name = "small-rollout"
summary = "A list that comes to some counties first."
begins = 2018-05-01
covers = "all"
awareness = { share = 0.3, source = "made-up" }

[sources]
made-up = "For this test"

[[observe]]
conduct = "petty-harm"
coverage = { share = 0.5, source = "made-up" }

[[observe]]
conduct = "drink-driving"
coverage = { share = 0.1, source = "made-up" }

[[sanction]]
name = "list"
on = ["petty-harm", "drink-driving"]
takes = ["rail"]
lasts = { time = "6 weeks", source = "made-up" }

[[rollout]]
from = 2018-06-12
counties = { share = 0.4, source = "assumption", range = [0, 1] }

[[rollout]]
from = 2018-09-18
counties = { share = 0.8, source = "made-up" }

[pilots]
selection = { share = 0.5, source = "assumption", range = [0, 1] }
news = { share = 0.5, source = "assumption", range = [0, 1] }
"#;

/// Campaigns from week 8 and week 20 on, and what a high score gives.
const PRAISE: &str = r#"
[regime]
name = "small-praise"
summary = "Praise is rewarded, and in season silence is noticed."
begins = 2018-05-01
covers = "all"
awareness = { share = 0.3, source = "made-up" }

[sources]
made-up = "For this test"

[score]
start = { points = 100, source = "made-up" }
floor = { points = 0, source = "made-up" }
public = false

[[observe]]
conduct = "praise"
coverage = { share = 0.5, source = "made-up" }
points = { points = 2, source = "made-up" }

[[observe]]
conduct = "silence-in-campaign"
coverage = { share = 0.5, source = "made-up" }

[[observe]]
conduct = "late-loan-payment"
coverage = { share = 0.8, source = "made-up" }
points = { points = -20, source = "made-up" }

[[sanction]]
name = "grade-b"
below = { points = 70, source = "made-up" }
takes = ["internet"]
lasts = { time = "8 weeks", source = "made-up" }

[[campaign]]
name = "month-of-praise"
begins = 2018-06-26
lasts = { time = "6 weeks", source = "assumption", range = ["1 week", "13 weeks"] }
every = { time = "20 weeks", source = "assumption", range = ["8 weeks", "1 year"] }
news = { value = 5, source = "assumption", range = [1, 10] }
praise = { points = 6, source = "assumption", range = [0, 10] }
silence = { points = -6, source = "assumption", range = [-10, 0] }

[[campaign]]
name = "anniversary"
begins = 2018-09-18
lasts = { time = "2 weeks", source = "made-up" }
news = { value = 9, source = "made-up" }

[[privilege]]
name = "honour-roll"
above = { points = 110, source = "assumption", range = [101, 200] }
gives = "A name on a board"
lasts = { time = "6 weeks", source = "assumption", range = ["1 week", "1 year"] }
renews = true

[[privilege]]
name = "fast-lane"
above = { points = 105, source = "made-up" }
gives = "No deposit on a bicycle"
lasts = { time = "6 weeks", source = "made-up" }
renews = true
"#;

/// Entries of another file dropped.
const DEBTS: &str = r#"
extends = "financial-credit-wide"

[regime]
name = "small-debts"
summary = "Employers and landlords look at debts; loans stay open."

[remove]
observe = ["late-loan-payment"]
sanction = ["no-loan"]
"#;

/// Entries of another file dropped, of the kinds that no built-in file has.
const QUIET: &str = r#"
extends = "small-praise"

[regime]
name = "small-quiet"
summary = "The same without its anniversary."

[remove]
campaign = ["anniversary"]
privilege = ["fast-lane"]
"#;
