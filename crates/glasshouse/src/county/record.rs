//! A county as bytes: one record of a progress log, which may be torn at its end.
//!
//! Layout: `GHC1`, length of the body (4 bytes, little-endian), the plan's fingerprint (32), the body, and the
//! blake3 hash (32) of all before it. The body is whole numbers as LEB128 varints: version, county, kinds,
//! rights, weeks, warm-up, arms, pairs; then digests, totals and pairs. A grid is written as zigzag steps from entry
//! to entry, a run of equal entries as one 0 and its length, as most totals are 0 or move slowly.

use super::County;
use crate::measure::pairs::PairTotals;
use crate::measure::totals::{Shape, Totals};
use crate::society::{MAX_KINDS, MAX_RIGHTS};

const MAGIC: &[u8; 4] = b"GHC1";
const VERSION: u64 = 2;
const HEADER: usize = 4 + 4 + 32;
const HASH: usize = 32;

/// Why bytes are not a county of this plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordProblem {
    /// The bytes end before the record does: the program was stopped while writing it.
    Torn,
    /// The bytes do not begin like a record.
    NotARecord,
    /// The record is of another plan.
    OtherPlan,
    /// The record's checksum is wrong.
    Damaged,
    /// The record was written by a version of the program that this one cannot read.
    Version(u64),
}

impl std::fmt::Display for RecordProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RecordProblem::Torn => write!(f, "the last record is torn: the run was stopped while writing it"),
            RecordProblem::NotARecord => write!(f, "this is not a record of a finished county"),
            RecordProblem::OtherPlan => {
                write!(f, "the record belongs to another plan: other people, arms, weeks or seeds")
            }
            RecordProblem::Damaged => write!(f, "the record is damaged: its checksum is wrong"),
            RecordProblem::Version(version) => {
                write!(f, "the record has version {version}; this program reads version {VERSION}")
            }
        }
    }
}

impl std::error::Error for RecordProblem {}

impl County {
    /// One record of a progress log. `fingerprint` is [`crate::experiment::Plan::fingerprint`].
    pub fn to_bytes(&self, fingerprint: &[u8; 32]) -> Vec<u8> {
        let shape = self.arms.first().expect("`none` is always run").shape;
        assert_eq!(self.arms.len(), self.digests.len(), "each arm has its digest");
        let mut body = Vec::new();
        let Shape { kinds, rights, weeks, warm_up } = shape;
        let sizes = [kinds, rights, weeks, warm_up, self.arms.len(), self.pairs.len()];
        put(&mut body, VERSION);
        put(&mut body, self.number.into());
        for size in sizes {
            put(&mut body, size as u64);
        }
        for (totals, digest) in self.arms.iter().zip(&self.digests) {
            assert_eq!(totals.shape, shape, "arms of one county have one shape");
            body.extend_from_slice(digest);
            for grid in totals.grids() {
                put_grid(&mut body, grid);
            }
        }
        for pair in &self.pairs {
            put_grid(&mut body, &pair_numbers(pair));
        }
        let mut record = Vec::with_capacity(HEADER + body.len() + HASH);
        record.extend_from_slice(MAGIC);
        let length = u32::try_from(body.len()).expect("the totals of a county are below 4 GiB");
        record.extend_from_slice(&length.to_le_bytes());
        record.extend_from_slice(fingerprint);
        record.extend_from_slice(&body);
        let hash = blake3::hash(&record);
        record.extend_from_slice(hash.as_bytes());
        record
    }

    /// Reads the record at the start of `bytes`; gives the county and the length of its record, where the next
    /// one begins.
    pub fn from_bytes(bytes: &[u8], fingerprint: &[u8; 32]) -> Result<(County, usize), RecordProblem> {
        if !MAGIC.starts_with(&bytes[..bytes.len().min(MAGIC.len())]) {
            return Err(RecordProblem::NotARecord);
        }
        let header = bytes.get(..HEADER).ok_or(RecordProblem::Torn)?;
        let length = u32::from_le_bytes([header[4], header[5], header[6], header[7]]) as usize;
        let end = HEADER.saturating_add(length);
        let hash =
            end.checked_add(HASH).and_then(|after| bytes.get(end..after)).ok_or(RecordProblem::Torn)?;
        if blake3::hash(&bytes[..end]).as_bytes() != hash {
            return Err(RecordProblem::Damaged);
        }
        if header[8..] != fingerprint[..] {
            return Err(RecordProblem::OtherPlan);
        }
        Ok((body(&mut Reader { bytes: &bytes[HEADER..end] })?, end + HASH))
    }
}

fn body(reader: &mut Reader) -> Result<County, RecordProblem> {
    let version = reader.number()?;
    if version != VERSION {
        return Err(RecordProblem::Version(version));
    }
    let number = u32::try_from(reader.number()?).map_err(|_| RecordProblem::Damaged)?;
    let kinds = reader.size(MAX_KINDS)?;
    let rights = reader.size(MAX_RIGHTS)?;
    let weeks = reader.size(1 << 16)?;
    let warm_up = reader.size(1 << 16)?;
    let count = reader.size(1 << 10)?;
    let pairs = reader.size(1 << 20)?;
    let (mut arms, mut digests) = (Vec::new(), Vec::new());
    for _ in 0..count {
        digests.push(reader.take::<32>()?);
        let mut totals = Totals::new(Shape { kinds, rights, weeks, warm_up });
        for grid in totals.grids_mut() {
            reader.grid(grid)?;
        }
        arms.push(totals);
    }
    let pairs = (0..pairs).map(|_| reader.pair()).collect::<Result<_, _>>()?;
    if reader.bytes.is_empty() {
        Ok(County { number, arms, digests, pairs })
    } else {
        Err(RecordProblem::Damaged)
    }
}

