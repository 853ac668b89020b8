//! Help: every command has it, fits, and its examples work as printed.

use crate::sandbox::Sandbox;

const COMMANDS: [&str; 10] =
    ["compare", "run", "experiment", "life", "resume", "list", "show", "check", "schema", "completions"];

#[test]
fn the_help_lists_every_command_that_is_there() {
    let sandbox = Sandbox::new("help");
    let help = sandbox.run(&["--help"]).exits(0).out;
    for command in COMMANDS {
        assert!(help.contains(&format!("  {command} ")), "{command} in\n{help}");
    }
    for planned in ["spread", "verify", "--shard"] {
        assert!(!help.contains(&format!("  {planned}")), "{planned} in\n{help}");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
    assert!(sandbox.run(&["--version"]).exits(0).out.starts_with("glasshouse 0."));
}

/// Commands after `Example` in a help text; one that goes on after a backslash is one.
fn examples(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| !line.starts_with("Example")).skip(1);
    let lines: Vec<&str> = lines.take_while(|line| line.starts_with("  ")).map(str::trim).collect();
    lines.join("\n").replace("\\\n", "").lines().map(str::to_owned).collect()
}

#[test]
fn every_example_works_as_printed() {
    let sandbox = Sandbox::new("examples");
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_glasshouse")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let mut helps = vec![sandbox.run(&["--help"]).exits(0).out];
    helps.extend(COMMANDS.map(|command| sandbox.run(&[command, "--help"]).exits(0).out));
    helps.push(sandbox.run(&["spread", "--help"]).exits(0).out);
    for help in helps {
        let examples = examples(&help);
        assert!(!examples.is_empty(), "no example in\n{help}");
        for example in examples {
            // What simulates is shortened; everything else is run to the letter.
            let short = match example.contains("--years 2") {
                true => example.replace("--years 2", "--years 0.05").replace("--people 64k", "--people 4k"),
                false => example.clone(),
            };
            let mut shell = std::process::Command::new("sh");
            let output =
                shell.args(["-c", &short]).current_dir(sandbox.path()).env("PATH", &path).output().unwrap();
            assert!(output.status.success(), "{example}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

#[test]
fn completions_and_schemas_are_printed() {
    let sandbox = Sandbox::new("print");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(sandbox.run(&["completions", shell]).exits(0).out.contains("glasshouse"), "{shell}");
    }
    for kind in ["regime", "society"] {
        let schema = sandbox.run(&["schema", kind]).exits(0).json();
        assert!(schema["properties"][kind].is_object(), "{kind}");
    }
    sandbox.run(&["schema", "person"]).exits(2).says(&["possible values: regime, society"]);
    sandbox.run(&["completions", "tcsh"]).exits(2);
}

#[test]
fn the_list_names_what_can_be_used() {
    let sandbox = Sandbox::new("list");
    let list = sandbox.run(&["list"]).exits(0).out;
    for name in ["social-credit", "large-country", "four-regimes", "restricted_weeks"] {
        assert!(list.contains(&format!("  {name} ")), "{name} in\n{list}");
    }
}
