//! A file's text after it was edited elsewhere, where the ends of lines may have been lost.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::decode::{DamagedBytes, Decoding};
use crate::lines::Lines;
use crate::read::Read;

/// Longer stretches, in lines, are compared only at their ends.
const LONGEST: usize = 10_000;

/// A new text of which the lines that are the same end as they did, and the others as most do; and its decoding, with the bytes that
/// made no sense in the lines that stay.
pub(crate) fn changed(before: &Read, text: &str) -> (String, Decoding) {
    let (old, new) = (Lines::new(&before.text), Lines::new(text));
    let mut out = String::with_capacity(text.len());
    let mut damaged = Vec::new();
    let words = |lines: &Lines<'_>| (0..lines.count()).map(|at| lines.get(at).to_owned()).collect::<Vec<_>>();
    for op in ops(&words(&old), &words(&new)) {
        let (before_lines, after_lines) = (op.old_range(), op.new_range());
        let same = matches!(op, DiffOp::Equal { .. });
        for (step, at) in after_lines.enumerate() {
            let kept = same.then(|| old.line(before_lines.start + step));
            if let Some(line) = kept {
                let first = before.decoding.damaged.partition_point(|d| d.at < line.start);
                let stays = before.decoding.damaged[first..].iter().take_while(|d| d.at < line.end);
                damaged
                    .extend(stays.map(|d| DamagedBytes { at: out.len() + d.at - line.start, bytes: d.bytes.clone() }));
            }
            out.push_str(new.get(at));
            let ends = new.line(at).next > new.line(at).end;
            let own = kept.map(|line| &before.text[line.end..line.next]).filter(|end| !end.is_empty());
            out.push_str(if ends { own.unwrap_or(before.newline.as_str()) } else { "" });
        }
    }
    (out, Decoding { damaged, ..before.decoding.clone() })
}

/// What makes one list of lines the other.
fn ops(old: &[String], new: &[String]) -> Vec<DiffOp> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let mut ops = vec![DiffOp::Equal { old_index: 0, new_index: 0, len: head }];
    if (old_end - head).max(new_end - head) > LONGEST {
        let (old_len, new_len) = (old_end - head, new_end - head);
        ops.push(DiffOp::Replace { old_index: head, old_len, new_index: head, new_len });
    } else {
        let middle = capture_diff_slices(Algorithm::Myers, &old[head..old_end], &new[head..new_end]);
        ops.extend(middle.into_iter().map(|op| moved(op, head)));
    }
    ops.push(DiffOp::Equal { old_index: old_end, new_index: new_end, len: tail });
    ops
}

fn moved(op: DiffOp, by: usize) -> DiffOp {
    match op {
        DiffOp::Equal { old_index, new_index, len } => {
            DiffOp::Equal { old_index: old_index + by, new_index: new_index + by, len }
        }
        DiffOp::Delete { old_index, old_len, new_index } => {
            DiffOp::Delete { old_index: old_index + by, old_len, new_index: new_index + by }
        }
        DiffOp::Insert { old_index, new_index, new_len } => {
            DiffOp::Insert { old_index: old_index + by, new_index: new_index + by, new_len }
        }
        DiffOp::Replace { old_index, old_len, new_index, new_len } => {
            DiffOp::Replace { old_index: old_index + by, old_len, new_index: new_index + by, new_len }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{read, with_text, write};

    #[track_caller]
    fn check(before: &[u8], text: &str, wanted: &[u8]) {
        let read = read(before, "a.md").unwrap();
        assert_eq!(write(&with_text(&read, text).unwrap()), wanted);
    }

    #[test]
    fn lines_that_stay_keep_their_ends_and_bytes() {
        check(b"a\r\nb\nc\r\n", "a\nB\nc\n", b"a\r\nB\r\nc\r\n");
        check(b"a\r\nb", "a\nb\nc", b"a\r\nb\r\nc");
        check(b"a\rb\r", "b\r", b"b\r");
        check(b"a\r\n", "", b"");
        check(b"\xef\xbb\xbfa\r\n", "a\nb\n", b"\xef\xbb\xbfa\r\nb\r\n");
        check(b"\xff\xfea\0\n\0", "a\nb\n", b"\xff\xfea\0\n\0b\0\n\0");
        let russian = "\u{43e}\u{434}\u{438}\u{43d} \u{434}\u{432}\u{430}";
        let spoilt = [russian.as_bytes(), b" \xff.\r\nx\r\n"].concat();
        check(&spoilt, &format!("new\n{russian} \u{fffd}.\nx\n"), &[b"new\r\n", &spoilt[..]].concat());
    }
}
