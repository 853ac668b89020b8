//! The end of step 4, MODEL.md 7.5: privileges, of those who are above a line and not punished.

use super::Reference;

impl Reference<'_> {
    pub(super) fn privilege(&mut self) {
        if !self.in_force() {
            return;
        }
        for i in 0..self.persons.len() {
            for p in 0..self.regime.privileges.len() {
                if self.persons[i].in_scope {
                    self.step_privilege(i, p);
                }
            }
        }
    }

    fn step_privilege(&mut self, i: usize, p: usize) {
        let (privilege, week) = (&self.regime.privileges[p], self.week);
        let person = &mut self.persons[i];
        let above = person.raw >= privilege.above.0;
        let punished = person.standings.iter().any(|standing| standing.held.is_some());
        let favour = &mut person.favours[p];
        if let Some(to) = favour.held {
            if punished {
                favour.held = None;
                favour.armed = true;
            } else if week >= to {
                favour.held = (privilege.renews && above).then_some(week + privilege.lasts.0);
            }
        }
        if favour.held.is_none() && favour.armed && above && !punished {
            favour.held = Some(week + privilege.lasts.0);
            favour.armed = false;
        }
        if favour.held.is_none() && !above {
            favour.armed = true;
        }
    }
}
