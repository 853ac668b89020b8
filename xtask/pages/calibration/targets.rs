//! The published figures, one entry each: what they say, how the model is asked the same, and why it may miss.

use glasshouse::measure::interval::Ratio;
use glasshouse::measure::totals::Totals;
use glasshouse::society::Society;

use super::sums;

/// A published figure and its counterpart.
pub struct Target {
    /// What it is about.
    pub what: &'static str,
    /// What is published: lowest and highest, equal for a single figure; none where nothing was found.
    pub published: Option<(f64, f64)>,
    /// Its unit.
    pub unit: &'static str,
    /// Where it was published, with the figures it is computed from.
    pub source: &'static str,
    /// What is run; the law needs no run.
    pub setup: Setup,
    /// Years simulated.
    pub years: f64,
    /// How it is read off.
    pub how: How,
    /// The same in words.
    pub reading: &'static str,
    /// Where the model stands to it.
    pub kind: Kind,
    /// What to say where the model misses it.
    pub miss: &'static str,
}

/// A regime with settings; those that begin with `society.` are the society's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setup {
    /// A built-in regime.
    pub regime: &'static str,
    /// Settings as `--set` takes them.
    pub settings: &'static [&'static str],
}

/// How a number is read off a run, before it is put in its unit.
#[derive(Clone, Copy)]
pub enum How {
    /// A ratio of sums of the arm, times a scale.
    Sums(f64, fn(&Society, &Totals) -> Ratio),
    /// A ratio of sums of `none` and the arm, times a scale.
    Against(f64, fn(&Society, &Totals, &Totals) -> Ratio),
    /// A measure, times a scale.
    Measure(f64, &'static str),
    /// No run: what follows from a number of the society, times a scale.
    Law(f64, fn(&Society) -> f64),
}

/// Whether a number of the model was chosen to meet a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It was, or follows from one that was with next to nothing between.
    Fitted,
    /// It was not.
    Predicted,
}

const fn plain(regime: &'static str) -> Setup {
    Setup { regime, settings: &[] }
}

const LIST: Setup = plain("travel-ban");
const PER_CENT: f64 = 100.0;

