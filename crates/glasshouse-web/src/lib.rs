//! The wasm shell: three plain C exports over JSON text, and nothing of its own.
//!
//! The host asks for room with [`alloc`], writes a request there, calls [`run`], reads the answer (its
//! length as four little-endian bytes, then its text) and gives both back with [`free`].

mod request;

use glasshouse::level::Level;
use serde_json::{Value, json};

/// Room for `length` bytes.
// On other targets the name would take the place of the C library's.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    give(vec![0; length])
}

/// Takes room back.
///
/// # Safety
///
/// `pointer` came from [`alloc`] with this `length`, or from [`run`] with an answer of `length - 4` bytes,
/// and was not given back before.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub unsafe extern "C" fn free(pointer: *mut u8, length: usize) {
    // SAFETY: by the contract above this is a boxed slice that `give` let go of, with its whole length.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(pointer, length)) });
}

/// Runs the plan that the request describes, and answers with its digests, or with `{"error": "..."}`.
///
/// # Safety
///
/// `pointer` points to `length` bytes that nobody writes to meanwhile.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub unsafe extern "C" fn run(pointer: *const u8, length: usize) -> *mut u8 {
    // SAFETY: by the contract above.
    let request = unsafe { std::slice::from_raw_parts(pointer, length) };
    let text = answer(request).to_string();
    let mut bytes = (text.len() as u32).to_le_bytes().to_vec();
    bytes.extend(text.into_bytes());
    give(bytes)
}

/// Lets go of `bytes`; [`free`] takes them back.
fn give(bytes: Vec<u8>) -> *mut u8 {
    Box::into_raw(bytes.into_boxed_slice()).cast()
}

/// The answer to a request, as JSON.
fn answer(request: &[u8]) -> Value {
    request::read(request)
        .and_then(|plan| request::run(&plan, Level::best()))
        .unwrap_or_else(|error| json!({ "error": error }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls the exports as a host does.
    fn ask(request: &str) -> Value {
        let given = alloc(request.len());
        // SAFETY: `given` has room for the request, `run` answers with its length first, and each is given
        // back once.
        unsafe {
            given.copy_from(request.as_ptr(), request.len());
            let answer = run(given, request.len());
            free(given, request.len());
            let length = u32::from_le_bytes(std::ptr::read(answer.cast())) as usize;
            let text = std::slice::from_raw_parts(answer.add(4), length).to_vec();
            free(answer, length + 4);
            serde_json::from_slice(&text).expect("an answer is JSON")
        }
    }

    #[test]
    fn bad_requests_are_answered_with_an_error() {
        for request in ["", "{}", "[1]", r#"{"regimes": ["none"], "society": "atlantis"}"#] {
            assert!(ask(request)["error"].is_string(), "{request}");
        }
    }
}
