//! Every word that GLOSSARY.md defines is used somewhere else.

use super::Tree;

const GLOSSARY: &str = "GLOSSARY.md";

pub fn check(tree: &Tree) -> Vec<String> {
    let Some(glossary) = tree.file(GLOSSARY) else {
        return Vec::new();
    };
    let others = tree.files.iter().filter(|file| file.path != GLOSSARY && !file.path.starts_with("xtask/"));
    let everything: String = others.map(|file| plain(&file.text)).collect();
    let mut problems = Vec::new();
    let mut last = String::new();
    for (number, line) in glossary.text.lines().enumerate() {
        let Some(term) = term(line) else { continue };
        let place = format!("{GLOSSARY}:{}", number + 1);
        if !everything.contains(&term) {
            problems.push(format!("{place}: nothing uses the word `{term}`"));
        }
        if term < last {
            problems.push(format!("{place}: `{term}` comes before `{last}` in the alphabet"));
        }
        last = term;
    }
    problems
}

/// The word that a line `- **word**: ...` defines.
fn term(line: &str) -> Option<String> {
    let rest = line.strip_prefix("- **")?;
    Some(plain(rest.split_once("**")?.0))
}

/// Lower case, and one spelling of words made of two: `false_praise` is false praise.
fn plain(text: &str) -> String {
    text.to_lowercase().replace(['_', '-'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(glossary: &str) -> usize {
        check(&Tree::of(&[(GLOSSARY, glossary), ("MODEL.md", "An arm runs in a County; `false_praise`.")]))
            .len()
    }

    #[test]
    fn used_words_pass() {
        assert_eq!(problems("- **Arm**: ...\n- **county**: ...\n- **false praise**: ..."), 0);
    }

    #[test]
    fn idle_and_misplaced_words_fail() {
        assert_eq!(problems("- **phlogiston**: ..."), 1);
        assert_eq!(problems("- **county**: ...\n- **arm**: ..."), 1);
    }
}
