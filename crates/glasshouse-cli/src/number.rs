//! Numbers as they are typed: `1M` people, counties of `2^16`, five years.

/// The most people of a run: about everyone alive.
pub const MAX_PEOPLE: u64 = 10_000_000_000;
/// The fewest people in a county; nothing smaller is a population.
pub const MIN_COUNTY: u32 = 1 << 12;
/// The most people in a county; beyond it a county leaves the processor's cache by far.
pub const MAX_COUNTY: u32 = 1 << 20;
/// People in a county unless said otherwise.
pub const USUAL_COUNTY: u32 = 1 << 14;
/// The most years of a run.
pub const MAX_YEARS: f64 = 200.0;
/// The most threads asked for.
pub const MAX_THREADS: usize = 1024;

/// Reads a number of people: digits, then `k`, `M` or `B` if wanted.
pub fn people(text: &str) -> Result<u64, String> {
    let form = "write a number of people such as 10k, 1M, 1.4B or 1000000";
    let digits = text.replace(['_', ','], "");
    let (number, factor) = match digits.char_indices().next_back() {
        Some((at, 'k' | 'K')) => (&digits[..at], 1e3),
        Some((at, 'm' | 'M')) => (&digits[..at], 1e6),
        Some((at, 'b' | 'B')) => (&digits[..at], 1e9),
        _ => (digits.as_str(), 1.0),
    };
    let number: f64 = number.parse().map_err(|_| format!("this is not a number; {form}"))?;
    let people = number * factor;
    if !people.is_finite() || people > MAX_PEOPLE as f64 {
        return Err("at most 10B people can be simulated, more than are alive; write 10B or less".into());
    }
    if people < 1.0 {
        return Err(format!("a society needs people; {form}"));
    }
    Ok(people.ceil() as u64)
}

/// Reads the size of a county: a power of two from 2^12 to 2^20.
pub fn county_size(text: &str) -> Result<u32, String> {
    let size = match text.split_once('^') {
        Some(("2", power)) => power.parse().ok().and_then(|power| 1_u64.checked_shl(power)),
        Some(_) => None,
        None => text.replace(['_', ','], "").parse().ok(),
    };
    let form = "write a power of two from 2^12 (4096) to 2^20 (1048576), such as 2^16";
    let size = size.ok_or_else(|| format!("this is not the size of a county; {form}"))?;
    let in_range = (u64::from(MIN_COUNTY)..=u64::from(MAX_COUNTY)).contains(&size);
    if !in_range || !size.is_power_of_two() {
        return Err(format!("a county cannot have {} people; {form}", grouped(size)));
    }
    Ok(size as u32)
}

/// Reads a number of years; half years are fine.
pub fn years(text: &str) -> Result<f64, String> {
    let form = "write a number of years such as 5 or 0.5";
    let years = some_years(text, form)?;
    if years * 52.0 < 1.0 {
        return Err(format!("a run needs at least one week; {form}"));
    }
    Ok(years)
}

/// Reads the years of a warm-up, which may be none.
pub fn warm_up(text: &str) -> Result<f64, String> {
    let form = "write a number of years such as 0 or 2";
    let years = some_years(text, form)?;
    if years < 0.0 {
        return Err(format!("a warm-up cannot take less than no time; {form}"));
    }
    Ok(years)
}

fn some_years(text: &str, form: &str) -> Result<f64, String> {
    let years: f64 = text.parse().map_err(|_| format!("this is not a number; {form}"))?;
    if !years.is_finite() || years > MAX_YEARS {
        return Err(format!("at most {MAX_YEARS} years can be simulated; {form}"));
    }
    Ok(years)
}

/// A number of years as whole weeks.
pub fn weeks(years: f64) -> u32 {
    (years * 52.0).round() as u32
}

/// Reads a seed.
pub fn seed(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| format!("this is not a seed; write a whole number from 0 to {}, such as 1", u64::MAX))
}

/// Reads a number of threads.
pub fn threads(text: &str) -> Result<usize, String> {
    let form = format!("write a whole number from 1 to {MAX_THREADS}, or leave the option out to use all");
    let threads: usize = text.parse().map_err(|_| format!("this is not a number of threads; {form}"))?;
    match threads {
        0 => Err(format!("no work is done by no threads; {form}")),
        1..=MAX_THREADS => Ok(threads),
        _ => Err(format!("that is more threads than help anyone; {form}")),
    }
}

/// A county, and a person in it unless somebody is to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Who {
    /// The county, from 0.
    pub county: u32,
    /// The person, from 0.
    pub person: Option<u32>,
}

/// Reads `3:1247`, or a county alone.
pub fn who(text: &str) -> Result<Who, String> {
    let (county, person) = match text.split_once(':') {
        Some((county, person)) => (county, Some(person)),
        None => (text, None),
    };
    let form = "write a county and a person by their numbers, such as 3:1247";
    let number = |digits: &str| {
        digits.parse::<u32>().map_err(|_| format!("`{digits}` is not the number of anybody; {form}"))
    };
    Ok(Who { county: number(county)?, person: person.map(number).transpose()? })
}

