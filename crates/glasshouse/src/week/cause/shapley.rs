//! Exact Shapley shares of a game of five players.

/// The outcome of one game.
#[derive(Clone, Copy)]
pub struct Game {
    /// Parts of [`super::PARTS`] by player.
    pub parts: [u8; 5],
    /// Bit p: nobody gets their way without player p.
    pub necessary: u8,
    /// Bit p: player p turns some coalition.
    pub involved: u8,
}

/// Shapley values of a monotone yes-or-no game of five players, in 60ths. Bit c of `values` says whether the coalition
/// c, bit p for player p, gets its way.
pub fn shapley(values: u32) -> Game {
    // (s! (4 - s)!) / 5! in 60ths for coalitions of s others.
    const WEIGHTS: [u8; 5] = [12, 3, 2, 3, 12];
    /// The coalitions of each size.
    const OF_SIZE: [u32; 6] = of_size();
    let mut game = Game { parts: [0; 5], necessary: 0, involved: 0 };
    for player in 0..5 {
        let own = 1u32 << player;
        // Coalitions without the player that need it: with it, and only with it, they get their way.
        let turned = values >> own & !values & WITHOUT[player];
        if turned == 0 {
            continue;
        }
        for (size, weight) in WEIGHTS.into_iter().enumerate() {
            game.parts[player] += (turned & OF_SIZE[size]).count_ones() as u8 * weight;
        }
        game.involved |= 1 << player;
        game.necessary |= u8::from(values >> (31 & !own) & 1 == 0) << player;
    }
    game
}

/// The coalitions of five without each player.
const WITHOUT: [u32; 5] = [0x5555_5555, 0x3333_3333, 0x0F0F_0F0F, 0x00FF_00FF, 0x0000_FFFF];

/// The coalitions of five by size.
const fn of_size() -> [u32; 6] {
    let mut sizes = [0; 6];
    let mut coalition = 0u32;
    while coalition < 32 {
        sizes[coalition.count_ones() as usize] |= 1 << coalition;
        coalition += 1;
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighted(weights: [i64; 5], quota: i64) -> Game {
        shapley((0..32).fold(0, |values, coalition| {
            let weight = (0..5).filter(|p| coalition >> p & 1 == 1).map(|p| weights[p]).sum::<i64>();
            values | u32::from(weight >= quota) << coalition
        }))
    }

    #[test]
    fn shapley_by_hand() {
        // One player alone suffices: all to it.
        assert_eq!(weighted([9, 1, 0, 0, 0], 9).parts, [60, 0, 0, 0, 0]);
        // Two are needed together: half each, both necessary.
        let both = weighted([5, 5, 0, 0, 0], 10);
        assert_eq!((both.parts, both.necessary), ([30, 30, 0, 0, 0], 0b11));
        // Either suffices: half each, none necessary, both involved.
        let either = weighted([5, 5, 0, 0, 0], 5);
        assert_eq!((either.parts, either.necessary, either.involved), ([30, 30, 0, 0, 0], 0, 0b11));
        // 3 of {2, 1, 1}: the large one with either small one: 2/3, 1/6, 1/6.
        assert_eq!(weighted([2, 1, 1, 0, 0], 3).parts, [40, 10, 10, 0, 0]);
        // Five equals, all needed: a fifth each.
        assert_eq!(weighted([1; 5], 5).parts, [12; 5]);
    }
}
