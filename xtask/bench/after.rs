//! A small county for counting instructions. A function is called after each part of the work, and callgrind
//! notes its count whenever one of them is entered; so it does not matter what the compiler has inlined.

use glasshouse::county::{Part, Watch};
use glasshouse::level::Level;

use crate::plans::{self, TWO};

const PEOPLE: u32 = 4096;
const WEEKS: u32 = 52;

/// Each function has a number of its own, or the compiler would make one of all.
macro_rules! after {
    ($($name:ident = $number:literal),+ $(,)?) => {
        $(#[inline(never)]
        pub fn $name() {
            std::hint::black_box($number);
        })+
    };
}

/// What is called when a part has ended. `cargo xtask instructions` knows these names.
mod part {
    after!(
        ready = 0,
        people = 1,
        marks = 2,
        calendar = 3,
        act = 4,
        observe = 5,
        score = 6,
        sanction = 7,
        respond = 8,
        recourse = 9,
        stock = 10,
        sums = 11,
    );
}

/// Runs it at the vector level that every processor of the target has, so that the count is the same on all.
pub fn county() {
    let plan = plans::plan(&TWO, PEOPLE, WEEKS);
    let ready = plan.ready().at(Level::BASELINE);
    part::ready();
    let mut done = |part: Part| after(part)();
    let county = ready.watched(0, &mut Watch::new(&mut |_| true, &mut done));
    assert!(county.is_some(), "nothing stops a county here");
}

fn after(part: Part) -> fn() {
    match part {
        Part::People => part::people,
        Part::Marks => part::marks,
        Part::Calendar => part::calendar,
        Part::Act => part::act,
        Part::Observe => part::observe,
        Part::Score => part::score,
        Part::Sanction => part::sanction,
        Part::Respond => part::respond,
        Part::Recourse => part::recourse,
        Part::Stock => part::stock,
        Part::Sums => part::sums,
    }
}