/// The list of judgment debtors, its bans, and travel misconduct beside it.
const LISTS: [Target; 8] = [
    Target {
        what: "on the court list",
        published: Some((0.78, 1.0)),
        unit: "% of adults",
        source: "8.54 M in December 2023, about 1% of working-age adults, 0.78% of all adults: \
                 chinaeconomicreview.com/record-numbers-of-defaults-by-chinese-borrowers",
        setup: LIST,
        years: 10.0,
        how: How::Sums(PER_CENT, sums::restricted_last_year),
        reading: "adults with a right lost, tenth year",
        kind: Kind::Fitted,
        miss: "The list begins at its long-run share of adults and shrinks a little as people learn of it: fewer fall into \
               debt. The published list also holds firms.",
    },
    Target {
        what: "time on the list",
        published: Some((3.0, 3.5)),
        unit: "years",
        source: "8.54 M listed over 2.82 M removed and 2.46 M added in 2024: webull.com.my/news-detail/13994178959746048",
        setup: LIST,
        years: 10.0,
        how: How::Sums(1.0, sums::years_listed),
        reading: "mean stock of years 6 to 10 over additions a year",
        kind: Kind::Fitted,
        miss: "The rate of payment was set to a mean of three years at the middle income; the poor pay later.",
    },
    Target {
        what: "share who have left the list",
        published: Some((26.0, 26.0)),
        unit: "% of those ever listed",
        source: "3.2 M of 12.11 M had paid by September 2018, five years after the first names: \
                 pressreader.com/china/shanghai-daily/20181025",
        setup: LIST,
        years: 5.0,
        how: How::Sums(PER_CENT, sums::left_the_list),
        reading: "not on the list after five years, of all ever on it",
        kind: Kind::Predicted,
        miss: "Three years on the list and a quarter paid after five exclude each other where all pay at one speed; the \
               published stock and flow are later than the published share, and many entries are firms.",
    },
    Target {
        what: "removals per addition",
        published: Some((0.26, 1.15)),
        unit: "",
        source: "166,500 to 639,200 in July 2019 (all lists): asiatimes.com/2019/08; 2.82 M to 2.46 M in 2024: \
                 webull.com.my/news-detail/13994178959746048",
        setup: LIST,
        years: 10.0,
        how: How::Sums(1.0, sums::removals),
        reading: "over ten years",
        kind: Kind::Predicted,
        miss: "The list of the model begins full and shrinks; the published ratio is below one while a list is young.",
    },
    Target {
        what: "flights refused while banned",
        published: Some((0.9, 1.7)),
        unit: "a year and listed person",
        source: "6.3 M refused from May to December 2018; 10.5 M listed ever, 5.7 M at a time: \
                 scmp.com/economy/china-economy/article/2186606, chinabankingnews.com/2018/05/17",
        setup: LIST,
        years: 10.0,
        how: How::Sums(1.0, sums::flights_refused),
        reading: "`refused` over `rights_weeks_lost`, right `air`",
        kind: Kind::Predicted,
        miss: "Debtors of the model fly as others do, and those with more debts fly less; the listed of 2018 were richer, \
               many of them owners of firms, and refused attempts are counted again and again.",
    },
    Target {
        what: "fast trains refused while banned",
        published: Some((0.17, 0.32)),
        unit: "a year and listed person",
        source: "1.2 M refused from May to December 2018, over the same people: \
                 scmp.com/economy/china-economy/article/2186606, chinabankingnews.com/2018/05/17",
        setup: LIST,
        years: 10.0,
        how: How::Sums(1.0, sums::trains_refused),
        reading: "`refused` over `rights_weeks_lost`, right `rail`",
        kind: Kind::Predicted,
        miss: "People ask for fast trains in proportion to what all travel; the listed learned to take slow ones, \
               which nothing in the model does.",
    },
    Target {
        what: "flights refused per fast train refused",
        published: Some((3.6, 3.6)),
        unit: "",
        source: "20.47 M to 5.71 M by March 2019: scmp.com/economy/china-economy/article/3006763",
        setup: LIST,
        years: 10.0,
        how: How::Sums(1.0, sums::flights_to_trains),
        reading: "`refused`, right `air`, over right `rail`",
        kind: Kind::Predicted,
        miss: "A known miss, kept: demand for all is 0.55 flights to 1.8 fast trains, and only debtors who fly more than \
               others and no longer try trains could turn it round.",
    },
    Target {
        what: "banned from flights for anything but a debt",
        published: Some((0.1, 0.2)),
        unit: "% of those banned",
        source: "692 and 960 names a month in March and May 2019, each for a year, beside 5.7 to 8.54 M listed debtors: \
                 ecns.cn/news/society/2019-04-02, globaltimes.cn/content/1154021.shtml",
        setup: LIST,
        years: 10.0,
        how: How::Sums(PER_CENT, sums::not_for_debt),
        reading: "table `reach`, right `air`, all but unpaid-judgment-debt",
        kind: Kind::Fitted,
        miss: "The rate of trouble on board is that of the names of 2019, three in ten of it out of sight; the list of \
               debtors it is compared with is the model's.",
    },
];

