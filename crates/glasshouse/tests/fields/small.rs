//! Small rule books for the fields that no built-in file uses.

use crate::world::File;

/// Fields that the schema offers and no file can use, each with a file that is refused for it.
pub const REFUSED: &[(&str, &str)] = &[
    // `[remove]` has one list for each array of entries of any kind of file; those of a society mean nothing here.
    ("remove.conduct.*", "extends = \"social-credit\"\n[remove]\nconduct = [\"jaywalking\"]"),
    ("remove.right.*", "extends = \"social-credit\"\n[remove]\nright = [\"air\"]"),
];

/// The small rule books.
pub fn files() -> Vec<File> {
    [("small-score", SCORE), ("small-remove", REMOVE)]
        .into_iter()
        .map(|(name, text)| File { name: name.to_owned(), text: text.to_owned() })
        .collect()
}

/// Records collected elsewhere, errors in the country, terms that may grow, and help with an appeal.
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
points = { points = -10, source = "made-up" }

[[sanction]]
name = "no-loan"
below = { points = 60, source = "made-up" }
takes = ["loan"]
lasts = { time = "8 weeks", source = "made-up" }
renews = true
escalates = 1.0
appeal = true

[recourse]
notice = true
help = false
capacity = { per_week = 20, source = "made-up" }
wrong_ended = { share = 0.5, source = "made-up" }
right_ended = { share = 0.1, source = "made-up" }
"#;

/// Entries of another file dropped.
const REMOVE: &str = r#"
extends = "financial-credit-wide"

[regime]
name = "small-remove"
summary = "Employers and landlords look at debts; loans stay open."

[remove]
observe = ["late-loan-payment"]
sanction = ["no-loan"]
"#;
