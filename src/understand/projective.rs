//! The best tree without crossing arcs (Eisner 1996).

/// Longest sentence looked at, in tokens: time grows with the cube of it.
const LONGEST: usize = 250;

/// How much likelier, as a difference of logarithms, a tree with crossing arcs must be than the best without: English
/// crosses about one arc in five hundred, unconstrained trees four times as many.
const MARGIN: f64 = 3.0;

/// `heads` (0 is the root, `j + 1` token `j`), or the best tree without crossing arcs where that is about as likely.
/// `scores` has a row a token: the root's column, then the tokens'.
pub(super) fn uncrossed(scores: &[f32], heads: Vec<usize>) -> Vec<usize> {
    let count = heads.len();
    if count > LONGEST || !is_crossed(&heads) {
        return heads;
    }
    let score = |token: usize, head: usize| f64::from(scores[token * (count + 1) + head]);
    let total = |heads: &[usize]| heads.iter().enumerate().map(|(token, &head)| score(token, head)).sum::<f64>();
    let straight = best(count, score);
    if total(&heads) - total(&straight) < MARGIN { straight } else { heads }
}

/// Whether an arc crosses another or spans the root.
fn is_crossed(heads: &[usize]) -> bool {
    let arcs = || heads.iter().enumerate().map(|(token, &head)| (head.min(token + 1), head.max(token + 1)));
    arcs()
        .enumerate()
        .any(|(at, (a, b))| arcs().skip(at + 1).any(|(c, d)| (a < c && c < b && b < d) || (c < a && a < d && d < b)))
}

/// Where the best of a span is made of two.
#[derive(Debug, Clone, Copy)]
struct Best {
    score: f64,
    split: usize,
}

const NONE: Best = Best { score: f64::NEG_INFINITY, split: 0 };

/// Spans by first and last token: those whose ends are joined by an arc, and those that need nothing more on the side away
/// from their head; each for the head on the left and on the right.
struct Chart {
    count: usize,
    cells: Vec<[Best; 4]>,
}

const OPEN_LEFT: usize = 0;
const OPEN_RIGHT: usize = 1;
const DONE_LEFT: usize = 2;
const DONE_RIGHT: usize = 3;

impl Chart {
    fn score(&self, first: usize, last: usize, kind: usize) -> f64 {
        self.cells[first * self.count + last][kind].score
    }

    fn best(&self, splits: std::ops::Range<usize>, score: impl Fn(usize) -> f64) -> Best {
        // Begins at the first split, so that spans shrink whatever the scores are.
        splits.clone().fold(Best { split: splits.start, ..NONE }, |best, split| {
            let score = score(split);
            if score > best.score { Best { score, split } } else { best }
        })
    }

    /// Writes the governors within a span.
    fn follow(&self, first: usize, last: usize, kind: usize, heads: &mut [usize]) {
        // A stack, as a sentence may be as deep as it is long.
        let mut open = vec![(first, last, kind)];
        while let Some((first, last, kind)) = open.pop() {
            if first == last {
                continue;
            }
            let split = self.cells[first * self.count + last][kind].split;
            match kind {
                OPEN_LEFT | OPEN_RIGHT => {
                    let (token, head) = if kind == OPEN_LEFT { (last, first) } else { (first, last) };
                    heads[token] = head + 1;
                    open.extend([(first, split, DONE_LEFT), (split + 1, last, DONE_RIGHT)]);
                }
                DONE_LEFT => open.extend([(first, split, OPEN_LEFT), (split, last, DONE_LEFT)]),
                _ => open.extend([(first, split, DONE_RIGHT), (split, last, OPEN_RIGHT)]),
            }
        }
    }
}

