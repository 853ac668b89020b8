//! The log of finished counties: append only, so that a stop at any moment loses at most one county.
//!
//! It is the library's records of counties ([`glasshouse::county::record`]) one after another; each names
//! its plan and has a checksum. What a crash or a full disk cut short is dropped when the log is opened again.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use glasshouse::county::County;
use glasshouse::county::record::RecordProblem;
use glasshouse::experiment::Plan;

/// Bytes before a record's body, of which 4 to 8 are its length; and after it.
const AROUND: (usize, usize) = (40, 32);
/// How often the disk is told to keep what it was given.
const SYNC_EVERY: Duration = Duration::from_secs(5);

/// A log, open and locked for this process.
#[derive(Debug)]
pub struct Log {
    file: File,
    /// Length of what is whole.
    length: u64,
    synced: Instant,
}

impl Log {
    /// A new log.
    pub fn create(path: &Path) -> io::Result<Log> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(path)?;
        file.try_lock().map_err(|_| in_use())?;
        file.sync_all()?;
        Ok(Log { file, length: 0, synced: Instant::now() })
    }

    /// Opens a log again and gives each county in it to `add`; what is after the last whole one is cut off.
    pub fn reopen(path: &Path, plan: &Plan, add: &mut dyn FnMut(County)) -> io::Result<Log> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        file.try_lock().map_err(|_| in_use())?;
        let fingerprint = plan.fingerprint();
        let mut length = 0;
        let mut reader = BufReader::new(&file);
        while let Some(record) = record(&mut reader)? {
            match County::from_bytes(&record, &fingerprint) {
                Ok((county, _)) => add(county),
                Err(RecordProblem::Torn | RecordProblem::Damaged) => break,
                Err(problem) => return Err(io::Error::new(ErrorKind::InvalidData, problem.to_string())),
            }
            length += record.len() as u64;
        }
        file.set_len(length)?;
        file.seek(SeekFrom::Start(length))?;
        Ok(Log { file, length, synced: Instant::now() })
    }

    /// Adds a county's record. What a failure leaves of it is cut off.
    pub fn append(&mut self, record: &[u8]) -> io::Result<()> {
        if let Err(error) = self.file.write_all(record) {
            let _ = self.file.set_len(self.length);
            let _ = self.file.seek(SeekFrom::Start(self.length));
            return Err(error);
        }
        self.length += record.len() as u64;
        if self.synced.elapsed() > SYNC_EVERY {
            self.file.sync_data()?;
            self.synced = Instant::now();
        }
        Ok(())
    }
}

/// The bytes of the next record as far as they are there; none at the end of the log.
fn record(reader: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut record = Vec::new();
    reader.take(AROUND.0 as u64).read_to_end(&mut record)?;
    if record.len() == AROUND.0 {
        let length = u32::from_le_bytes([record[4], record[5], record[6], record[7]]);
        reader.take(u64::from(length) + AROUND.1 as u64).read_to_end(&mut record)?;
    }
    Ok(Some(record).filter(|record| !record.is_empty()))
}

fn in_use() -> io::Error {
    io::Error::new(ErrorKind::ResourceBusy, "another glasshouse is working on this run")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs;

    fn plan() -> Plan {
        let inputs = inputs::read("large-country", &["travel-ban".to_owned()], &[], &[]).unwrap();
        let arms = inputs.arms.into_iter().map(|arm| arm.value).collect();
        let society = inputs.society.value;
        Plan { society, arms, counties: 3, county_size: 4096, warm_up: 0, weeks: 4, seed: 1, luck: 1 }
    }

    fn numbers(path: &Path, plan: &Plan) -> (Log, Vec<u32>) {
        let mut numbers = Vec::new();
        let log = Log::reopen(path, plan, &mut |county| numbers.push(county.number)).unwrap();
        (log, numbers)
    }

    #[test]
    fn what_is_cut_short_or_damaged_is_dropped_and_can_be_written_again() {
        let path = std::env::temp_dir().join(format!("glasshouse-log-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let plan = plan();
        let ready = plan.ready();
        let record = |number| ready.county(number, &mut |_| true).unwrap().to_bytes(&plan.fingerprint());
        let (first, second, third) = (record(0), record(1), record(2));
        let mut log = Log::create(&path).unwrap();
        log.append(&first).unwrap();
        log.append(&second).unwrap();
        drop(log);
        let whole = std::fs::read(&path).unwrap();
        let mut damaged = whole.clone();
        *damaged.last_mut().unwrap() ^= 1;
        let cuts = [1, 39, 41, second.len() - 1].map(|left| whole[..first.len() + left].to_vec());
        for bytes in cuts.into_iter().chain([damaged]) {
            std::fs::write(&path, &bytes).unwrap();
            let (mut log, found) = numbers(&path, &plan);
            assert_eq!(found, [0], "{} bytes", bytes.len());
            log.append(&third).unwrap();
            drop(log);
            assert_eq!(numbers(&path, &plan).1, [0, 2], "{} bytes", bytes.len());
        }
        std::fs::remove_file(path).unwrap();
    }
}
