//! Dependencies: biaffine scores of every possible governor (Dozat and Manning 2017), the best tree with one root (Chu and
//! Liu 1965, Edmonds 1967), without crossing arcs where that is about as likely, and a relation for every arc.

use super::kernel::{Level, Quantized, Rows8, dots, gelu};
use super::projective::uncrossed;
use crate::{Error, Result};

/// Sizes of the layers.
#[derive(Debug)]
pub(super) struct Sizes {
    pub(super) hidden: usize,
    pub(super) arc: usize,
    pub(super) label: usize,
    pub(super) relations: usize,
}

/// Weights of the parser.
#[derive(Debug)]
pub(super) struct Parser {
    /// Dependent and governor vectors of arcs, then of labels, side by side.
    hidden: Quantized,
    /// `[d; 1]ᵀ U`: from a dependent's vector to what its governor's is multiplied with.
    arc: Quantized,
    arc_root: Vec<f32>,
    /// `[d; 1]ᵀ W` for every relation, `label + 1` values each.
    label: Quantized,
    sizes: Sizes,
    /// Index of the relation `root`.
    root: usize,
}

/// A token's governor and relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Arc {
    /// Index in the sentence; `None` for the root.
    pub(super) head: Option<usize>,
    /// Index of the relation.
    pub(super) relation: usize,
}

/// Buffers that are used again from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    dependents: Vec<f32>,
    products: Vec<f32>,
    scores: Vec<f32>,
    shares: Vec<f32>,
    bytes: Rows8,
}

impl Parser {
    /// Takes the weights by name and shape.
    pub(super) fn new(
        sizes: &Sizes,
        relations: &[String],
        tensor: impl Fn(&str, &[usize]) -> Result<Vec<f32>>,
    ) -> Result<Self> {
        let &Sizes { hidden, arc, label, relations: count } = sizes;
        let bad = |message: &str| Error::data("data/model/model.safetensors", message);
        if !arc.is_multiple_of(16) || !label.is_multiple_of(16) {
            return Err(bad("sizes of the parser that this program does not support"));
        }
        let root = relations.iter().position(|r| r == "root").ok_or_else(|| bad("no relation `root`"))?;
        let (mut weight, mut bias) = (Vec::new(), Vec::new());
        for (name, width) in [("arc_dep", arc), ("arc_head", arc), ("lab_dep", label), ("lab_head", label)] {
            weight.extend(tensor(&format!("{name}.weight"), &[width, hidden])?);
            bias.extend(tensor(&format!("{name}.bias"), &[width])?);
        }
        // The stored matrices have the dependent's side first; the last row belongs to its constant 1 and acts as a bias.
        let arc_weight = tensor("arc.weight", &[arc + 1, arc])?;
        let (arc_matrix, arc_bias) = transposed(&arc_weight, arc + 1, arc);
        let lab_weight = tensor("lab.weight", &[count, label + 1, label + 1])?;
        let (mut lab_matrix, mut lab_bias) = (Vec::new(), Vec::new());
        for relation in lab_weight.chunks_exact((label + 1) * (label + 1)) {
            let (matrix, bias) = transposed(relation, label + 1, label + 1);
            lab_matrix.extend(matrix);
            lab_bias.extend(bias);
        }
        Ok(Self {
            hidden: Quantized::from_floats(&weight, &bias, hidden),
            arc: Quantized::from_floats(&arc_matrix, &arc_bias, arc),
            arc_root: tensor("arc_root", &[arc])?,
            label: Quantized::from_floats(&lab_matrix, &lab_bias, label),
            sizes: Sizes { hidden, arc, label, relations: count },
            root,
        })
    }

    /// The vectors of all tokens of a batch that [`Parser::parse`] wants, one row a token.
    pub(super) fn vectors(&self, level: Level, words: &[f32], scratch: &mut Scratch, out: &mut Vec<f32>) {
        self.hidden.apply_floats(level, words, &mut scratch.bytes, out);
        gelu(level, out);
    }

    /// Values of a token in [`Parser::vectors`].
    pub(super) fn width(&self) -> usize {
        self.hidden.outputs()
    }