/// Governors of the best tree with one root and no crossing arcs.
fn best(count: usize, score: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    let mut chart = Chart { count, cells: vec![[NONE; 4]; count * count] };
    for at in 0..count {
        let alone = Best { score: 0.0, split: at };
        chart.cells[at * count + at] = [NONE, NONE, alone, alone];
    }
    for width in 1..count {
        for first in 0..count - width {
            let last = first + width;
            let joined = chart.best(first..last, |split| {
                chart.score(first, split, DONE_LEFT) + chart.score(split + 1, last, DONE_RIGHT)
            });
            let arc = |token: usize, head: usize| Best { score: joined.score + score(token, head + 1), ..joined };
            let cell = first * count + last;
            chart.cells[cell][OPEN_LEFT] = arc(last, first);
            chart.cells[cell][OPEN_RIGHT] = arc(first, last);
            chart.cells[cell][DONE_LEFT] = chart.best(first + 1..last + 1, |split| {
                chart.score(first, split, OPEN_LEFT) + chart.score(split, last, DONE_LEFT)
            });
            chart.cells[cell][DONE_RIGHT] = chart.best(first..last, |split| {
                chart.score(first, split, DONE_RIGHT) + chart.score(split, last, OPEN_RIGHT)
            });
        }
    }
    let root = chart.best(0..count, |root| {
        score(root, 0) + chart.score(0, root, DONE_RIGHT) + chart.score(root, count - 1, DONE_LEFT)
    });
    let mut heads = vec![0; count];
    if count > 0 {
        chart.follow(0, root.split, DONE_RIGHT, &mut heads);
        chart.follow(root.split, count - 1, DONE_LEFT, &mut heads);
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Score tables that differ from seed to seed.
    fn table(seed: u32, count: usize) -> Vec<f32> {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12345);
        let columns = count + 1;
        (0..count * columns)
            .map(|at| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                if at % columns == at / columns + 1 { f32::NEG_INFINITY } else { -((state >> 16) as f32 / 4096.0) }
            })
            .collect()
    }

    fn is_tree(heads: &[usize]) -> bool {
        let reaches = |mut node: usize| {
            (0..=heads.len()).any(|_| {
                node == 0 || {
                    node = heads[node - 1];
                    false
                }
            })
        };
        heads.iter().filter(|&&head| head == 0).count() == 1 && (1..=heads.len()).all(reaches)
    }

    #[test]
    fn the_best_of_all_uncrossed_trees_is_found() {
        const COUNT: usize = 5;
        for seed in 0..20 {
            let scores = table(seed, COUNT);
            let score = |token: usize, head: usize| f64::from(scores[token * (COUNT + 1) + head]);
            let total = |heads: &[usize]| heads.iter().enumerate().map(|(t, &h)| score(t, h)).sum::<f64>();
            let mut greatest = f64::NEG_INFINITY;
            for code in 0..(COUNT + 1).pow(COUNT as u32) {
                let heads: Vec<usize> = (0..COUNT).map(|t| code / (COUNT + 1).pow(t as u32) % (COUNT + 1)).collect();
                if is_tree(&heads) && !is_crossed(&heads) {
                    greatest = greatest.max(total(&heads));
                }
            }
            let found = best(COUNT, score);
            assert!(is_tree(&found) && !is_crossed(&found), "{found:?}");
            assert!((total(&found) - greatest).abs() < 1e-6, "{} {greatest}", total(&found));
        }
    }

    #[test]
    fn what_crosses_is_told() {
        // 1 → 3 and 2 → 4 cross; an arc over the root does too.
        assert!(is_crossed(&[0, 1, 1, 2]));
        assert!(is_crossed(&[3, 0, 2, 1]));
        assert!(!is_crossed(&[2, 0, 2, 3]));
        assert!(!is_crossed(&[]));
    }

    #[test]
    fn a_much_likelier_tree_may_cross() {
        let no = f32::NEG_INFINITY;
        let scores = |doubt: f32| {
            vec![
                0.0, no, -9.0, -9.0, -9.0, // root
                -9.0, 0.0, no, -9.0, -9.0, //
                -9.0, 0.0, -9.0, no, -9.0, //
                -9.0, doubt, 0.0, -9.0, no,
            ]
        };
        assert_eq!(uncrossed(&scores(-20.0), vec![0, 1, 1, 2]), [0, 1, 1, 2]);
        assert_eq!(uncrossed(&scores(-1.0), vec![0, 1, 1, 2]), [0, 1, 1, 1]);
    }
}
