//! Several equilibria of what people say: where conformity is high, the end is where one began.

use glasshouse::draw::Stream;
use glasshouse::level::Level;
use glasshouse::measure::interval::Estimate;
use glasshouse::society::Society;
use glasshouse::society::expression::{at_rest, expressed};
use glasshouse::society::people::flag;
use glasshouse::society::population::{Population, Source};
use glasshouse::unit::WEEKS_PER_YEAR;

use crate::page::{self, number};
use crate::runs::{self, COUNTY, SEED, Scale};

const CONFORMITY: [f64; 6] = [0.05, 0.15, 0.4, 0.6, 0.8, 1.0];
const YEARS: u32 = 5;
/// From this difference, in points, the end is said to depend on the start.
const DEPENDS: f64 = 1.0;

const INTRODUCTION: &str = "\
What a person says depends on what their ties say, by the number `conformity` of the society (0.15; plausible 0 to 0.4). \
The first three columns are the opposed who openly dissent at rest under ordinary law, in one county, where everybody \
begins silent, dissenting or praising and reconsiders until nothing changes. The others are the opposed who keep silent \
in the fifth year, `self_censorship`, in runs that begin, as every run does, at the rest that is reached from silence.\n\n";

/// The section.
pub fn section(scale: Scale) -> Result<String, String> {
    let mut rows = Vec::new();
    let mut depends = Vec::new();
    for conformity in CONFORMITY {
        let society = runs::society(&[format!("society.response.conformity={conformity}")])?.value;
        let at_rest = dissenting(&society, scale.county_size.min(COUNTY));
        let spread = at_rest.iter().fold(f64::MIN, |high, &x| high.max(x))
            - at_rest.iter().fold(f64::MAX, |low, &x| low.min(x));
        if spread > DEPENDS {
            depends.push((conformity, spread));
        }
        let mut row = vec![conformity.to_string()];
        row.extend(at_rest.map(|share| format!("{share:.1} %")));
        row.extend(silent(&society, scale)?.map(|share| format!("{} %", number(&share))));
        println!("conformity {}", row.join(", "));
        rows.push(row);
    }
    let heads = [
        "conformity",
        "dissent, from silence",
        "from dissent",
        "from praise",
        "silent in year 5, none",
        "silent in year 5, social-credit",
    ];
    Ok(format!("{INTRODUCTION}{}\n{}\n", page::table(&heads, &rows), conclusion(&depends)))
}

fn conclusion(depends: &[(f64, f64)]) -> String {
    match depends.first() {
        None => format!("At none of these does the start move the end by more than {DEPENDS} point."),
        Some((conformity, spread)) => format!(
            "From a conformity of {conformity} the end depends on the start, by {spread:.1} points there: what is \
             printed is then one of several equilibria, and a difference between regimes may be a jump from one to \
             another. A sketch of this model in another language, with a background pressure of 0.25 instead of 0.35, \
             found 0.43 and 0.41 open dissent from the two ends at a conformity of 0.4, 0.27 and 0.19 at 0.6, and 0.06 \
             and 0.02 at 0.8. `glasshouse check` warns of values beyond the range."
        ),
    }
}

/// Percent of the opposed who dissent at rest, from silence, dissent and praise.
fn dissenting(society: &Society, people: u32) -> [f64; 3] {
    let stream = Stream::new(SEED, 0);
    let population = Source::new(society).draw(society, &stream, &stream, people as usize);
    [expressed::SILENT, expressed::DISSENT, expressed::PRAISE].map(|start| {
        let (said, _) = at_rest(society, &population.people, &population.ties, Level::best(), start);
        100.0 * share_of_opposed(&population, &said)
    })
}

fn share_of_opposed(population: &Population, said: &[u8]) -> f64 {
    let people = &population.people;
    let opposed = |&i: &usize| people.is(i, flag::ADULT) && people.position[i] < 0;
    let opposed: Vec<usize> = (0..people.len()).filter(opposed).collect();
    let dissent = opposed.iter().filter(|&&i| said[i] == expressed::DISSENT).count();
    dissent as f64 / opposed.len().max(1) as f64
}

/// Percent of the opposed silent in the last year of a run, under `none` and social-credit.
fn silent(society: &Society, scale: Scale) -> Result<[Estimate; 2], String> {
    let names = ["none", "social-credit"];
    let regimes = names.map(|name| runs::regime(name, &[], society));
    let arms = regimes.into_iter().map(|regime| Ok(regime?.value)).collect::<Result<_, String>>()?;
    let run = runs::run(society, arms, YEARS * WEEKS_PER_YEAR, scale);
    Ok([0, 1].map(|arm| run.ratio(arm, 100.0, &|_, totals| super::silent_last_year(totals))))
}