/// Who knows of it, and what people say.
const MINDS: [Target; 6] = [
    Target {
        what: "aware of the regime at the start",
        published: Some((11.0, 11.0)),
        unit: "% of adults",
        source: "residents of pilot areas, 2018: socialcredit.triviumchina.com",
        setup: plain("social-credit"),
        years: 10.0,
        how: How::Sums(PER_CENT, sums::aware_at_start),
        reading: "`aware`, first week",
        kind: Kind::Fitted,
        miss: "Debtors are listed in the first week and learn of it, and with them those who know them.",
    },
    Target {
        what: "aware of the regime after ten years",
        published: None,
        unit: "% of adults",
        source: "no second survey found",
        setup: plain("social-credit"),
        years: 10.0,
        how: How::Sums(PER_CENT, sums::aware_at_end),
        reading: "`aware`, last week",
        kind: Kind::Predicted,
        miss: "",
    },
    Target {
        what: "support claimed beyond support held, ordinary law",
        published: Some((14.0, 14.0)),
        unit: "points of all adults",
        source: "mean of 21 studies (Blair, Coppock and Moor), quoted in China Quarterly 2024, Do Chinese Citizens \
                 Conceal Opposition; single studies find 4 to 28",
        setup: plain("none"),
        years: 10.0,
        how: How::Sums(PER_CENT, sums::silent),
        reading: "the opposed times `self_censorship`",
        kind: Kind::Fitted,
        miss: "The background pressure was chosen for it.",
    },
    Target {
        what: "the same under points and blacklists",
        published: Some((14.0, 28.0)),
        unit: "points of all adults",
        source: "Blair, Coppock and Moor as above; 28 points: Li, Shi and Zhu 2018, 25: Robinson and Tannenberg 2019, \
                 both in the American Political Science Review, Making the List",
        setup: plain("social-credit"),
        years: 10.0,
        how: How::Sums(PER_CENT, sums::silent),
        reading: "the opposed times `self_censorship`",
        kind: Kind::Predicted,
        miss: "Pressure from watched speech adds to what is there without a regime.",
    },
    Target {
        what: "what the regime adds to it",
        published: None,
        unit: "points of all adults",
        source: "no experiment before and after found",
        setup: plain("social-credit"),
        years: 10.0,
        how: How::Against(PER_CENT, sums::silent_beyond_none),
        reading: "the opposed times `self_censorship`, less that of `none`",
        kind: Kind::Predicted,
        miss: "",
    },
    Target {
        what: "critical posts missing once all know",
        published: Some((20.0, 30.0)),
        unit: "% of those under `none`",
        source: "views of 48 articles on terrorism after June 2013, Penney 2016: \
                 en.iguru.gr/nsa-effect-online-surveillance-and-wikipedia-use (30%), curezone.org copy (20%)",
        setup: Setup { regime: "social-credit", settings: &["society.response.news=1"] },
        years: 0.5,
        how: How::Against(PER_CENT, sums::posts_missing),
        reading: "first half year; everybody hears of it within a month, as in June 2013",
        kind: Kind::Predicted,
        miss: "Reading an article was not punished; here posts cost points, and pressure from watched speech stands beside \
               fear. People also need weeks to change what they say.",
    },
];

/// Errors and appeals.
const ERRORS: [Target; 5] = [
    Target {
        what: "appeals upheld by those who decided",
        published: Some((2.0, 5.0)),
        unit: "% of appeals",
        source: "341 deactivated drivers, Lyft and Uber, NYTWA and AALDEF: localnewswave.com/article/1035445245540921344",
        setup: plain("platform-rating"),
        years: 10.0,
        how: How::Measure(PER_CENT, "appeals_upheld"),
        reading: "`appeals_upheld`",
        kind: Kind::Fitted,
        miss: "The chance of reversal is that of the published reinstatements.",
    },
    Target {
        what: "appeals upheld by a neutral panel",
        published: Some((80.0, 80.0)),
        unit: "% of appeals",
        source: "about 1,400 cases in Seattle, 2021 to 2023, with representation; the share is recalled, not checked",
        setup: plain("platform-rating~with:neutral-panel"),
        years: 10.0,
        how: How::Measure(PER_CENT, "appeals_upheld"),
        reading: "`appeals_upheld`, wrong grounds ended with chance 0.8",
        kind: Kind::Fitted,
        miss: "The chance of 0.8 is for wrong grounds; right grounds are hardly ever ended, and lower the mean.",
    },
    Target {
        what: "wronged who do not appeal",
        published: Some((50.0, 50.0)),
        unit: "% of wrong decisions",
        source: "FTC 2015: of 84 people still with an error half gave up: marketswired.com/ftc",
        setup: plain("financial-credit"),
        years: 10.0,
        how: How::Measure(PER_CENT, "never_appealed"),
        reading: "`never_appealed`",
        kind: Kind::Predicted,
        miss: "The published half had all disputed once; the model counts everyone with a wrong ground, most of whom \
               never begin.",
    },
    Target {
        what: "wronged who do not appeal to a neutral panel, with help",
        published: Some((50.0, 50.0)),
        unit: "% of wrong decisions",
        source: "the same half of the FTC's",
        setup: plain("midas-like~with:neutral-panel"),
        years: 3.0,
        how: How::Measure(PER_CENT, "never_appealed"),
        reading: "`never_appealed`",
        kind: Kind::Fitted,
        miss: "The chance of an appeal with help is one half, an assumption near the published half.",
    },
    Target {
        what: "appeals upheld where a machine accused and nobody looked",
        published: Some((92.0, 92.0)),
        unit: "% of appeals",
        source: "8% of computer-determined fraud affirmed on appeal, Auditor General of Michigan 2016: levin.house.gov",
        setup: plain("midas-like"),
        years: 3.0,
        how: How::Measure(PER_CENT, "appeals_upheld"),
        reading: "`appeals_upheld`",
        kind: Kind::Fitted,
        miss: "The chance of a reversal was set to what was published.",
    },
];

