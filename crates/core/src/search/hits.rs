//! Found documents of one segment, in order, each with its score.

/// Found documents, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Hits {
    /// Their places in the segment.
    pub docs: Vec<u32>,
    /// How well each fits.
    pub scores: Vec<f32>,
}

impl Hits {
    /// Documents that all fit alike.
    pub(super) fn flat(docs: Vec<u32>) -> Self {
        Self { scores: vec![0.0; docs.len()], docs }
    }

    /// Those that are in both; `other` has no more documents than were looked for in these.
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = Self::default();
        let mut at = 0;
        for (doc, score) in other.docs.iter().zip(&other.scores) {
            while at < self.docs.len() && self.docs[at] < *doc {
                at += 1;
            }
            if self.docs.get(at) == Some(doc) {
                both.docs.push(*doc);
                both.scores.push(self.scores[at] + score);
            }
        }
        both
    }

    /// Those that are in either.
    pub(super) fn or(self, other: Self) -> Self {
        if self.docs.is_empty() {
            return other;
        }
        if other.docs.is_empty() {
            return self;
        }
        let mut any = Self::default();
        let (mut a, mut b) = (0, 0);
        while a < self.docs.len() || b < other.docs.len() {
            let (left, right) = (self.docs.get(a), other.docs.get(b));
            let doc = left.into_iter().chain(right).min().copied().unwrap_or(u32::MAX);
            let mut score = 0.0;
            if left == Some(&doc) {
                score += self.scores[a];
                a += 1;
            }
            if right == Some(&doc) {
                score += other.scores[b];
                b += 1;
            }
            any.docs.push(doc);
            any.scores.push(score);
        }
        any
    }

    /// Those that are not in the other.
    pub(super) fn without(mut self, other: &Self) -> Self {
        let mut left = Self::default();
        for (doc, score) in self.docs.drain(..).zip(&self.scores) {
            if other.docs.binary_search(&doc).is_err() {
                left.docs.push(doc);
                left.scores.push(*score);
            }
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::Hits;

    #[test]
    fn sets_of_hits() {
        let of = |docs: &[u32]| Hits { docs: docs.to_vec(), scores: vec![1.0; docs.len()] };
        let (a, b) = (of(&[1, 3, 5]), of(&[3, 4, 5]));
        assert_eq!(a.and(&b), Hits { docs: vec![3, 5], scores: vec![2.0, 2.0] });
        assert_eq!(a.clone().or(b.clone()), Hits { docs: vec![1, 3, 4, 5], scores: vec![1.0, 2.0, 1.0, 2.0] });
        assert_eq!(a.without(&b).docs, [1]);
    }
}
