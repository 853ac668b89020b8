//! Numbers as a reader wants them: no more digits than the interval supports.

use crate::measure::interval::Estimate;

/// The digits after the point that a half-width supports: one figure of it, two where it starts with 1; without
/// a half-width three figures of the number itself.
fn decimals(value: f64, half: Option<f64>) -> usize {
    let (number, figures) = match half.filter(|&half| half > 0.0) {
        Some(half) => (half, if format!("{half:.1e}").starts_with('1') { 2 } else { 1 }),
        None => (value, 3),
    };
    decimals_of(number, figures)
}

/// The digits after the point that show `figures` figures of a number.
fn decimals_of(number: f64, figures: usize) -> usize {
    // The text of a float gives its decimal exponent after rounding, which a logarithm would not.
    let text = format!("{number:.*e}", figures - 1);
    let exponent: i32 = text.split('e').nth(1).and_then(|digits| digits.parse().ok()).unwrap_or(0);
    (figures as i32 - 1 - exponent).clamp(0, 6) as usize
}

/// The estimate, and what follows ±; `signed` numbers show a plus.
pub fn rounded(cell: &Estimate, signed: bool) -> (String, Option<String>) {
    let Some(value) = cell.estimate else { return ("–".to_owned(), None) };
    let half = cell.half_width();
    let digits = if value == 0.0 && half.is_none_or(|half| half == 0.0) { 0 } else { decimals(value, half) };
    let half = half.filter(|&half| half > 0.0).map(|half| grouped(&format!("{half:.digits$}")));
    (with_digits(value, digits, signed), half)
}

/// A number with so many digits after the point.
fn with_digits(value: f64, digits: usize, signed: bool) -> String {
    let text = grouped(&format!("{:.digits$}", value.abs()));
    let is_zero = !text.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0');
    let sign = match (is_zero, value < 0.0, signed) {
        (false, true, _) => "−",
        (false, false, true) => "+",
        _ => "",
    };
    format!("{sign}{text}")
}

/// A number with so many figures.
pub fn with_figures(value: f64, figures: usize) -> String {
    let digits = if value == 0.0 { 0 } else { decimals_of(value, figures) };
    with_digits(value, digits, false)
}

/// The estimate with its interval, in one piece.
pub fn with_interval(cell: &Estimate, signed: bool) -> String {
    match rounded(cell, signed) {
        (value, Some(half)) => format!("{value} ± {half}"),
        (value, None) => value,
    }
}

/// The most characters of a range, so that two stand side by side in a table.
const RANGE: usize = 12;

/// A range from its lowest to its highest value, to two figures of its width; `signed` numbers show a plus.
pub fn range([low, high]: [f64; 2], signed: bool) -> String {
    let text =
        |digits: usize| format!("{}…{}", with_digits(low, digits, signed), with_digits(high, digits, signed));
    let digits = decimals_of(high - low, 2);
    let fitting = (0..=digits).rev().map(text).find(|text| text.chars().count() <= RANGE);
    fitting.unwrap_or_else(|| text(0))
}

/// Names in a sentence.
pub fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A number's digits with a comma before each three.
pub fn grouped(digits: &str) -> String {
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: f64, half: Option<f64>, signed: bool) -> String {
        let low = half.map(|half| value - half);
        let high = half.map(|half| value + half);
        let cell = Estimate { estimate: Some(value), standard_error: half, low, high, note: "" };
        with_interval(&cell, signed)
    }

    #[test]
    fn the_interval_decides_the_digits() {
        assert_eq!(text(2.153_4, Some(0.081), false), "2.15 ± 0.08");
        assert_eq!(text(2.153_4, Some(0.013), false), "2.153 ± 0.013");
        assert_eq!(text(37.24, Some(12.2), false), "37 ± 12");
        assert_eq!(text(1234.5, Some(220.0), false), "1,234 ± 220");
        assert_eq!(text(0.5, Some(0.099_7), false), "0.50 ± 0.10");
        assert_eq!(text(-5.52, Some(0.4), true), "−5.5 ± 0.4");
        assert_eq!(text(3.4, Some(0.3), true), "+3.4 ± 0.3");
        assert_eq!(text(-0.01, Some(0.3), true), "0.0 ± 0.3");
    }

    #[test]
    fn a_range_shows_two_figures_of_its_width_and_fits_its_column() {
        assert_eq!(range([-9.23, 0.52], true), "−9.2…+0.5");
        assert_eq!(range([-0.851, -0.269], true), "−0.85…−0.27");
        assert_eq!(range([946.2, 1002.4], false), "946…1,002");
        assert_eq!(range([0.00413, 0.00829], false), "0.004…0.008");
    }

    #[test]
    fn figures_are_counted_from_the_first() {
        let numbers = [0.0668, 6.31, -37.4, 641.0, 0.996, 0.0].map(|value| with_figures(value, 2));
        assert_eq!(numbers, ["0.067", "6.3", "−37", "641", "1.0", "0"]);
    }

    #[test]
    fn without_an_interval_three_figures() {
        assert_eq!(text(0.0, None, true), "0");
        assert_eq!(text(0.0, Some(0.0), true), "0");
        assert_eq!(text(2.153_4, None, false), "2.15");
        assert_eq!(text(0.012_345, None, false), "0.0123");
        assert_eq!(text(123_456.7, None, false), "123,457");
        assert_eq!(with_interval(&Estimate::missing("why"), false), "–");
    }
}