/// A whole number with commas between its thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// People in few letters, as `--people` reads them: `1M`, `10k`, `4096`.
pub fn short(people: u64) -> String {
    let units = [(1_000_000_000, "B"), (1_000_000, "M"), (1_000, "k")];
    for (unit, letter) in units {
        if people >= unit && people.is_multiple_of(unit / 10) {
            let tenths = people / (unit / 10);
            return match tenths % 10 {
                0 => format!("{}{letter}", tenths / 10),
                tenth => format!("{}.{tenth}{letter}", tenths / 10),
            };
        }
    }
    people.to_string()
}

/// A rate or an amount in few letters: `12.3M`.
pub fn rough(amount: f64) -> String {
    match amount {
        a if a >= 1e9 => format!("{:.1}B", a / 1e9),
        a if a >= 1e6 => format!("{:.1}M", a / 1e6),
        a if a >= 1e3 => format!("{:.1}k", a / 1e3),
        a => format!("{a:.0}"),
    }
}

/// A time in words: `0.4 seconds`, `3 minutes 5 seconds`, `2 hours 10 minutes`.
pub fn time(seconds: f64) -> String {
    let plural = |count: u64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    if seconds < 0.05 {
        return "less than 0.1 seconds".into();
    }
    if seconds < 9.95 {
        return format!("{seconds:.1} seconds");
    }
    let whole = seconds.round() as u64;
    let (first, second) = match whole {
        0..60 => return plural(whole, "second"),
        60..3_600 => ((whole / 60, "minute"), (whole % 60, "second")),
        3_600..172_800 => ((whole / 3_600, "hour"), (whole % 3_600 / 60, "minute")),
        _ => ((whole / 86_400, "day"), (whole % 86_400 / 3_600, "hour")),
    };
    match second.0 {
        0 => plural(first.0, first.1),
        _ => format!("{} {}", plural(first.0, first.1), plural(second.0, second.1)),
    }
}

/// An amount of memory: `104 MB`.
pub fn memory(bytes: u64) -> String {
    let bytes = bytes as f64;
    if bytes < 1e9 { format!("{:.0} MB", bytes / 1e6) } else { format!("{:.1} GB", bytes / 1e9) }
}

/// The sizes of a run, made from what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Counties.
    pub counties: u32,
    /// People in each.
    pub county_size: u32,
}

impl Size {
    /// Whole counties for at least `people`. A smaller county exists only below one county.
    pub fn of(people: u64, county_size: u32) -> Size {
        let wanted = people.max(u64::from(MIN_COUNTY)).next_power_of_two();
        let county_size = wanted.min(u64::from(county_size)) as u32;
        let counties = people.div_ceil(u64::from(county_size)) as u32;
        Size { counties, county_size }
    }

    /// People in all.
    pub fn people(self) -> u64 {
        u64::from(self.counties) * u64::from(self.county_size)
    }

    /// In words: `16 counties of 65,536 people`.
    pub fn words(self) -> String {
        let county = if self.counties == 1 { "county" } else { "counties" };
        let counties = grouped(u64::from(self.counties));
        format!("{counties} {county} of {} people", grouped(u64::from(self.county_size)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_as_typed() {
        for (text, number) in [
            ("10k", 10_000),
            ("1M", 1_000_000),
            ("1.4B", 1_400_000_000),
            ("4096", 4_096),
            ("1_000", 1_000),
            ("1e6", 1_000_000),
        ] {
            assert_eq!(people(text), Ok(number), "{text}");
        }
        for text in ["0", "-5", "1e30", "", "k", "many", "NaN", "inf", "11B"] {
            assert!(people(text).is_err(), "{text}");
        }
    }

    #[test]
    fn counties_are_powers_of_two() {
        assert_eq!(county_size("2^12"), Ok(4_096));
        assert_eq!(county_size("65536"), Ok(65_536));
        for text in ["1000", "2^11", "2^21", "2^64", "3^4", "", "2^", "0", "4097"] {
            assert!(county_size(text).is_err(), "{text}");
        }
    }

    #[test]
    fn people_are_rounded_up_to_whole_counties() {
        let size = |people, county| Size::of(people, county);
        assert_eq!(size(1_000_000, USUAL_COUNTY), Size { counties: 62, county_size: 16_384 });
        assert_eq!(size(1, USUAL_COUNTY), Size { counties: 1, county_size: 4_096 });
        assert_eq!(size(4_096, USUAL_COUNTY), Size { counties: 1, county_size: 4_096 });
        assert_eq!(size(10_000, USUAL_COUNTY), Size { counties: 1, county_size: 16_384 });
        assert_eq!(size(10_000, MIN_COUNTY), Size { counties: 3, county_size: 4_096 });
        assert_eq!(size(16_385, USUAL_COUNTY), Size { counties: 2, county_size: 16_384 });
        assert_eq!(size(MAX_PEOPLE, MIN_COUNTY).counties, 2_441_407);
    }

    #[test]
    fn numbers_in_words() {
        assert_eq!(grouped(1_048_576), "1,048,576");
        assert_eq!(grouped(7), "7");
        assert_eq!(short(1_400_000_000), "1.4B");
        assert_eq!(short(10_000), "10k");
        assert_eq!(short(1_048_576), "1048576");
        assert_eq!(rough(12_345_678.0), "12.3M");
        assert_eq!(time(0.02), "less than 0.1 seconds");
        assert_eq!(time(0.42), "0.4 seconds");
        assert_eq!(time(61.0), "1 minute 1 second");
        assert_eq!(time(7_200.0), "2 hours");
        assert_eq!(memory(104_857_600), "105 MB");
    }
}
