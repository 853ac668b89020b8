//! The report of a run: the same bytes from memory, from Parquet and from CSV, and what is said of bad folders.

use std::fs;

use crate::sandbox::Sandbox;

const PAGE: &str = "mine/report.html";

#[test]
fn the_report_is_written_again_byte_for_byte() {
    let sandbox = Sandbox::new("report-again");
    let run = sandbox.small(&["compare", "none", "social-credit", "--out", "mine"]).exits(0);
    assert!(run.out.contains("Report: mine/report.html"), "{}", run.out);
    let page = sandbox.read(PAGE);
    assert!(page.starts_with("<!DOCTYPE html>") && page.len() < 3_000_000, "{}", page.len());
    fs::remove_file(sandbox.path().join(PAGE)).unwrap();
    let again = sandbox.run(&["report", "mine"]).exits(0);
    assert_eq!(again.out, "Report: mine/report.html\n");
    assert!(sandbox.read(PAGE) == page, "the page from Parquet is another");
    assert!(!sandbox.names("mine").contains(&"report.part".to_owned()));
    sandbox.small(&["compare", "none", "social-credit", "--format", "csv", "--out", "csv"]).exits(0);
    let csv = sandbox.read("csv/report.html");
    sandbox.run(&["report", "csv"]).exits(0);
    assert!(sandbox.read("csv/report.html") == csv, "the page from CSV is another");
}

#[test]
fn runs_of_every_shape_have_a_report() {
    let sandbox = Sandbox::new("report-shapes");
    let odd = "extends = \"travel-ban\"\n[regime]\nname = \"odd\"\nsummary = \"</script><b>odd & 'so'\"\n";
    sandbox.write("odd.toml", odd);
    let long = format!("extends = \"travel-ban\"\n[regime]\nname = \"{}long\"\n", "name-as-".repeat(7));
    sandbox.write("long.toml", long);
    for (at, words) in
        [&["run", "none"][..], &["run", "odd.toml"], &["compare", "platform-rating", "long.toml"]]
            .iter()
            .enumerate()
    {
        let out = format!("shape-{at}");
        sandbox.small(&[words, &["--out", &out][..]].concat()).exits(0);
        let page = sandbox.read(&format!("{out}/report.html"));
        assert!(!page.contains("<b>odd"), "a summary is taken for markup");
        assert_eq!(page.matches("<h1>").count(), 1);
    }
    let alone = sandbox.read("shape-0/report.html");
    assert!(alone.contains("Nobody lost a right in this run."));
}

#[test]
fn a_folder_without_a_run_is_told() {
    let sandbox = Sandbox::new("report-nowhere");
    sandbox
        .run(&["report", "nowhere"])
        .exits(2)
        .says(&["`nowhere` holds no finished run", "name the folder"]);
    sandbox.small(&["run", "travel-ban", "--out", "mine"]).exits(0);
    let page = sandbox.read(PAGE);
    let manifest = sandbox.read("mine/manifest.json");
    sandbox.write("mine/manifest.json", &manifest[..manifest.len() / 2]);
    sandbox.run(&["report", "mine"]).exits(2).says(&["mine/manifest.json cannot be used"]);
    sandbox.write("mine/manifest.json", "{}");
    sandbox
        .run(&["report", "mine"])
        .exits(2)
        .says(&["mine: the manifest is not one of a run", "missing field"]);
    sandbox.write("mine/manifest.json", &manifest);
    fs::write(sandbox.path().join("mine/weeks.parquet"), "PAR1 cut").unwrap();
    sandbox.run(&["report", "mine"]).exits(2).says(&["mine/weeks.parquet cannot be used"]);
    fs::remove_file(sandbox.path().join("mine/weeks.parquet")).unwrap();
    sandbox
        .run(&["report", "mine"])
        .exits(2)
        .says(&["weeks.parquet", "neither this file nor the same as .csv"]);
    assert!(sandbox.read(PAGE) == page, "a report that cannot be made leaves the old one");
}
