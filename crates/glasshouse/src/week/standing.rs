//! Ties that stand in one arm: all but friendships that were given up there.

use crate::society::ties::Ties;

/// Hands the other end of each tie of person j that stands to `give`, but for the first ties, which are kin.
#[inline(always)]
pub fn each_tie(
    ties: &Ties,
    degree: &[u16],
    cut: &[u32],
    (j, but): (usize, usize),
    mut give: impl FnMut(usize),
) {
    if usize::from(degree[j]) == ties.degree(j) {
        // Hardly anybody has given up a friend, and nobody else need be asked edge by edge.
        ties.all(j)[but..].iter().for_each(|&i| give(i as usize));
        return;
    }
    ties.firm(j)[but..].iter().for_each(|&i| give(i as usize));
    let friends = ties.friends(j).filter(|&(_, edge)| cut[edge as usize] == 0);
    friends.for_each(|(i, _)| give(i as usize));
}
