//! What decides whether somebody acts, in one word: acts look people up at random, and so ask the caches once for each,
//! not once for each column.

use crate::level::at_every_level;

/// A person's mood: fear (the upper 12 bits of 16), conscience (16), aware (1), in scope (1), expressed position (2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mood(u32);

impl Mood {
    #[inline(always)]
    fn new(fear: u16, conscience: u16, aware: bool, scope: bool, expression: u8) -> Mood {
        Mood(
            u32::from(fear >> 4)
                | u32::from(conscience) << 12
                | u32::from(aware) << 28
                | u32::from(scope) << 29
                | u32::from(expression) << 30,
        )
    }

    /// Fear in 4,096ths.
    #[inline(always)]
    pub fn fear(self) -> usize {
        (self.0 & 0xFFF) as usize
    }

    /// Conscience in 16ths.
    #[inline(always)]
    pub fn conscience(self) -> i64 {
        i64::from(self.0 >> 12 & 0xFFFF)
    }

    /// Knows of the regime.
    #[inline(always)]
    pub fn aware(self) -> bool {
        self.0 >> 28 & 1 == 1
    }

    /// Falls under the regime.
    #[inline(always)]
    pub fn scope(self) -> bool {
        self.0 >> 29 & 1 == 1
    }

    /// Expressed position.
    #[inline(always)]
    pub fn expression(self) -> u8 {
        (self.0 >> 30) as u8
    }
}

at_every_level! {
    /// Everybody's mood.
    pub fn gather = gather_body(
        fear: &[u16],
        conscience: &[u16],
        aware: &[bool],
        scope: &[bool],
        expression: &[u8],
        moods: &mut [Mood],
    )
}

#[inline(always)]
fn gather_body(
    fear: &[u16],
    conscience: &[u16],
    aware: &[bool],
    scope: &[bool],
    expression: &[u8],
    moods: &mut [Mood],
) {
    let len = moods.len();
    let (fear, conscience, expression) = (&fear[..len], &conscience[..len], &expression[..len]);
    let (aware, scope) = (&aware[..len], &scope[..len]);
    for i in 0..len {
        moods[i] = Mood::new(fear[i], conscience[i], aware[i], scope[i], expression[i]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::level::Level;

    #[test]
    fn a_mood_holds_what_it_is_made_of() {
        for level in Level::available() {
            let mut moods = [Mood::default(); 2];
            gather(
                level,
                &[0x1230, 0xFFFF],
                &[0xFFFF, 7],
                &[false, true],
                &[true, false],
                &[2, 1],
                &mut moods,
            );
            let parts =
                |mood: Mood| (mood.fear(), mood.conscience(), mood.aware(), mood.scope(), mood.expression());
            assert_eq!(parts(moods[0]), (0x123, 0xFFFF, false, true, 2));
            assert_eq!(parts(moods[1]), (0xFFF, 7, true, false, 1));
        }
    }
}
