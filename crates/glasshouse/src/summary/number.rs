//! Numbers as a reader wants them: no more digits than the interval supports.

use crate::measure::interval::Estimate;

/// The digits after the point that a half-width supports: one figure of it, two where it starts with 1; without
/// a half-width three figures of the number itself.
fn decimals(value: f64, half: Option<f64>) -> usize {
    let (number, figures) = match half.filter(|&half| half > 0.0) {
        Some(half) => (half, if format!("{half:.1e}").starts_with('1') { 2 } else { 1 }),
        None => (value, 3),
    };
    // The text of a float gives its decimal exponent after rounding, which a logarithm would not.
    let text = format!("{number:.*e}", figures - 1);
    let exponent: i32 = text.split('e').nth(1).and_then(|digits| digits.parse().ok()).unwrap_or(0);
    (figures as i32 - 1 - exponent).clamp(0, 6) as usize
}

/// The estimate, and what follows ±; `signed` numbers show a plus.
pub(super) fn rounded(cell: &Estimate, signed: bool) -> (String, Option<String>) {
    let Some(value) = cell.estimate else { return ("–".to_owned(), None) };
    let half = cell.half_width();
    let digits = if value == 0.0 && half.is_none_or(|half| half == 0.0) { 0 } else { decimals(value, half) };
    let text = grouped(&format!("{:.digits$}", value.abs()));
    let is_zero = !text.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0');
    let sign = match (is_zero, value < 0.0, signed) {
        (false, true, _) => "−",
        (false, false, true) => "+",
        _ => "",
    };
    let half = half.filter(|&half| half > 0.0).map(|half| grouped(&format!("{half:.digits$}")));
    (format!("{sign}{text}"), half)
}

/// The estimate with its interval, in one piece.
pub fn with_interval(cell: &Estimate, signed: bool) -> String {
    match rounded(cell, signed) {
        (value, Some(half)) => format!("{value} ± {half}"),
        (value, None) => value,
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
    fn without_an_interval_three_figures() {
        assert_eq!(text(0.0, None, true), "0");
        assert_eq!(text(0.0, Some(0.0), true), "0");
        assert_eq!(text(2.153_4, None, false), "2.15");
        assert_eq!(text(0.012_345, None, false), "0.0123");
        assert_eq!(text(123_456.7, None, false), "123,457");
        assert_eq!(with_interval(&Estimate::missing("why"), false), "–");
    }
}
