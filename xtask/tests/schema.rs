//! The published JSON Schemas accept the built-in files and refuse what is misspelt.

use std::sync::Arc;

use glasshouse::problem::Source;
use glasshouse::{builtin, regime, society, text};

fn errors(schema: &serde_json::Value, source: Source) -> Vec<String> {
    let tree = text::parse(&Arc::new(source)).expect("a built-in file reads");
    let validator = jsonschema::validator_for(schema).expect("a schema of draft 2020-12");
    validator.iter_errors(&tree.to_json()).map(|error| error.to_string()).collect()
}

#[test]
fn published_schemas_accept_the_built_in_files() {
    let (regimes, societies) = (regime::file::schema(), society::file::schema());
    for (name, _) in builtin::regimes() {
        let source = builtin::find(&format!("regime/{name}")).expect("listed");
        assert_eq!(errors(&regimes, source), Vec::<String>::new(), "{name}");
    }
    for (name, _) in builtin::societies() {
        let source = builtin::find(&format!("society/{name}")).expect("listed");
        assert_eq!(errors(&societies, source), Vec::<String>::new(), "{name}");
    }
    let wrong = Source::new("x", "[regime]\nname = \"x\"\nawareness = { share = 60 }\nperson = 1\n");
    assert_eq!(errors(&regimes, wrong).len(), 2);
}
