//! What the library must not touch: files, clocks, threads, printing, hashed order, state that outlives
//! a run, and the platform's own floating-point functions.

use super::{File, Tree, source};

/// A word or path, and why not.
const BANNED: &[(&str, &str)] = &[
    ("std::fs", "the library opens no file"),
    ("std::env", "the library reads no environment"),
    ("std::net", "the library talks to nobody"),
    ("std::process", "the library starts and ends nothing"),
    ("std::thread", "threads belong to the shells"),
    ("Instant", "the library reads no clock"),
    ("SystemTime", "the library reads no clock"),
    ("HashMap", "its order differs from run to run; use a sorted Vec or a BTreeMap"),
    ("HashSet", "its order differs from run to run; use a sorted Vec or a BTreeSet"),
    ("println!", "the library prints nothing"),
    ("eprintln!", "the library prints nothing"),
    ("print!", "the library prints nothing"),
    ("eprint!", "the library prints nothing"),
    ("static mut", "a run is a value: nothing changes behind it"),
    ("thread_local!", "a run is a value: nothing changes behind it"),
];

/// Methods of `f64` whose last bit depends on the platform; `libm` has them all.
const FLOATING: &[&str] = &[
    "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "pow", "powf", "powi", "mul_add", "cbrt",
    "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "gamma", "ln_gamma",
];

pub fn check(tree: &Tree) -> Vec<String> {
    let files = tree.files.iter().filter(|file| file.in_library() && !tree.is_for_tests(&file.path));
    files.flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<String> {
    let stripped = source::code(&file.text);
    let code = source::without_tests(&stripped);
    let place = |at: usize| format!("{}:{}", file.path, source::line(code, at));
    let mut problems = Vec::new();
    for (word, why) in BANNED {
        let found = code.match_indices(word).filter(|&(at, _)| source::is_whole(code, at, word.len()));
        problems.extend(found.map(|(at, _)| format!("{}: `{word}`: {why}", place(at))));
    }
    for method in FLOATING {
        for at in calls(code, method) {
            let why = "the platform's own; its last bit differs between machines: use libm";
            problems.push(format!("{}: `{method}`: {why}", place(at)));
        }
    }
    problems
}

/// Places of `.method(` and `f64::method(`; whole numbers have `pow` too, with `i64::pow` and the like
/// written out so that it can be told apart.
fn calls(code: &str, method: &str) -> Vec<usize> {
    let dotted = format!(".{method}(");
    let typed = format!("f64::{method}(");
    let found = code.match_indices(&dotted).chain(code.match_indices(&typed));
    found.map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> usize {
        check(&Tree::of(&[("crates/glasshouse/src/week/act.rs", text)])).len()
    }

    #[test]
    fn each_banned_word_fails() {
        for (word, _) in BANNED {
            assert_eq!(problems(&format!("fn f() {{ {word} }}")), 1, "{word}");
        }
    }

    #[test]
    fn floating_functions_of_the_platform_fail() {
        assert_eq!(problems("fn f(x: f64) -> f64 { x.exp() + f64::powf(x, 2.0) }"), 2);
        assert_eq!(problems("fn f(x: f64) -> f64 { libm::exp(x) + x.sqrt() }"), 0);
    }

    #[test]
    fn modules_for_tests_may_print() {
        let exact = ("crates/glasshouse/src/week/exact.rs", "fn f() { println!() }");
        let week = |text| check(&Tree::of(&[("crates/glasshouse/src/week.rs", text), exact])).len();
        assert_eq!(week("#[cfg(test)]\nmod exact;"), 0);
        assert_eq!(week("mod exact;"), 1);
    }

    #[test]
    fn words_in_comments_and_tests_pass() {
        assert_eq!(
            problems("// no HashMap\nfn f() {}\n#[cfg(test)]\nmod tests { fn g() { println!() } }"),
            0
        );
    }
}
