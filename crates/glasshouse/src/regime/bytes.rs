//! The rules of a regime as bytes, for digests: everything that decides an outcome, and no name.

use super::{
    ByPlace, Campaign, Covers, Observe, Points, Privilege, Recourse, Regime, Rollout, Sanction, Schedule,
    Score, Step, Until,
};

impl Regime {
    /// The rules in a fixed order, whole numbers in little-endian 64 bits, lists and options with their length
    /// before them. Two regimes have the same bytes iff they have the same rules; names and summaries are left out.
    pub fn rules_bytes(&self) -> Vec<u8> {
        // Taken apart by name, here and below, so that a new field cannot be forgotten.
        let Regime {
            name: _,
            summary: _,
            begins,
            covers,
            awareness,
            score,
            observe,
            association,
            sanctions,
            recourse,
            schedule,
            rollout,
            campaigns,
            privileges,
            over_compliance,
        } = self;
        let mut bytes = Rules(b"glasshouse rules 2\n".to_vec());
        for part in [i64::from(begins.year), i64::from(begins.month), i64::from(begins.day)] {
            bytes.put(part);
        }
        bytes.put(match covers {
            Covers::All => 0,
            Covers::PlatformWorkers => 1,
            Covers::Claimants => 2,
        });
        bytes.put(awareness.threshold() as i64);
        bytes.option(score.as_ref(), Rules::score);
        // A kind is observed at most once, so the file's order of entries is no rule.
        let mut observe: Vec<&Observe> = observe.iter().collect();
        observe.sort_by_key(|entry| entry.kind);
        bytes.list(&observe, |bytes, entry| bytes.observe(entry));
        bytes.put(*association);
        // The order of sanctions is a rule: it decides which grounds share a week.
        bytes.list(sanctions, Rules::sanction);
        bytes.option(recourse.as_ref(), Rules::recourse);
        let Schedule { on, off } = schedule;
        bytes.put((*on).into());
        bytes.put((*off).into());
        bytes.option(rollout.as_ref(), Rules::rollout);
        // The last running campaign in the file's order sets the points, so the order is a rule.
        bytes.list(campaigns, Rules::campaign);
        bytes.list(privileges, Rules::privilege);
        bytes.put((*over_compliance).into());
        bytes.0
    }

    /// A hash of [`Regime::rules_bytes`]: what a digest calls the arm.
    pub fn rules_hash(&self) -> [u8; 32] {
        *blake3::hash(&self.rules_bytes()).as_bytes()
    }
}

struct Rules(Vec<u8>);

impl Rules {
    fn put(&mut self, number: i64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn list<T>(&mut self, items: &[T], put: impl Fn(&mut Rules, &T)) {
        self.put(items.len() as i64);
        for item in items {
            put(self, item);
        }
    }

    fn option<T>(&mut self, item: Option<&T>, put: impl Fn(&mut Rules, &T)) {
        self.put(i64::from(item.is_some()));
        if let Some(item) = item {
            put(self, item);
        }
    }

    fn by_place<T: Copy>(&mut self, by_place: &ByPlace<T>, number: impl Fn(T) -> i64) {
        for value in by_place.as_flattened() {
            self.put(number(*value));
        }
    }

    fn score(&mut self, score: &Score) {
        let Score { start, spread, floor, ceiling, half_life, public, tiers } = score;
        for points in [start, spread, floor, ceiling] {
            self.put(points.0);
        }
        self.option(half_life.as_ref(), |bytes, weeks| bytes.put(weeks.0.into()));
        self.put((*public).into());
        self.list(tiers, |bytes, line: &Points| bytes.put(line.0));
    }

    fn observe(&mut self, entry: &Observe) {
        let Observe { kind, coverage, false_records, points, context } = entry;
        self.put(*kind as i64);
        self.by_place(coverage, |chance| chance.threshold() as i64);
        self.by_place(false_records, |rate| rate.0.to_bits() as i64);
        self.put(points.0);
        self.put(*context as i64);
    }

    fn sanction(&mut self, sanction: &Sanction) {
        let Sanction {
            name: _,
            below,
            on,
            takes,
            lasts,
            renews,
            until,
            household,
            appeal,
            counts,
            escalates,
        } = sanction;
        self.option(below.as_ref(), |bytes, line| bytes.put(line.0));
        self.put((*on).into());
        self.put((*takes).into());
        self.put(lasts.0.into());
        self.put((*renews).into());
        self.option(until.as_ref(), |bytes, act| {
            bytes.put(match act {
                Until::DebtRepaid => 0,
                Until::Apology => 1,
            });
        });
        self.put((*household).into());
        self.put((*appeal).into());
        self.option(counts.as_ref(), |bytes, contexts| bytes.put((*contexts).into()));
        self.put(escalates.to_bits() as i64);
    }

    fn rollout(&mut self, rollout: &Rollout) {
        let Rollout { steps, selection, news } = rollout;
        self.list(steps, |bytes, step| {
            let Step { week, share } = step;
            bytes.put((*week).into());
            bytes.put(share.to_bits() as i64);
        });
        self.put(selection.to_bits() as i64);
        self.put(news.to_bits() as i64);
    }

    fn campaign(&mut self, campaign: &Campaign) {
        let Campaign { name: _, begins, lasts, every, news, praise, silence } = campaign;
        self.put((*begins).into());
        self.put(lasts.0.into());
        self.option(every.as_ref(), |bytes, weeks| bytes.put(weeks.0.into()));
        self.put(news.to_bits() as i64);
        for points in [praise, silence] {
            self.option(points.as_ref(), |bytes, points| bytes.put(points.0));
        }
    }

    fn privilege(&mut self, privilege: &Privilege) {
        let Privilege { name: _, above, gives: _, lasts, renews } = privilege;
        self.put(above.0);
        self.put(lasts.0.into());
        self.put((*renews).into());
    }

    fn recourse(&mut self, recourse: &Recourse) {
        let Recourse { notice, help, capacity, wrong_ended, right_ended } = recourse;
        self.put((*notice).into());
        self.put((*help).into());
        self.put(capacity.to_bits() as i64);
        for chance in wrong_ended.iter().chain([right_ended]) {
            self.put(chance.threshold() as i64);
        }
    }
}
