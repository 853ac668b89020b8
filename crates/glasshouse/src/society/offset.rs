//! What is a county's own: how far harmful conduct there differs from that in other counties.

use super::{Form, Kind, Society};
use crate::draw::{Decision, Stream};
use crate::unit::{Hazard, ONE};

/// The offset of the county whose people `who` draws, from 0, the least harm, to 2^32.
pub fn offset(who: &Stream) -> u32 {
    const OFFSET: Decision = Decision::new("county-offset");
    who.word(u32::MAX, OFFSET, 0)
}

/// What a county of this offset multiplies hazards of harmful conduct with, in 16ths: from 1 − spread to
/// 1 + spread, evenly.
pub fn factor(society: &Society, offset: u32) -> u32 {
    let spread = society.county_spread;
    (ONE - spread + ((spread * i64::from(offset >> 15)) >> 16)) as u32
}

/// Whether the county moves this kind of conduct: what harms others, where a hazard brings it about.
pub fn moves(kind: &Kind) -> bool {
    kind.harm > 0 && matches!(kind.form, Form::Repeated | Form::DebtEntry)
}

/// A hazard times the factor of its county, cut to the top of the plane.
#[inline(always)]
pub fn times(hazard: Hazard, factor: u32) -> Hazard {
    hazard.scaled::<16>(factor)
}
