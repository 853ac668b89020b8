//! Names a file may use: what the walk along the schema looks up in [`super::shape::Names`].

use schemars::JsonSchema;
use serde::Deserialize;

/// How a name is written, as a pattern of JSON Schema.
pub const NAME: &str = "^[a-z0-9][a-z0-9-]*$";

/// How the name of a regime is written: a name, and what the regime is varied by.
pub const ARM: &str = "^[a-z0-9][a-z0-9-]*(~with(out)?:[a-z0-9-]+)*$";

/// A kind of conduct of the society.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(extend("x-names" = "conduct"))]
pub struct ConductName(pub String);

/// A right of the society.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(extend("x-names" = "right"))]
pub struct RightName(pub String);

/// A context of the society.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(extend("x-names" = "context"))]
pub struct ContextName(pub String);
