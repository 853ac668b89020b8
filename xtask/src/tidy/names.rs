//! Modules are called by what they hold; these names hold anything.

use super::{File, Tree};

const BANNED: [&str; 8] = ["utils", "util", "common", "helpers", "helper", "misc", "prelude", "core"];

pub fn check(tree: &Tree) -> Vec<String> {
    tree.rust().filter_map(check_file).collect()
}

fn check_file(file: &File) -> Option<String> {
    let mut parts = file.path.trim_end_matches(".rs").split('/');
    let bad = parts.find(|part| BANNED.contains(part))?;
    Some(format!("{}: `{bad}` says nothing; name the module by what it holds", file.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_names_fail() {
        assert_eq!(check(&Tree::of(&[("crates/a/src/utils.rs", "")])).len(), 1);
        assert_eq!(check(&Tree::of(&[("crates/a/src/helpers/x.rs", "")])).len(), 1);
        assert_eq!(check(&Tree::of(&[("crates/a/src/luck.rs", "")])).len(), 0);
    }
}
