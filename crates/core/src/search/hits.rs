//! Found documents of one segment, in order, each with its score.

/// Found documents, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Hits {
    /// Their places in the segment.
    pub docs: Vec<u32>,
    /// How well each fits.
    pub scores: Vec<f32>,
    /// In which parts each has words that were looked for, a bit for each of [`super::fields::PARTS`].
    pub parts: Vec<u8>,
}

impl Hits {
    /// Documents that all fit alike.
    pub(super) fn flat(docs: Vec<u32>) -> Self {
        Self { scores: vec![0.0; docs.len()], parts: vec![0; docs.len()], docs }
    }

    /// Adds a document after the others.
    pub(super) fn push(&mut self, doc: u32, score: f32, parts: u8) {
        self.docs.push(doc);
        self.scores.push(score);
        self.parts.push(parts);
    }

    /// Those that are in both; `other` has no more documents than were looked for in these.
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = Self::default();
        let mut at = 0;
        for (from, doc) in other.docs.iter().enumerate() {
            while at < self.docs.len() && self.docs[at] < *doc {
                at += 1;
            }
            if self.docs.get(at) == Some(doc) {
                both.push(*doc, self.scores[at] + other.scores[from], self.parts[at] | other.parts[from]);
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
            let (mut score, mut parts) = (0.0, 0);
            if left == Some(&doc) {
                score += self.scores[a];
                parts |= self.parts[a];
                a += 1;
            }
            if right == Some(&doc) {
                score += other.scores[b];
                parts |= other.parts[b];
                b += 1;
            }
            any.push(doc, score, parts);
        }
        any
    }

    /// Those that are not in the other.
    pub(super) fn without(&self, other: &Self) -> Self {
        self.those(|doc| other.docs.binary_search(&doc).is_err())
    }

    /// Those of which something is so.
    pub(super) fn those(&self, is_so: impl Fn(u32) -> bool) -> Self {
        let mut left = Self::default();
        for (at, doc) in self.docs.iter().enumerate().filter(|(_, doc)| is_so(**doc)) {
            left.push(*doc, self.scores[at], self.parts[at]);
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::Hits;

    #[test]
    fn sets_of_hits() {
        let of = |docs: &[u32], parts: u8| Hits {
            docs: docs.to_vec(),
            scores: vec![1.0; docs.len()],
            parts: vec![parts; docs.len()],
        };
        let (a, b) = (of(&[1, 3, 5], 1), of(&[3, 4, 5], 2));
        assert_eq!(a.and(&b), Hits { docs: vec![3, 5], scores: vec![2.0, 2.0], parts: vec![3, 3] });
        let any = a.clone().or(b.clone());
        assert_eq!((any.docs, any.scores), (vec![1, 3, 4, 5], vec![1.0, 2.0, 1.0, 2.0]));
        assert_eq!(any.parts, [1, 3, 2, 3]);
        assert_eq!(a.without(&b).docs, [1]);
    }
}
