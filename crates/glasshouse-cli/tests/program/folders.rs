//! Folders that exist, that cannot be written, and disks that are full.

use std::fs;
use std::process::Command;

use crate::sandbox::{Answer, Sandbox};

#[test]
fn a_folder_that_is_not_empty_is_refused() {
    let sandbox = Sandbox::new("not-empty");
    fs::create_dir(sandbox.path().join("mine")).unwrap();
    sandbox.small(&["run", "none", "--out", "mine"]).exits(0);
    let before = sandbox.read("mine/manifest.json");
    sandbox
        .small(&["run", "none", "--out", "mine"])
        .exits(2)
        .says(&["`mine` is not empty", "name another folder"]);
    assert_eq!(sandbox.read("mine/manifest.json"), before);
    sandbox.write("file", "kept");
    sandbox.small(&["run", "none", "--out", "file"]).exits(2).says(&["`file` is a file, not a folder"]);
    sandbox.small(&["run", "none", "--out", "file/below"]).exits(1).says(&["cannot write to `file/below`"]);
    assert_eq!(sandbox.read("file"), "kept");
}

#[test]
fn resume_says_what_there_is() {
    let sandbox = Sandbox::new("nothing-to-resume");
    assert_eq!(sandbox.run(&["resume"]).exits(0).out, "No stopped runs below runs/.\n");
    sandbox.run(&["resume", "nowhere"]).exits(2).says(&["`nowhere` holds no stopped run"]);
    sandbox.small(&["run", "none", "--out", "mine"]).exits(0);
    sandbox.run(&["resume", "mine"]).exits(2).says(&["the run in `mine` is finished"]);
}

/// A disk of its own, of so many kilobytes; none where this user cannot mount one.
struct Disk(std::path::PathBuf);

impl Disk {
    fn mount(sandbox: &Sandbox, kilobytes: u32) -> Option<Disk> {
        let path = sandbox.path().join("disk");
        fs::create_dir(&path).unwrap();
        let options = format!("size={kilobytes}k");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(&path);
        let mounted = mount.output().is_ok_and(|output| output.status.success());
        mounted.then_some(Disk(path))
    }

    fn grow(&self) {
        let mut mount = Command::new("mount");
        mount.args(["-o", "remount,size=64m"]).arg(&self.0);
        assert!(mount.status().unwrap().success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_disk_full_from_the_start_is_told_before_anything_is_simulated() {
    let sandbox = Sandbox::new("full-start");
    let Some(disk) = Disk::mount(&sandbox, 8) else { return };
    sandbox
        .small(&["run", "social-credit", "--out", "disk/mine"])
        .exits(1)
        .says(&["cannot write to `disk/mine`", "nothing was simulated"]);
    assert!(sandbox.names("disk").is_empty(), "nothing is left: {:?}", sandbox.names("disk"));
    drop(disk);
}

#[test]
fn a_disk_that_fills_up_keeps_what_is_finished() {
    let sandbox = Sandbox::new("full-later");
    let words = [
        "run",
        "social-credit",
        "--people",
        "24576",
        "--county-size",
        "4096",
        "--years",
        "0.5",
        "--json",
        "--quiet",
    ];
    let whole = sandbox.run(&words).exits(0).digest();
    let plan = serde_json::from_str::<serde_json::Value>(
        &sandbox.read("runs/social-credit-24576-seed1/manifest.json"),
    );
    assert!(plan.is_ok());
    // Room for the plan and a few counties; the tables do not fit.
    let Some(disk) = Disk::mount(&sandbox, 120) else { return };
    let answer = sandbox.run(&[&words[..], &["--out", "disk/mine"]].concat()).exits(1);
    let answer = answer.says(&["cannot write to `disk/mine`", "kept", "glasshouse resume disk/mine"]);
    assert_eq!(answer.out, "");
    assert_eq!(sandbox.names("disk/mine"), ["progress"], "no table is half written");
    disk.grow();
    let resumed = sandbox.run(&["resume", "disk/mine", "--json", "--quiet"]).exits(0);
    assert_eq!(resumed.digest(), whole);
    assert!(!sandbox.names("disk/mine").contains(&"progress".to_owned()));
}

#[test]
fn a_folder_that_may_not_be_written_is_told() {
    let sandbox = Sandbox::new("unwritable");
    let locked = sandbox.path().join("locked");
    fs::create_dir(&locked).unwrap();
    let mut permissions = fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&locked, permissions).unwrap();
    // Root may write anywhere; `/proc` refuses even root.
    let out = if fs::write(locked.join("probe"), "").is_ok() { "/proc/glasshouse" } else { "locked/mine" };
    let answer: Answer = sandbox.small(&["run", "none", "--out", out]);
    answer.exits(1).says(&["cannot write to", "nothing was simulated"]);
}
