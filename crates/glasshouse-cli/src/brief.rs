//! STAND-IN for the library's summary until it is merged.

use glasshouse::experiment::Results;

pub fn render(results: &Results, width: usize) -> String {
    let mut text = String::new();
    for arm in &results.arms {
        for measure in arm.measures.iter().take(3) {
            text +=
                &format!("{:.width$}\n", format!("{} {} {:?}", arm.name, measure.measure, measure.estimate));
        }
    }
    text
}
