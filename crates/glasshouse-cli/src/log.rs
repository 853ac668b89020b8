//! The log of finished counties: append only, so that a stop at any moment loses at most one county.
//!
//! A header names the plan by its hash. Each record is a length, a hash and the county's bytes; a
//! record that was cut short by a crash or a full disk is dropped when the log is opened again.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

const MAGIC: &[u8; 16] = b"glasshouse log 1";
const HEADER: u64 = 48;
/// Longer than the totals of any plan; a length beyond it is damage.
const MAX_RECORD: u32 = 1 << 30;
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
    /// A new log of the run with this plan.
    pub fn create(path: &Path, plan: &[u8]) -> io::Result<Log> {
        let mut file = OpenOptions::new().read(true).write(true).create_new(true).open(path)?;
        file.try_lock().map_err(|_| in_use())?;
        file.write_all(MAGIC)?;
        file.write_all(blake3::hash(plan).as_bytes())?;
        file.sync_all()?;
        Ok(Log { file, length: HEADER, synced: Instant::now() })
    }

    /// Opens a log again: what it holds, and the log cut to it.
    pub fn reopen(path: &Path, plan: &[u8]) -> io::Result<(Log, Vec<Vec<u8>>)> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        file.try_lock().map_err(|_| in_use())?;
        let mut header = [0; HEADER as usize];
        file.read_exact(&mut header).map_err(|_| damaged("it is cut short"))?;
        if &header[..16] != MAGIC {
            return Err(damaged("it is not a log of counties"));
        }
        if header[16..] != *blake3::hash(plan).as_bytes() {
            return Err(damaged("they belong to another plan"));
        }
        let (mut length, mut records) = (HEADER, Vec::new());
        let mut reader = io::BufReader::new(&file);
        while let Some(record) = read_record(&mut reader)? {
            length += 36 + record.len() as u64;
            records.push(record);
        }
        file.set_len(length)?;
        file.seek(SeekFrom::Start(length))?;
        Ok((Log { file, length, synced: Instant::now() }, records))
    }

    /// Adds a county. What a failure leaves of it is cut off.
    pub fn append(&mut self, county: &[u8]) -> io::Result<()> {
        let length = u32::try_from(county.len()).ok().filter(|length| *length <= MAX_RECORD);
        let length = length.ok_or_else(|| io::Error::from(ErrorKind::FileTooLarge))?;
        let mut record = Vec::with_capacity(county.len() + 36);
        record.extend(length.to_le_bytes());
        record.extend(blake3::hash(county).as_bytes());
        record.extend(county);
        if let Err(error) = self.file.write_all(&record) {
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

/// The next whole record; none where the log ends or is damaged.
fn read_record(reader: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut head = [0; 36];
    if !filled(reader, &mut head)? {
        return Ok(None);
    }
    let length = u32::from_le_bytes([head[0], head[1], head[2], head[3]]);
    if length > MAX_RECORD {
        return Ok(None);
    }
    let mut record = Vec::new();
    reader.take(u64::from(length)).read_to_end(&mut record)?;
    let whole = record.len() == length as usize && blake3::hash(&record).as_bytes()[..] == head[4..];
    Ok(whole.then_some(record))
}

fn filled(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match reader.read_exact(buffer) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        result => result.map(|()| true),
    }
}

fn in_use() -> io::Error {
    io::Error::new(ErrorKind::ResourceBusy, "another glasshouse is working on this run")
}

fn damaged(why: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(name: &str) -> std::path::PathBuf {
        let path = std::env::temp_dir().join(format!("glasshouse-log-{}-{name}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        path
    }

    #[test]
    fn a_record_cut_short_is_dropped_and_written_again() {
        let path = path("cut");
        let mut log = Log::create(&path, b"plan").unwrap();
        log.append(b"first").unwrap();
        log.append(b"second").unwrap();
        drop(log);
        let whole = std::fs::read(&path).unwrap();
        for cut in HEADER as usize..whole.len() {
            std::fs::write(&path, &whole[..cut]).unwrap();
            let (mut log, records) = Log::reopen(&path, b"plan").unwrap();
            assert_eq!(records.len(), usize::from(cut >= HEADER as usize + 41), "cut at {cut}");
            log.append(b"third").unwrap();
            drop(log);
            let (_, records) = Log::reopen(&path, b"plan").unwrap();
            assert_eq!(records.last().unwrap(), b"third", "cut at {cut}");
        }
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn another_plan_and_another_process_are_refused() {
        let path = path("other");
        let log = Log::create(&path, b"plan").unwrap();
        assert!(Log::reopen(&path, b"plan").unwrap_err().to_string().contains("another glasshouse"));
        drop(log);
        assert!(Log::reopen(&path, b"plot").unwrap_err().to_string().contains("another plan"));
        std::fs::remove_file(path).unwrap();
    }
}
