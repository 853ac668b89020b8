//! Fear, silence, praise that is not meant, and friendships given up.

use super::village::{Event::*, NAME, POOR, POST, PRAISE, RICH, Village, regime, sanction, score, watch};
use super::{Case, is, lacks};
use crate::regime::{Regime, Sanction, Score};
use crate::unit::Points;

pub(super) fn cases() -> Vec<(&'static str, Case)> {
    vec![("a post", a_post())]
}

/// Twenty weeks. 0 (position -1/2) and 1 (-1/4) live together and say that they are against; 2 is a friend of 0 and
/// keeps silent; 3 is a child of 2. A critical post costs 100 points in a score that all can see; below 950 the name
/// is published for good.
///
/// 0 posts in week 5 and falls. Own sanction and a tie's frighten by 1/2: 0 by its own, 1 and 2 as all their adult
/// ties or half of them fell: 2 is tied to 0 and its child, so by 1/4. Nothing fades, and all three know from then on.
/// Pressure is 1/10 and fear: 0.6 for 0 and 1. 0 reconsiders in week 8: 0.6 is above 1/2 and not above 1/2 + 1/5, so
/// it falls silent. 1 reconsiders in week 9: 0.6 is above 1/4 + 1/5, so it praises. So the post that 0 would write in
/// week 12 is forgone, and the praise of 1 in week 15 compelled.
///
/// 2 looks over its ties in weeks 6 to 19. 0 stands below the line and below 2, and some week is the week: the
/// friendship ends, once.
fn a_post() -> Case {
    let (rule, points) = (Score { public: true, ..score() }, Points::new(950.0));
    let ban = Sanction { below: Some(points), renews: true, ..sanction(NAME, 52) };
    // The least weight there is: association counts, and moves no score by a 256th.
    let regime = Regime { score: Some(rule), association: 1, ..regime(vec![watch(POST, -100.0)], vec![ban]) };
    let people = [POOR.against(0.5), POOR.against(0.25).with_last(), RICH, RICH.child()];
    let mut village = Village::new(&people, &[[0, 2]]);
    let behaviour = &mut village.society.behaviour;
    [behaviour.fear_own, behaviour.fear_ties, behaviour.fear_pressure] = [0.5, 0.5, 1.0];
    [behaviour.background, behaviour.praise_margin, behaviour.word_of_mouth] = [0.1, 0.2, 1.0];
    let mut events = vec![
        (5, Seen(0, POST)),
        (8, Reconsiders(0)),
        (9, Reconsiders(1)),
        (12, Seen(0, POST)),
        (15, Seen(1, PRAISE)),
    ];
    events.extend((6..20).map(|week| (week, LooksOver(2))));
    let yearly = 52.0 / 20.0 / 4.0;
    Case {
        village,
        regime,
        events,
        weeks: 20,
        answers: vec![
            // 0 in weeks 8 to 19 and 1 in weeks 9 to 19, of two in twenty weeks.
            is("self_censorship", 23.0 / 40.0),
            is("false_praise", 11.0 / 40.0),
            lacks("self_censorship", "nobody is opposed").among("home:rural"),
            // Three adults from week 5 on.
            is("aware", 45.0 / 60.0),
            is("fear", 15.0 * (0.5 + 0.5 + 0.25) / 60.0),
            is("conscience", 0.5),
            is("forgone", yearly),
            is("forgone.post", yearly),
            is("compelled", yearly),
            is("compelled.praise", yearly),
            is("prevented_by_ban", 0.0),
            // One friendship of four people.
            is("ties_cut", 250.0),
            is("ties_cut", 250.0).among("home:rural"),
            is("harmful_conduct", 0.0),
            // The tie of 0 and 1 is left, between 900 and 1,000.
            is("score_assortativity", -1.0),
            // Only critical posts were recorded, and they weigh nothing by an ordinary tariff.
            is("loss_per_gravity.infinite", 1.0),
        ],
    }
}
