//! What is read off pooled counts besides ratios: quantiles, life tables, slopes, correlations.

/// Where the quantile `share` of a histogram lies, in bins from its foot, linear within a bin; none of an empty one.
pub fn quantile(counts: &[i64], share: f64) -> Option<f64> {
    let all: i64 = counts.iter().sum();
    let target = all as f64 * share;
    let mut below = 0.0;
    for (bin, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let count = count as f64;
        if below + count >= target {
            return Some(bin as f64 + (target - below) / count);
        }
        below += count;
    }
    None
}

/// A life table: of spells by the bin of their length, how many ended, and how many still ran when they were last
/// seen.
#[derive(Clone, Copy, Debug)]
pub struct LifeTable<'a> {
    /// Ended, by bin.
    pub ended: &'a [i64],
    /// Still running when last seen, by bin.
    pub running: &'a [i64],
}

impl LifeTable<'_> {
    /// The share still running at the start of each bin and after the last, by Kaplan and Meier (1958) with half of
    /// those lost to sight in a bin at risk in it; it ends where nobody is left to be seen.
    pub fn survival(&self) -> Vec<f64> {
        let mut at_risk: i64 = self.ended.iter().chain(self.running).sum();
        let mut share = 1.0;
        let mut shares = vec![share];
        for (&ended, &running) in self.ended.iter().zip(self.running) {
            // Once everybody is free the share stays 0; once nobody is seen it is not known.
            if at_risk == 0 && share > 0.0 {
                break;
            }
            if at_risk > 0 {
                share *= 1.0 - ended as f64 / (at_risk as f64 - running as f64 / 2.0);
            }
            shares.push(share);
            at_risk -= ended + running;
        }
        shares
    }

    /// The length that half of the spells do not reach, in bins and linear within one; none if fewer end in the bins
    /// that have an end, which are all but the last.
    pub fn median(&self) -> Option<f64> {
        let shares = self.survival();
        let closed = &shares[..shares.len().min(self.ended.len())];
        let bin = closed.windows(2).position(|ends| ends[1] <= 0.5)?;
        Some(bin as f64 + (shares[bin] - 0.5) / (shares[bin] - shares[bin + 1]))
    }
}

/// The slope of y over x by least squares; none with fewer than two different x.
pub fn slope(points: &[(f64, f64)]) -> Option<f64> {
    let n = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / n;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let spread: f64 = points.iter().map(|point| (point.0 - x) * (point.0 - x)).sum();
    let common: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    (points.len() > 1 && spread > 0.0).then(|| common / spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_linear_within_a_bin() {
        assert_eq!(quantile(&[0, 0], 0.5), None);
        assert_eq!(quantile(&[0, 4, 0, 4], 0.5), Some(2.0), "all of the first four, and nothing of the rest");
        assert_eq!(quantile(&[0, 4, 0, 4], 0.25), Some(1.5));
        assert_eq!(quantile(&[0, 4, 0, 4], 1.0), Some(4.0));
    }

    /// Ten spells: 4 end in the first bin, 2 are lost to sight in the second and 2 end in it, the last 2 run on. At
    /// risk are 10, then 6 − 1 = 5, then 2 − 1: 6/10, 6/10 · 3/5, and no end after.
    #[test]
    fn a_life_table_by_hand() {
        let table = LifeTable { ended: &[4, 2, 0, 0], running: &[0, 2, 2, 0] };
        assert_eq!(table.survival(), [1.0, 0.6, 0.36, 0.36]);
        let median = table.median().unwrap();
        assert!((median - (1.0 + 0.1 / 0.24)).abs() < 1e-12, "{median}");
        let all_free = LifeTable { ended: &[3, 0, 0], running: &[0, 0, 0] };
        assert_eq!(all_free.survival(), [1.0, 0.0, 0.0, 0.0]);
        assert_eq!(all_free.median(), Some(0.5));
        let open = LifeTable { ended: &[0, 5], running: &[0, 0] };
        assert_eq!(open.median(), None, "the last bin has no end");
        assert_eq!(LifeTable { ended: &[0, 0], running: &[0, 0] }.median(), None);
    }

    #[test]
    fn slopes_by_hand() {
        assert_eq!(slope(&[(0.0, 1.0), (1.0, 3.0), (2.0, 5.0)]), Some(2.0));
        assert_eq!(slope(&[(1.0, 1.0)]), None);
        assert_eq!(slope(&[(1.0, 1.0), (1.0, 2.0)]), None);
    }
}
