//! The report of a run: its tables and its manifest in, one HTML page out.
//!
//! Like the library below it, this crate opens no file, reads no clock and prints nothing. The same tables and
//! manifest give the same page, byte for byte, whether a run has just ended or was read back from its folder.

pub mod figure;
pub mod life;
pub mod page;
mod run;
mod sections;
mod words;

use glasshouse::problem::Problems;
use glasshouse::table::Table;
use maud::html;
use serde_json::{Value, json};

use figure::Figures;
use run::Run;

/// The tables a report is made of, by name.
pub const TABLES: [&str; 5] = ["measures", "against_none", "pairs", "weeks", "reach"];

/// The report of a run as one page, or what is wrong with its manifest and tables.
pub fn render(manifest: &Value, tables: &[Table]) -> Result<String, Problems> {
    let run = Run::new(manifest, tables)?;
    let mut figures = Figures::new();
    let sections = sections::all(&run, &mut figures);
    let body = html! {
        (sections::head(&run, &sections))
        @for section in &sections { (section.markup()) }
        footer {
            p { "Synthetic people; simulation intervals; a stylised regime describes no country's practice." }
        }
    };
    Ok(page::frame(&sections::title(&run), &body, &json!({"figures": figures})))
}