fn pair_numbers(pair: &PairTotals) -> [i64; 6] {
    let PairTotals { people, only_a, only_b, both, more_a, more_b } = *pair;
    [people, only_a, only_b, both, more_a, more_b]
}

fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn put_grid(bytes: &mut Vec<u8>, grid: &[i64]) {
    let mut last = 0;
    for run in grid.chunk_by(|a, b| a == b) {
        // Wrapping, so that any two numbers have a step between them.
        let step = run[0].wrapping_sub(last);
        let mut same = run.len();
        if step != 0 {
            put(bytes, (step << 1 ^ step >> 63) as u64);
            same -= 1;
        }
        if same > 0 {
            put(bytes, 0);
            put(bytes, same as u64);
        }
        last = run[0];
    }
}

/// Bytes whose checksum was right; what does not parse was written wrong.
struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], RecordProblem> {
        let (taken, rest) = self.bytes.split_first_chunk::<N>().ok_or(RecordProblem::Damaged)?;
        self.bytes = rest;
        Ok(*taken)
    }

    fn number(&mut self) -> Result<u64, RecordProblem> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let [byte] = self.take()?;
            let part = u64::from(byte & 0x7F);
            if part << shift >> shift != part {
                return Err(RecordProblem::Damaged);
            }
            number |= part << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(RecordProblem::Damaged)
    }

    fn size(&mut self, most: usize) -> Result<usize, RecordProblem> {
        let size = usize::try_from(self.number()?).ok().filter(|&size| size <= most);
        size.ok_or(RecordProblem::Damaged)
    }

    fn grid(&mut self, grid: &mut [i64]) -> Result<(), RecordProblem> {
        let (mut at, mut last) = (0, 0_i64);
        while at < grid.len() {
            let zigzag = self.number()?;
            let mut run = 1;
            if zigzag == 0 {
                run = self.size(grid.len() - at)?.max(1);
            } else {
                last = last.wrapping_add((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64));
            }
            grid[at..at + run].fill(last);
            at += run;
        }
        Ok(())
    }

    fn pair(&mut self) -> Result<PairTotals, RecordProblem> {
        let mut numbers = [0; 6];
        self.grid(&mut numbers)?;
        let [people, only_a, only_b, both, more_a, more_b] = numbers;
        Ok(PairTotals { people, only_a, only_b, both, more_a, more_b })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::totals::GRIDS;
    use proptest::prelude::*;

    const PLAN: [u8; 32] = [7; 32];

    fn county(number: u32, numbers: &[i64]) -> County {
        let shape = Shape { kinds: 3, rights: 2, weeks: 5, warm_up: 4 };
        let mut source = numbers.iter().cycle();
        let mut arm = || {
            let mut totals = Totals::new(shape);
            for grid in totals.grids_mut() {
                grid.fill_with(|| *source.next().expect("cycles"));
            }
            totals
        };
        let arms = vec![arm(), arm()];
        let pairs = vec![PairTotals { people: i64::MAX, only_a: -1, ..PairTotals::default() }];
        County { number, arms, digests: vec![[1; 32], [2; 32]], pairs }
    }

    proptest! {
        #[test]
        fn a_county_survives_its_bytes(number: u32, numbers in prop::collection::vec(
            prop_oneof![Just(0), -100_i64..100, any::<i64>(), Just(i64::MIN), Just(i64::MAX)], 1..50)) {
            let county = county(number, &numbers);
            let bytes = county.to_bytes(&PLAN);
            prop_assert_eq!(County::from_bytes(&bytes, &PLAN), Ok((county, bytes.len())));
        }
    }

    #[test]
    fn records_follow_one_another() {
        let (first, second) = (county(1, &[0, 1]), county(9, &[5]));
        let mut log = first.to_bytes(&PLAN);
        log.extend(second.to_bytes(&PLAN));
        let (read, length) = County::from_bytes(&log, &PLAN).unwrap();
        assert_eq!(read, first);
        assert_eq!(County::from_bytes(&log[length..], &PLAN), Ok((second, log.len() - length)));
    }

    #[test]
    fn what_is_not_a_whole_record_says_why() {
        let bytes = county(1, &[1, 2, 3]).to_bytes(&PLAN);
        for end in 0..bytes.len() {
            assert_eq!(County::from_bytes(&bytes[..end], &PLAN), Err(RecordProblem::Torn));
        }
        assert_eq!(County::from_bytes(b"PAR1", &PLAN), Err(RecordProblem::NotARecord));
        assert_eq!(County::from_bytes(&bytes, &[8; 32]), Err(RecordProblem::OtherPlan));
        for at in HEADER..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] ^= 4;
            assert_eq!(County::from_bytes(&broken, &PLAN), Err(RecordProblem::Damaged));
        }
    }

    /// Nothing counted: the grids of two arms take two or three bytes each.
    #[test]
    fn zeros_take_no_room() {
        assert!(county(1, &[0]).to_bytes(&PLAN).len() < HEADER + HASH + 2 * (32 + GRIDS * 3) + 40);
    }
}
