//! The frame of every page: one file with its style, its script and its data, that asks nothing of any network.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;

const STYLE: &str = include_str!("../assets/style.css");
const PLOT: &str = include_str!("../assets/plot.js");
const CHARTS: &str = include_str!("../assets/charts.js");

/// Sets the theme before anything is painted, so that nothing flashes.
const THEME: &str = r#"(() => {
  let kept = null;
  try { kept = localStorage.getItem("glasshouse-theme"); } catch {}
  const dark = kept ? kept === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.classList.remove("no-script");
})();"#;

/// The browser itself is told to load nothing from anywhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// A page: `body` goes into its main part; `data` is what the charts draw, one entry in `figures` for each figure.
/// Without a script the body alone is read, so everything that matters stands in it as text and tables.
pub fn frame(title: &str, body: &Markup, data: &Value) -> String {
    frame_with(title, body, data, "")
}

/// The same with a script of its own, that runs after the charts are drawn.
pub fn frame_with(title: &str, body: &Markup, data: &Value, script: &str) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" class="no-script" data-theme="light" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="generator" content="glasshouse";
                link rel="icon" href="data:,";
                title { (title) }
                style { (PreEscaped(STYLE)) }
                script { (PreEscaped(THEME)) }
            }
            body {
                a.skip href="#main" { "Skip to the text" }
                header.bar {
                    span { strong { "Glasshouse" } }
                    button.needs-script #theme type="button" aria-pressed="false" { "Dark" }
                }
                main.sheet #main tabindex="-1" { (body) }
                script type="application/json" #data { (PreEscaped(in_script(data))) }
                script { (PreEscaped(PLOT)) }
                script { (PreEscaped(CHARTS)) }
                @if !script.is_empty() { script { (PreEscaped(script)) } }
            }
        }
    };
    page.into_string()
}

/// JSON that cannot end the element it stands in.
fn in_script(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn data_cannot_end_its_element() {
        let data = json!({"figures": {}, "name": "</script><script>alert(1)</script>"});
        let page = frame("</title><b>", &html! { p { "<i>" } }, &data);
        assert!(!page.contains("</script><script>alert") && !page.contains("</title><b>"));
        assert!(page.contains("&lt;i&gt;"));
        let start = page.find("application/json").unwrap();
        let json = &page[start..][page[start..].find('>').unwrap() + 1..];
        let json = &json[..json.find("</script>").unwrap()];
        assert_eq!(serde_json::from_str::<Value>(json).unwrap(), data);
    }

    #[test]
    fn nothing_is_loaded_from_anywhere() {
        let page = frame("t", &html! {}, &json!({"figures": {}}));
        for word in ["src=", "@import", "fetch(", "XMLHttpRequest", "WebSocket"] {
            assert!(!page.contains(word), "{word}");
        }
    }
}
