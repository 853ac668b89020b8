//! Rust source without its comments and literals, and the functions in it.

/// `text` with comments and the insides of literals as spaces; bytes and lines stay where they are.
pub fn code(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut code = vec![b' '; bytes.len()];
    let mut at = 0;
    while at < bytes.len() {
        let end = skip(bytes, at);
        if end == at {
            code[at] = bytes[at];
            at += 1;
            continue;
        }
        for i in at..end.min(bytes.len()) {
            if bytes[i] == b'\n' {
                code[i] = b'\n';
            }
        }
        at = end;
    }
    String::from_utf8_lossy(&code).replace('\u{FFFD}', " ")
}

/// The end of the comment or literal that begins at `at`; `at` itself if none does.
fn skip(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    if rest.starts_with(b"//") {
        return at + find(rest, b"\n").unwrap_or(rest.len());
    }
    if rest.starts_with(b"/*") {
        return at + find(rest, b"*/").map_or(rest.len(), |end| end + 2);
    }
    if rest[0] == b'"' {
        return at + 1 + quoted(&rest[1..], b'"');
    }
    let in_word = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    if rest[0] == b'r' && !in_word {
        return raw(rest).map_or(at, |length| at + length);
    }
    if rest[0] == b'\'' && is_char(rest) {
        return at + 1 + quoted(&rest[1..], b'\'');
    }
    at
}

/// Length of a literal's inside and its closing `quote`.
fn quoted(bytes: &[u8], quote: u8) -> usize {
    let mut i = 0;
    while i < bytes.len() && bytes[i] != quote {
        i += if bytes[i] == b'\\' { 2 } else { 1 };
    }
    i + 1
}

/// Length of the raw string that `bytes` begins with.
fn raw(bytes: &[u8]) -> Option<usize> {
    let hashes = bytes[1..].iter().take_while(|&&byte| byte == b'#').count();
    if bytes.get(1 + hashes) != Some(&b'"') {
        return None;
    }
    let mut end = vec![b'"'];
    end.resize(1 + hashes, b'#');
    let start = 2 + hashes;
    Some(find(&bytes[start..], &end).map_or(bytes.len(), |at| start + at + end.len()))
}

/// Whether the quote begins a character and not a lifetime.
fn is_char(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&bytes[1..bytes.len().min(12)]).into_owned();
    let mut characters = text.chars();
    characters.next() == Some('\\') || characters.next() == Some('\'')
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// The code before the tests at the end of a file.
pub fn without_tests(code: &str) -> &str {
    &code[..code.find("#[cfg(test)]\nmod ").unwrap_or(code.len())]
}

/// The line of byte `at`, from 1.
pub fn line(text: &str, at: usize) -> usize {
    text.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count() + 1
}

/// Whether the word at `at..at + length` stands alone.
pub fn is_whole(code: &str, at: usize, length: usize) -> bool {
    let is_part = |byte: Option<&u8>| byte.is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let bytes = code.as_bytes();
    !is_part(at.checked_sub(1).and_then(|before| bytes.get(before))) && !is_part(bytes.get(at + length))
}

/// A function: its name, and how many lines it has.
pub struct Function {
    pub name: String,
    pub lines: usize,
}

/// The functions with a body in `code`, the inner ones too.
pub fn functions(code: &str) -> Vec<Function> {
    let starts = code.match_indices("fn ").filter(|&(at, _)| is_whole(code, at, 2));
    starts.filter_map(|(at, _)| function(code, at)).collect()
}

fn function(code: &str, at: usize) -> Option<Function> {
    let name: String = code[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let body = at + code[at..].find(['{', ';'])?;
    if name.is_empty() || code.as_bytes()[body] == b';' {
        return None;
    }
    let mut depth = 0;
    let end = code[body..].bytes().position(|byte| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    let (first, last) = (line(code, at), line(code, body + end));
    Some(Function { name, lines: last - first + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blank() {
        let text = "a // b\n\"c\\\"d\" e r#\"f\"g\"# 'h' '\\'' &'i str /* j\n */ k";
        let words: Vec<String> = code(text).split_whitespace().map(str::to_owned).collect();
        assert_eq!(words, ["a", "e", "&'i", "str", "k"]);
        assert_eq!(code(text).len(), text.len());
        assert_eq!(code(text).lines().count(), 3);
    }

    #[test]
    fn functions_are_measured() {
        let found = functions("fn a(f: fn(u8)) {\n if x {\n}\n}\ntrait T { fn b(); }\n");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].name.as_str(), found[0].lines), ("a", 4));
    }
}
