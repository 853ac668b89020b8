//! Tables as Parquet or CSV.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use glasshouse::table::{Column, Table, Values};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use crate::args::Format;

/// Rows of a row group.
const GROUP_ROWS: usize = 1 << 20;
/// Rows of words that are handed to the writer together, each with a copy of its own.
const BATCH_ROWS: usize = 1 << 12;

/// Writes each table as a file of its name.
pub fn tables(folder: &Path, tables: &[Table], format: Format) -> io::Result<()> {
    for table in tables {
        let file = match format {
            Format::Parquet => format!("{}.parquet", table.name),
            Format::Csv => format!("{}.csv", table.name),
        };
        let file = File::create_new(folder.join(file))?;
        one(table, format, &file)?;
        file.sync_all()?;
    }
    Ok(())
}

/// Writes one table.
pub fn one(table: &Table, format: Format, to: impl Write + Send) -> io::Result<()> {
    match format {
        Format::Parquet => parquet(table, to),
        Format::Csv => csv(table, to),
    }
}

/// As CSV: null is an empty field.
fn csv(table: &Table, to: impl Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(BufWriter::new(to));
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for row in 0..table.rows() {
        for column in &table.columns {
            match &column.values {
                Values::Text(values) => writer.write_field(&*values[row])?,
                Values::Real(values) => writer.write_field(real(values[row]))?,
                Values::Whole(values) => writer.write_field(values[row].to_string())?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// The shortest text that reads back to the same number.
fn real(value: Option<f64>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

/// As Parquet, with parquet's own writer: the tables are plain columns, and its Arrow side would
/// double the time of a first build.
fn parquet(table: &Table, to: impl Write + Send) -> io::Result<()> {
    let mut out = BufWriter::new(to);
    let write = |out: &mut BufWriter<_>| -> Result<(), ParquetError> {
        let schema = schema(table)?;
        let mut writer = SerializedFileWriter::new(out, schema, properties()?)?;
        for start in (0..table.rows()).step_by(GROUP_ROWS) {
            let rows = start..table.rows().min(start + GROUP_ROWS);
            let mut group = writer.next_row_group()?;
            for column in &table.columns {
                let mut writer = group.next_column()?.expect("the schema has this column");
                write_column(&mut writer, &column.values, rows.clone())?;
                writer.close()?;
            }
            group.close()?;
        }
        writer.close().map(drop)
    };
    write(&mut out).map_err(plain)?;
    out.flush()
}

/// The error below, so that a full disk is told in its own words.
fn plain(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

fn properties() -> Result<WriterPropertiesPtr, ParquetError> {
    let level = Compression::ZSTD(ZstdLevel::try_new(3)?);
    let created_by = format!("glasshouse {}", crate::recipe::VERSION);
    Ok(Arc::new(WriterProperties::builder().set_compression(level).set_created_by(created_by).build()))
}

fn schema(table: &Table) -> Result<Arc<Type>, ParquetError> {
    let field = |column: &Column| {
        let (physical, logical, repetition) = match column.values {
            Values::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String), Repetition::REQUIRED),
            Values::Real(_) => (Physical::DOUBLE, None, Repetition::OPTIONAL),
            Values::Whole(_) => (Physical::INT64, None, Repetition::REQUIRED),
        };
        let builder = Type::primitive_type_builder(column.name, physical).with_logical_type(logical);
        builder.with_repetition(repetition).build().map(Arc::new)
    };
    let fields = table.columns.iter().map(field).collect::<Result<_, _>>()?;
    Type::group_type_builder(table.name).with_fields(fields).build().map(Arc::new)
}

fn write_column(
    writer: &mut SerializedColumnWriter<'_>,
    values: &Values,
    rows: std::ops::Range<usize>,
) -> Result<(), ParquetError> {
    match values {
        Values::Text(values) => {
            for values in values[rows].chunks(BATCH_ROWS) {
                let values: Vec<ByteArray> = values.iter().map(|text| ByteArray::from(&**text)).collect();
                writer.typed::<ByteArrayType>().write_batch(&values, None, None)?;
            }
        }
        Values::Real(values) => {
            let present: Vec<f64> = values[rows.clone()].iter().copied().flatten().collect();
            let levels: Vec<i16> = values[rows].iter().map(|value| i16::from(value.is_some())).collect();
            writer.typed::<DoubleType>().write_batch(&present, Some(&levels), None)?;
        }
        Values::Whole(values) => {
            writer.typed::<Int64Type>().write_batch(&values[rows], None, None)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    fn table() -> Table {
        let column = |name, values| Column { name, values };
        Table {
            name: "measures",
            columns: vec![
                column("arm", Values::Text(vec!["none".into(), "a, \"b\"".into()])),
                column("estimate", Values::Real(vec![None, Some(0.1)])),
                column("counties", Values::Whole(vec![16, -1])),
            ],
        }
    }

    fn folder(name: &str) -> std::path::PathBuf {
        let path = std::env::temp_dir().join(format!("glasshouse-write-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir(&path).unwrap();
        path
    }

    #[test]
    fn parquet_reads_back() {
        let folder = folder("parquet");
        tables(&folder, &[table()], Format::Parquet).unwrap();
        let reader = SerializedFileReader::new(File::open(folder.join("measures.parquet")).unwrap()).unwrap();
        let rows: Vec<String> =
            reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        let first = r#"{arm: "none", estimate: null, counties: 16}"#;
        assert_eq!(rows, [first, r#"{arm: "a, "b"", estimate: 0.1, counties: -1}"#]);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn csv_reads_back() {
        let folder = folder("csv");
        tables(&folder, &[table()], Format::Csv).unwrap();
        let text = std::fs::read_to_string(folder.join("measures.csv")).unwrap();
        assert_eq!(text, "arm,estimate,counties\nnone,,16\n\"a, \"\"b\"\"\",0.1,-1\n");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
