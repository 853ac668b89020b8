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
pub fn factor(society: &Society, offset: u32) -> u64 {
    let spread = society.county_spread;
    (ONE - spread + ((spread * i64::from(offset >> 15)) >> 16)) as u64
}

/// Whether the county moves this kind of conduct: what harms others, where a hazard brings it about.
pub fn moves(kind: &Kind) -> bool {
    kind.harm > 0 && matches!(kind.form, Form::Repeated | Form::DebtEntry)
}

/// A hazard times the factor of its county, cut to the top of the plane.
pub fn times(hazard: Hazard, factor: u64) -> Hazard {
    let height = (u128::from(hazard.0) * u128::from(factor)) >> 16;
    Hazard(height.min(u128::from(Hazard::MAX.0)) as u64)
}
