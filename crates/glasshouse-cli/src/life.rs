//! `life`: one synthetic person's weeks, made anew by simulating their county.

use std::io;
use std::path::Path;

use glasshouse::experiment::{Plan, Ready};
use glasshouse::life::{self, Found, Life, Sort, Style};
use serde_json::json;

use crate::args::{self, Find};
use crate::failure::Failure;
use crate::folder;
use crate::inputs::{self, Inputs};
use crate::number::{MAX_PEOPLE, Who, grouped, weeks};
use crate::progress::Progress;
use crate::simulate::{rounded_years, world_words};
use crate::terminal::Terminal;

/// Shows a life, or finds people and shows the life of the first.
pub fn show(asked: &args::Life, terminal: &Terminal) -> Result<(), Failure> {
    let person = place(asked)?;
    asked.out.as_deref().map_or(Ok(()), writable)?;
    let world = &asked.world;
    let every = [world.without.clone(), world.with.clone()].concat();
    let inputs = inputs::read(&world.society, &asked.regimes, &world.set, &every)?;
    let mut notes = inputs.notes();
    notes.extend(rounded_years(world));
    terminal.advise(&notes);
    let plan = plan(asked, inputs);
    let ready = plan.ready();
    let found = asked.find.map(|find| look(&ready, asked.who.county, find, terminal));
    let first = found.as_ref().map_or(person, |found| found.first().map(|found| found.person));
    let life = first.map(|person| live(&ready, asked.who.county, person, terminal));
    if let (Some(path), Some(life)) = (&asked.out, &life) {
        let page = glasshouse_report::life::page(life, &again(asked, life));
        folder::write_aside(path, page.as_bytes()).map_err(|error| unwritten(path, &error))?;
    }
    if asked.json {
        return terminal
            .print(&format!("{}\n", json_of(&plan, asked.who.county, found.as_deref(), life.as_ref())));
    }
    let mut text = String::new();
    if let (Some(find), Some(found)) = (asked.find, &found) {
        text += &list(&plan, asked.who.county, find, found, terminal.out.width);
    }
    if let Some(life) = &life {
        let style = Style { width: terminal.out.width.min(100), color: terminal.out.color };
        text += &format!("{}\nAgain:\n  {}\n", life::render(life, style), again(asked, life));
        if let Some(path) = &asked.out {
            text += &format!("Page: {}\n", path.display());
        }
    }
    terminal.print(&text)
}

/// The person asked for; none where somebody is to be found.
fn place(asked: &args::Life) -> Result<Option<u32>, Failure> {
    let Who { county, person } = asked.who;
    let size = asked.world.county_size;
    let counties = MAX_PEOPLE.div_ceil(u64::from(size));
    if u64::from(county) >= counties {
        let what = format!("`{county}`: there is no county of this number");
        let why = format!(
            "counties of {} people have numbers from 0 to {}",
            grouped(size.into()),
            grouped(counties - 1)
        );
        return Err(Failure::input(what, why, "write a number in that range, such as 3"));
    }
    match (person, asked.find) {
        (Some(person), None) if person >= size => {
            let what = format!("`{county}:{person}`: there is no person of this number in a county");
            let why = format!(
                "its {} people have numbers from 0 to {}",
                grouped(size.into()),
                grouped(u64::from(size) - 1)
            );
            Err(Failure::input(
                what,
                why,
                format!("write a number in that range, such as {county}:{}", size / 2),
            ))
        }
        (Some(_), Some(_)) => {
            let what = format!("`{county}:{}` names a person already", person.unwrap_or_default());
            let remedy = format!("write `{county}` to find somebody there, or leave out --find");
            Err(Failure::input(what, "--find looks through a whole county", remedy))
        }
        (None, None) => {
            let what = format!("`{county}` names a county and nobody in it");
            let remedy = format!("write `{county}:1247`, or add --find undeserved");
            Err(Failure::input(what, "a life is one person's", remedy))
        }
        (person, _) => Ok(person),
    }
}