    /// Parses one sentence, given the rows of its tokens.
    pub(super) fn parse(&self, level: Level, vectors: &[f32], scratch: &mut Scratch) -> Vec<Arc> {
        let width = self.width();
        let count = vectors.len() / width;
        let Sizes { arc, label, relations, .. } = self.sizes;
        let Scratch { dependents, products, scores, shares, bytes } = scratch;
        dependents.clear();
        dependents.extend(vectors.chunks_exact(width).flat_map(|row| &row[..arc]));
        self.arc.apply_floats(level, dependents, bytes, products);
        // Column 0 is the root, column j + 1 token j.
        scores.resize(count * (count + 1), 0.0);
        let rows = products.chunks_exact(self.arc.outputs()).zip(scores.chunks_exact_mut(count + 1));
        for (token, (product, scores)) in rows.enumerate() {
            dots(level, product, &self.arc_root, 0, &mut scores[..1]);
            dots(level, product, &vectors[arc..], width, &mut scores[1..]);
            scores[token + 1] = f32::NEG_INFINITY;
            log_softmax(scores, shares);
        }
        let heads = uncrossed(scores, best_tree(scores, count));

        dependents.clear();
        dependents.extend(vectors.chunks_exact(width).flat_map(|row| &row[2 * arc..2 * arc + label]));
        self.label.apply_floats(level, dependents, bytes, products);
        let side = label + 1;
        heads
            .into_iter()
            .zip(products.chunks_exact(self.label.outputs()))
            .map(|(head, product)| {
                let Some(head) = head.checked_sub(1) else { return Arc { head: None, relation: self.root } };
                let governor = &vectors[head * width + 2 * arc + label..][..label];
                shares.resize(relations, 0.0);
                dots(level, governor, product, side, shares);
                let mut best = (f32::NEG_INFINITY, self.root);
                for relation in (0..relations).filter(|&relation| relation != self.root) {
                    let score = shares[relation] + product[relation * side + label];
                    if score > best.0 {
                        best = (score, relation);
                    }
                }
                Arc { head: Some(head), relation: best.1 }
            })
            .collect()
    }
}

/// `matrix` (`[rows, columns]`) as weights of a linear layer over its first `rows - 1` rows, and its last row.
pub(super) fn transposed(matrix: &[f32], rows: usize, columns: usize) -> (Vec<f32>, Vec<f32>) {
    let weight = (0..columns).flat_map(|c| (0..rows - 1).map(move |r| matrix[r * columns + c])).collect();
    (weight, matrix[(rows - 1) * columns..].to_vec())
}

/// Makes scores logarithms of probabilities; `shares` is a buffer.
fn log_softmax(scores: &mut [f32], shares: &mut Vec<f32>) {
    let greatest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    shares.clear();
    shares.extend_from_slice(scores);
    super::kernel::softmax(shares);
    // The greatest has probability exp(0) / sum.
    let largest = shares.iter().copied().fold(0.0, f32::max);
    let log_sum = -ln(largest);
    for score in scores {
        *score -= greatest + log_sum;
    }
}

/// Natural logarithm of a probability, by the same arithmetic on every machine.
fn ln(x: f32) -> f32 {
    // x = 2^e * m with m in [√½, √2); ln m as a series of s = (m - 1) / (m + 1).
    let x = f64::from(x.max(f32::MIN_POSITIVE));
    let bits = x.to_bits();
    let mut exponent = (bits >> 52) as i64 - 1023;
    let mut m = f64::from_bits(bits & ((1 << 52) - 1) | 1023 << 52);
    if m > std::f64::consts::SQRT_2 {
        m *= 0.5;
        exponent += 1;
    }
    let s = (m - 1.0) / (m + 1.0);
    let square = s * s;
    let series =
        1.0 + square * (1.0 / 3.0 + square * (0.2 + square * (1.0 / 7.0 + square * (1.0 / 9.0 + square / 11.0))));
    (exponent as f64 * std::f64::consts::LN_2 + 2.0 * s * series) as f32
}

/// Governors (0 is the root, `j + 1` token `j`) of the best tree with exactly one root. `scores` has a row a token: the
/// root's column, then the tokens'.
fn best_tree(scores: &[f32], count: usize) -> Vec<usize> {
    let columns = count + 1;
    let score = |token: usize, head: usize| scores[token * columns + head];
    let mut heads: Vec<usize> = (0..count)
        .map(|token| {
            (0..columns).fold(0, |best, head| if score(token, head) > score(token, best) { head } else { best })
        })
        .collect();
    // Most often the best governors form a tree with one root already.
    if heads.iter().filter(|&&head| head == 0).count() != 1 || has_cycle(&heads) {
        let mut roots: Vec<usize> = (0..count).collect();
        roots.sort_by(|&a, &b| score(b, 0).total_cmp(&score(a, 0)).then(a.cmp(&b)));
        let mut best = f64::NEG_INFINITY;
        for root in roots.into_iter().take(6) {
            let mut square = vec![f64::NEG_INFINITY; columns * columns];
            for token in 0..count {
                for head in 0..columns {
                    if (head == 0) == (token == root) {
                        square[(token + 1) * columns + head] = f64::from(score(token, head));
                    }
                }
            }
            let found = chu_liu_edmonds(&square, columns);
            let total: f64 = (1..columns).map(|node| square[node * columns + found[node]]).sum();
            if total > best {
                best = total;
                heads = found[1..].to_vec();
            }
        }
    }
    // Scores of -∞ only (they are finite for every other pair) would leave a cycle: then a chain is as good as any.
    if has_cycle(&heads) || heads.iter().filter(|&&head| head == 0).count() != 1 {
        heads = (0..count).collect();
    }
    heads
}

