//! Small rule books for the fields that no built-in file uses.

use crate::world::File;

/// Fields that the schema offers and no file can use, each with a file that is refused for it.
///
/// `[remove]` has one list for each array of entries of any kind of file; those of a society mean nothing here.
pub const REFUSED: &[(&str, &str)] = &[
    ("remove.conduct.*", "extends = \"social-credit\"\n[remove]\nconduct = [\"jaywalking\"]"),
    ("remove.right.*", "extends = \"social-credit\"\n[remove]\nright = [\"air\"]"),
];

const FILES: [(&str, &str); 4] =
    [("small-score", SCORE), ("small-closes", CLOSES), ("small-schedule", SCHEDULE), ("small-quiet", QUIET)];

/// The small rule books.
pub fn files() -> Vec<File> {
    FILES.map(|(name, text)| File { name: name.to_owned(), text: text.to_owned() }).into()
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
forgets = { half_life = "13 weeks", source = "made-up" }
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

[association]
weight = { share = 0.05, source = "made-up" }

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

/// Records that count by where they are from, terms that grow, what a high score gives, and private actors who close more.
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

[[privilege]]
name = "spotless"
above = { points = 98, source = "assumption", range = [90, 100] }
gives = "A name on a board"
lasts = { time = "6 weeks", source = "assumption", range = ["1 week", "1 year"] }
renews = true

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

/// Entries of another file dropped.
const QUIET: &str = r#"
extends = "social-credit"

[regime]
name = "small-quiet"
summary = "The same without its campaign, games, the third grade and the second rank of honour."

[remove]
observe = ["video-games"]
sanction = ["grade-c"]
campaign = ["autumn"]
privilege = ["grade-aa"]
"#;