/// Whether a page can be put at `path`, before anything is simulated for it.
fn writable(path: &Path) -> Result<(), Failure> {
    let shown = path.display();
    if path.is_dir() {
        let what = format!("`{shown}` is a folder");
        return Err(Failure::input(
            what,
            "a life is written as one file",
            format!("write `{shown}/life.html`"),
        ));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder.filter(|folder| !folder.is_dir()) {
        Some(folder) => {
            let what = format!("`{shown}` cannot be written: there is no folder `{}`", folder.display());
            Err(Failure::input(what, "", "make the folder, or name another file"))
        }
        None => Ok(()),
    }
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    let what = format!("`{}` cannot be written: {error}", path.display());
    Failure::run(what, "the page is not there", "name a file that you may write")
}

/// A plan with the person's county; how many there are besides changes nothing in it.
fn plan(asked: &args::Life, inputs: Inputs) -> Plan {
    let world = &asked.world;
    Plan {
        society: inputs.society.value,
        arms: inputs.arms.into_iter().map(|arm| arm.value).collect(),
        counties: asked.who.county + 1,
        county_size: world.county_size,
        warm_up: weeks(world.warm_up),
        weeks: weeks(world.years),
        seed: world.seed,
        luck: world.luck.unwrap_or(world.seed),
    }
}

/// Simulates the county once, with its progress; nothing stops it.
fn simulate<T>(
    ready: &Ready<'_>,
    terminal: &Terminal,
    work: impl FnOnce(&mut dyn FnMut(u64) -> bool) -> Option<T>,
) -> T {
    let progress = Progress::new(terminal, ready.plan().county_weeks(), (0, 1));
    let counter = progress.counter();
    let done = work(&mut |person_weeks| {
        counter.add(person_weeks);
        progress.show(0);
        true
    });
    progress.clear();
    done.expect("nothing stops it")
}

fn look(ready: &Ready<'_>, county: u32, find: Find, terminal: &Terminal) -> Vec<Found> {
    simulate(ready, terminal, |tick| life::find(ready, county, sort(find), tick))
}

fn live(ready: &Ready<'_>, county: u32, person: u32, terminal: &Terminal) -> Life {
    simulate(ready, terminal, |tick| life::of(ready, county, person, tick))
}

fn sort(find: Find) -> Sort {
    match find {
        Find::Undeserved => Sort::Undeserved,
        Find::AssociationOnly => Sort::AssociationOnly,
        Find::Silent => Sort::Silent,
        Find::FreedByAppeal => Sort::FreedByAppeal,
        Find::Household => Sort::Household,
        Find::FalseRecord => Sort::FalseRecord,
        Find::Longest => Sort::Longest,
        Find::LostFriends => Sort::LostFriends,
    }
}

/// Whom was found, or that nobody was.
fn list(plan: &Plan, county: u32, find: Find, found: &[Found], width: usize) -> String {
    let (most, nobody) = match find {
        Find::Undeserved => {
            ("The most lost that is not for anything they did", "lost anything but for what they did")
        }
        Find::AssociationOnly => ("Fallen through their ties alone", "lost a right through their ties alone"),
        Find::Silent => ("Never sanctioned, but silent", "kept silent without being sanctioned"),
        Find::FreedByAppeal => ("Freed by an appeal", "won an appeal"),
        Find::Household => ("The most lost through the household", "lost a right through the household"),
        Find::FalseRecord => {
            ("The most lost for what never happened", "lost a right for what never happened")
        }
        Find::Longest => ("The longest without some right", "lost a right"),
        Find::LostFriends => ("The most friendships cut", "lost a friendship"),
    };
    if found.is_empty() {
        let names: Vec<&str> = plan.arms.iter().map(|arm| arm.name.as_str()).collect();
        return format!("Nobody in county {county} {nobody} under {}.\n", names.join(" or "));
    }
    let mut text = format!("{most}, in county {county}:\n");
    for found in found {
        let who = format!("{county}:{}", found.person);
        let said = format!("{who}  {}: {}", plan.arms[found.arm].name, found.why);
        let lines = crate::terminal::wrapped(&said, width.saturating_sub(4));
        text += &format!("  {}\n", lines.replace('\n', "\n    "));
    }
    text + "\n"
}

/// The life, or those found and the first one's life.
fn json_of(plan: &Plan, county: u32, found: Option<&[Found]>, life: Option<&Life>) -> serde_json::Value {
    let life = life.map(life::json);
    let Some(found) = found else { return json!(life) };
    let found = found.iter().map(|found| {
        json!({"county": county, "person": found.person, "arm": plan.arms[found.arm].name, "why": found.why})
    });
    json!({"found": found.collect::<Vec<_>>(), "life": life})
}

/// The command that shows the same life again.
fn again(asked: &args::Life, life: &Life) -> String {
    let mut words = vec!["glasshouse life".to_owned(), format!("{}:{}", life.county, life.person)];
    words.extend(asked.regimes.iter().map(|regime| folder::quote(regime)));
    words.extend(world_words(&asked.world));
    words.join(" ")
}