/// Whether following governors (0 is the root, `j + 1` token `j`) never reaches the root from somewhere.
fn has_cycle(heads: &[usize]) -> bool {
    let nodes: Vec<usize> = std::iter::once(0).chain(heads.iter().copied()).collect();
    find_cycle(&nodes).is_some()
}

/// A cycle of nodes `1..`, where node 0 is the root.
fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    // 0: not seen, 1: on this path, 2: done.
    let mut state = vec![0; heads.len()];
    state[0] = 2;
    for start in 1..heads.len() {
        let mut path = Vec::new();
        let mut node = start;
        while state[node] == 0 {
            state[node] = 1;
            path.push(node);
            node = heads[node];
        }
        if state[node] == 1 {
            let at = path.iter().position(|&other| other == node).unwrap_or(0);
            return Some(path.split_off(at));
        }
        for node in path {
            state[node] = 2;
        }
    }
    None
}

/// Best governors of nodes `1..size` under node 0; `scores[i * size + j]` is governor `j` for node `i`.
fn chu_liu_edmonds(scores: &[f64], size: usize) -> Vec<usize> {
    let row = |node: usize| &scores[node * size..(node + 1) * size];
    let argmax =
        |values: &[f64]| (0..values.len()).fold(0, |best, at| if values[at] > values[best] { at } else { best });
    let mut heads: Vec<usize> = (0..size).map(|node| argmax(row(node))).collect();
    heads[0] = 0;
    let Some(cycle) = find_cycle(&heads) else { return heads };
    let mut inside = vec![false; size];
    for &node in &cycle {
        inside[node] = true;
    }
    let outer: Vec<usize> = (0..size).filter(|&node| !inside[node]).collect();
    // The cycle becomes one node, the last of a smaller graph.
    let last = outer.len();
    let small = last + 1;
    let mut contracted = vec![f64::NEG_INFINITY; small * small];
    let mut leaving = vec![0; last];
    let mut entering = vec![0; last];
    for (a, &node) in outer.iter().enumerate() {
        for (b, &head) in outer.iter().enumerate() {
            contracted[a * small + b] = scores[node * size + head];
        }
        let score = |member: usize| scores[node * size + member];
        leaving[a] = cycle.iter().fold(cycle[0], |best, &m| if score(m) > score(best) { m } else { best });
        contracted[a * small + last] = score(leaving[a]);
        // Entering the cycle at a member gives up the arc that the member has in it.
        let gain = |member: usize| scores[member * size + node] - scores[member * size + heads[member]];
        entering[a] = cycle.iter().fold(cycle[0], |best, &m| if gain(m) > gain(best) { m } else { best });
        contracted[last * small + a] = gain(entering[a]);
    }
    contracted[..small].fill(f64::NEG_INFINITY);
    let found = chu_liu_edmonds(&contracted, small);
    for (a, &node) in outer.iter().enumerate().skip(1) {
        heads[node] = if found[a] == last { leaving[a] } else { outer[found[a]] };
    }
    let from = found[last].min(last - 1);
    heads[entering[from]] = outer[from];
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithm() {
        for x in [1.0f32, 0.5, 0.1, 0.75, 1e-30] {
            assert!((ln(x) - x.ln()).abs() < 1e-5 * x.ln().abs().max(1.0), "{x}");
        }
    }

    #[test]
    fn a_cycle_is_broken_where_it_costs_least() {
        // Tokens 0 and 1 want each other; token 2 wants token 1; the root is far.
        let no = f32::NEG_INFINITY;
        let scores = [-5.0, no, -0.1, -9.0, -4.0, -0.1, no, -9.0, -6.0, -9.0, -0.1, no];
        assert_eq!(best_tree(&scores, 3), [2, 0, 2]);
    }

    #[test]
    fn only_one_root() {
        let no = f32::NEG_INFINITY;
        let scores = [-0.1, no, -3.0, -0.2, -2.0, no];
        assert_eq!(best_tree(&scores, 2), [0, 1]);
        assert_eq!(best_tree(&[0.0, no], 1), [0]);
        assert!(best_tree(&[], 0).is_empty());
    }

    #[test]
    fn the_best_of_all_trees_is_found() {
        // All trees over four tokens, by brute force, for a few score tables.
        for seed in 0..40u32 {
            let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12345);
            let scores: Vec<f32> = (0..20)
                .map(|at| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    if at % 5 == at / 5 + 1 { f32::NEG_INFINITY } else { -((state >> 16) as f32 / 4096.0) }
                })
                .collect();
            let total = |heads: &[usize]| (0..4).map(|t| scores[t * 5 + heads[t]]).sum::<f32>();
            let mut best = f32::NEG_INFINITY;
            for code in 0..625 {
                let heads = [code % 5, code / 5 % 5, code / 25 % 5, code / 125];
                if heads.iter().filter(|&&h| h == 0).count() == 1 && !has_cycle(&heads) {
                    best = best.max(total(&heads));
                }
            }
            let found = best_tree(&scores, 4);
            assert!((total(&found) - best).abs() < 1e-4, "seed {seed}: {} not {best}", total(&found));
        }
    }
}