/// Accusations by machine.
const MACHINES: [Target; 5] = [
    machine(
        "wrong determinations, Michigan",
        (93.0, 93.0),
        "22,427 automated determinations reviewed again: levin.house.gov, 16 December 2016",
        "midas-like",
    ),
    machine(
        "wrong debts, Australia",
        (70.0, 93.0),
        "between the shares wrong of those who did not appeal (70%) and of automated cases (93%) in Michigan, as no \
         share is published for the 470,000 wrong debts",
        "robodebt-like",
    ),
    machine(
        "wrongly accused parents, the Netherlands",
        (51.0, 51.0),
        "33,225 recognised of 64,800 screened: nltimes.nl, 22 January 2024",
        "childcare-benefit-like",
    ),
    machine(
        "false alerts, Cardiff 2017",
        (92.0, 93.0),
        "2,297 of 2,470 alerts: metro.co.uk, 5 May 2018",
        "face-alerts-2017",
    ),
    machine(
        "false alerts, London 2025",
        (0.48, 0.48),
        "10 of 2,077 alerts: cyberswissguards.com, on the Metropolitan Police's report",
        "face-alerts-2025",
    ),
];

/// The share of falls that rest wholly on false records. Base rates and error rates go in, so it follows from them.
const fn machine(
    what: &'static str,
    published: (f64, f64),
    source: &'static str,
    regime: &'static str,
) -> Target {
    Target {
        what,
        published: Some(published),
        unit: "% of falls",
        source,
        setup: plain(regime),
        years: 3.0,
        how: How::Measure(PER_CENT, "false_ground"),
        reading: "`false_ground`",
        kind: Kind::Fitted,
        miss: "Coverage and false records follow from the published share; conduct answers to the regime and moves it.",
    }
}

