//! Vector levels: the dense loops are written once and compiled for each level a processor may have.
//!
//! All are integer arithmetic, so every level gives the same bits; a test compares them.

/// A vector level that this processor has: only detection makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Baseline,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Level {
    /// What every processor of this target has: NEON on 64-bit ARM, simd128 in wasm built with it, as this project's is.
    pub const BASELINE: Level = Level(Kind::Baseline);

    /// The levels of this processor, the best last.
    pub fn available() -> Vec<Level> {
        #[allow(unused_mut)]
        let mut levels = vec![Level::BASELINE];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("bmi1")
                && is_x86_feature_detected!("bmi2")
                && is_x86_feature_detected!("popcnt")
            {
                levels.push(Level(Kind::Avx2));
            }
            if levels.len() == 2
                && is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
            {
                levels.push(Level(Kind::Avx512));
            }
        }
        levels
    }

    /// The best level of this processor.
    pub fn best() -> Level {
        Level::available().pop().unwrap_or(Level::BASELINE)
    }

    /// Its name: `avx2`, `avx512`, `neon`, `simd128`, else `baseline`.
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Baseline if cfg!(target_arch = "aarch64") => "neon",
            Kind::Baseline if cfg!(target_feature = "simd128") => "simd128",
            Kind::Baseline => "baseline",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => "avx512",
        }
    }

    /// The level called `name`, if this processor has it.
    pub fn named(name: &str) -> Option<Level> {
        Level::available().into_iter().find(|level| level.name() == name)
    }

    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    pub(crate) fn is_avx2(self) -> bool {
        self.0 == Kind::Avx2
    }

    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    pub(crate) fn is_avx512(self) -> bool {
        self.0 == Kind::Avx512
    }
}

/// Makes `$name(level, arguments...)` from the always-inlined `$body(arguments...)`: one compilation for
/// each level, the caller's level picks.
macro_rules! at_every_level {
    ($(#[$doc:meta])* $vis:vis fn $name:ident = $body:ident($($arg:ident: $type:ty),* $(,)?) $(-> $result:ty)?) => {
        $(#[$doc])*
        #[allow(clippy::too_many_arguments)]
        $vis fn $name(level: $crate::level::Level, $($arg: $type),*) $(-> $result)? {
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
                #[allow(clippy::too_many_arguments)]
                fn avx2($($arg: $type),*) $(-> $result)? {
                    $body($($arg),*)
                }
                #[target_feature(enable = "avx2,bmi1,bmi2,popcnt,avx512f,avx512bw,avx512dq,avx512vl")]
                #[allow(clippy::too_many_arguments)]
                fn avx512($($arg: $type),*) $(-> $result)? {
                    $body($($arg),*)
                }
                if level.is_avx512() {
                    // SAFETY: a level of this name exists only where the processor was found to have it.
                    return unsafe { avx512($($arg),*) };
                }
                if level.is_avx2() {
                    // SAFETY: as above.
                    return unsafe { avx2($($arg),*) };
                }
            }
            let _ = level;
            $body($($arg),*)
        }
    };
}
pub(crate) use at_every_level;
