//! What people say and think, and whom they lose.

use maud::html;

use super::lost::{YEARS, rises, weekly};
use super::{Section, by_arm, key, of_totals, tells};
use crate::figure::{BESIDE, Curves, Figures, Head, Panel, curves, dots};
use crate::run::Run;
use crate::words::{clauses, sentence, sides, spoken};

pub fn said(run: &Run, figures: &mut Figures) -> Section {
    let arms = run.regimes();
    let panels: Vec<Panel> = [
        (
            "self_censorship",
            "The opposed who do not say so",
            "points of the opposed, against ordinary law",
            100.0,
        ),
        ("false_praise", "The opposed who praise", "points of the opposed, against ordinary law", 100.0),
        ("aware", "Know of the regime", "points of adults", 100.0),
        ("fear", "Fear", "from 0 to 1, no unit; against ordinary law", 1.0),
        ("conscience", "Conscience", "from 0 to 1, no unit; against ordinary law", 1.0),
    ]
    .into_iter()
    .map(|(measure, title, unit, factor)| {
        by_arm(run, &arms, (title, unit, measure), |arm| run.over_none(arm, measure).times(factor), true)
    })
    .filter(tells)
    .collect();
    let all: Vec<usize> = (0..run.arms.len()).collect();
    let series: Vec<Curves> = [
        weekly(
            run,
            &all,
            ("self_censorship", "The opposed who do not say so", "% of the opposed, week by week"),
            100.0,
        ),
        weekly(
            run,
            &all,
            ("false_praise", "The opposed who praise", "% of the opposed, week by week"),
            100.0,
        ),
        weekly(run, &all, ("fear", "Fear", "mean of adults, from 0 to 1, no unit"), 1.0),
        weekly(run, &all, ("conscience", "Conscience", "mean of adults, from 0 to 1, no unit"), 1.0),
    ]
    .into_iter()
    .filter(rises)
    .collect();
    let head = Head {
        name: "said-and-thought",
        title: "What a regime adds to silence and praise that is not meant",
        note: "The opposed are adults who privately disagree. Many keep silent under ordinary law too, so what is shown is \
               the difference from the same people under ordinary law alone. Silence, false praise and fear are losses.",
    };
    let time = Head {
        name: "said-over-time",
        title: "Private position against what is said, week by week",
        note: "The private position never changes here; what people say does.",
    };
    let body = html! {
        (dots(figures, head, &key(&panels), BESIDE, &panels))
        (curves(figures, time, YEARS, &series))
    };
    Section { id: "said", heading: "What people say and think", finding: silence(run, &arms), body }
}

fn silence(run: &Run, arms: &[usize]) -> String {
    let cells: Vec<_> =
        arms.iter().map(|&arm| (arm, run.over_none(arm, "self_censorship").times(100.0))).collect();
    let clauses = clauses(
        &sides(run, &cells, "points"),
        "more of the opposed keep silent",
        "fewer of the opposed keep silent",
    );
    sentence(&clauses).unwrap_or_else(|| match arms.is_empty() {
        true => "Under ordinary law alone, people say what they say.".to_owned(),
        false => "This run has too few counties to say whether more people keep silent.".to_owned(),
    })
}

pub fn ties(run: &Run, figures: &mut Figures) -> Section {
    let arms = run.regimes();
    let rows = [
        ("ties_cut", "Friendships given up", "per 1,000 people, over the run", 1.0),
        ("lost_association", "Lost to the scores of friends and colleagues", "% of right-weeks", 100.0),
        ("score_assortativity", "How far friends have like scores", "correlation", 1.0),
    ];
    let panels = of_totals(run, &arms, &rows);
    let head = Head {
        name: "ties",
        title: "What becomes of ties",
        note: "Where a score is public and counts one's friends, a friend with a low score is a cost.",
    };
    let cut: Vec<String> = arms
        .iter()
        .filter(|&&arm| run.total(arm, "ties_cut").is_something())
        .map(|&arm| {
            let cut = spoken(&run.total(arm, "ties_cut"), false, "friendships");
            format!("{cut} per 1,000 people were given up under {}", run.arms[arm].name())
        })
        .collect();
    let finding = sentence(&cut).unwrap_or_else(|| "No friendship was given up over a score.".to_owned());
    let body = html! { (dots(figures, head, &key(&panels), BESIDE, &panels)) };
    Section { id: "ties", heading: "Ties", finding, body }
}