/// Scores and ratings.
const SCORES: [Target; 8] = [
    Target {
        what: "mean credit score",
        published: Some((700.0, 718.0)),
        unit: "points",
        source: "FICO 8, April 2017 and April 2023: miraitalk.com/article/here-s-what-americans-fico-scores-look-like, \
                 fico.com/blogs/average-us-fico-score-718",
        how: How::Sums(1.0, sums::score_at_end),
        reading: "`score_mean`, last week",
        kind: Kind::Fitted,
        miss: "The drawn start was chosen for it; late payments go on lowering it.",
        ..CREDIT
    },
    Target {
        what: "one credit score in twenty is below",
        published: Some((500.0, 505.0)),
        unit: "points",
        source: "4.7% below 500 and 6.8% from 500 to 549, FICO 8, April 2017: miraitalk.com, as above",
        how: How::Measure(1.0, "score_p5"),
        reading: "`score_p5`",
        kind: Kind::Predicted,
        miss: "The published lower tail is longer: collections, bankruptcies and thin files are not in the model.",
        ..CREDIT
    },
    Target {
        what: "one credit score in twenty is above",
        published: Some((835.0, 840.0)),
        unit: "points",
        source: "20.7% from 800 to 850, evenly spread, FICO 8, April 2017: miraitalk.com, as above",
        how: How::Measure(1.0, "score_p95"),
        reading: "`score_p95`",
        kind: Kind::Fitted,
        miss: "The drawn start is even; published scores gather at the top.",
        ..CREDIT
    },
    Target {
        what: "credit files with an error",
        published: Some((26.0, 26.0)),
        unit: "% of files",
        source: "FTC 2012, 1,001 people: centolaw.com/creditreportinglawblog",
        how: How::Measure(PER_CENT, "files_with_error"),
        reading: "`files_with_error`",
        kind: Kind::Fitted,
        miss: "The rate of false records was chosen for it after ten years.",
        ..CREDIT
    },
    Target {
        what: "people whom an error puts in another band",
        published: Some((5.2, 5.2)),
        unit: "% of files",
        source: "FTC 2012, a better tier after correction: mycreditscore.us",
        how: How::Measure(PER_CENT, "tier_changed_by_error"),
        reading: "`tier_changed_by_error`",
        kind: Kind::Predicted,
        miss: "A false record weighs as much as a true one; half of the published changes were under 20 points.",
        ..CREDIT
    },
    Target {
        what: "drivers rated below the threshold",
        published: Some((2.0, 3.0)),
        unit: "% of drivers",
        source: "Uber's figures of 2014 and 2015: newsbasis.com/what-is-a-bad-rating-for-an-uber-driver",
        how: How::Sums(PER_CENT, sums::rated_below_the_line),
        reading: "scores shown at the end below 460, from their histogram",
        kind: Kind::Fitted,
        miss: "A rating forgets within weeks, so that a run of bad rides puts it below the line for a while.",
        ..RATING
    },
    Target {
        what: "drivers deactivated within three years",
        published: Some((66.7, 66.7)),
        unit: "% of drivers",
        source: "two thirds of 810 drivers at least once, California 2022: localnewswave.com and flexibleworknews.com on \
                 ALC and RDU; another count of theirs is 40%",
        how: How::Sums(PER_CENT, sums::ever_restricted_of_scored),
        reading: "`ever_restricted` over those rated",
        kind: Kind::Predicted,
        miss: "The survey asked of a whole working life, and whoever answered may have had a reason to.",
        ..RATING
    },
    Target {
        what: "drivers out of work by their rating at a time",
        published: None,
        unit: "% of drivers",
        source: "no survey found",
        how: How::Sums(PER_CENT, sums::restricted_of_scored),
        reading: "weeks without platform work of those rated",
        kind: Kind::Predicted,
        miss: "",
        ..RATING
    },
];

/// What all figures on credit files share.
const CREDIT: Target = Target {
    what: "",
    published: None,
    unit: "",
    source: "",
    setup: plain("financial-credit"),
    years: 10.0,
    how: How::Measure(1.0, ""),
    reading: "",
    kind: Kind::Predicted,
    miss: "",
};

/// What all figures on drivers share.
const RATING: Target = Target { setup: plain("platform-rating"), years: 3.0, ..CREDIT };

/// Who commits most acts.
const FRAILTY: [Target; 2] = [
    Target {
        what: "people with five acts or more",
        published: Some((6.3, 6.3)),
        unit: "% of people",
        source: "Wolfgang, Figlio and Sellin 1972: 627 of 9,945 boys; recalled, not checked",
        setup: plain("none"),
        years: 0.0,
        how: How::Law(PER_CENT, sums::chronic_people),
        reading: "gamma frailty at the cohort's 1.03 acts a person; no run",
        kind: Kind::Predicted,
        miss: "The shape was fitted to the mean and to those without any act alone.",
    },
    Target {
        what: "their share of all acts",
        published: Some((51.9, 51.9)),
        unit: "% of acts",
        source: "Wolfgang, Figlio and Sellin 1972; recalled, not checked",
        setup: plain("none"),
        years: 0.0,
        how: How::Law(PER_CENT, sums::chronic_acts),
        reading: "gamma frailty at the cohort's 1.03 acts a person; no run",
        kind: Kind::Predicted,
        miss: "The shape was fitted to the mean and to those without any act alone.",
    },
];

/// Every target, in the order of the table.
pub fn all() -> impl Iterator<Item = &'static Target> {
    LISTS.iter().chain(&MINDS).chain(&ERRORS).chain(&MACHINES).chain(&SCORES).chain(&FRAILTY)
}
