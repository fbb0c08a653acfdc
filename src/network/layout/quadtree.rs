//! Repulsion of many bodies in little time (Barnes and Hut 1986): far groups act as one body at their middle.

/// Cells are split at most so often: bodies on one spot share a cell.
const DEEPEST: u32 = 24;
/// A group counts as far where its width is below this share of its distance.
const FAR: f64 = 0.8;

/// Bodies with masses in a plane, in cells of cells.
pub(super) struct Quadtree {
    cells: Vec<Cell>,
}

#[derive(Clone)]
struct Cell {
    /// Sum of mass times position, until [`Quadtree::settle`] divides it.
    middle: [f64; 2],
    mass: f64,
    width: f64,
    /// Index of the first of its four parts; 0: none.
    parts: usize,
    /// The only body in it, while there are no parts.
    body: Option<([f64; 2], f64)>,
}

impl Quadtree {
    pub(super) fn new(at: &[[f64; 2]], masses: &[f64]) -> Self {
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for point in at {
            for axis in 0..2 {
                low[axis] = low[axis].min(point[axis]);
                high[axis] = high[axis].max(point[axis]);
            }
        }
        let width = (high[0] - low[0]).max(high[1] - low[1]).max(1e-9);
        let mut tree = Self { cells: vec![Cell::empty(width)] };
        for (&point, &mass) in at.iter().zip(masses) {
            tree.insert(low, width, point, mass);
        }
        for cell in &mut tree.cells {
            if cell.mass > 0.0 {
                cell.middle = [cell.middle[0] / cell.mass, cell.middle[1] / cell.mass];
            }
        }
        tree
    }

    fn insert(&mut self, mut low: [f64; 2], mut width: f64, point: [f64; 2], mass: f64) {
        let (mut at, mut depth) = (0, 0);
        loop {
            let was_empty = self.cells[at].mass == 0.0;
            self.cells[at].add(point, mass);
            if was_empty {
                self.cells[at].body = Some((point, mass));
                return;
            }
            if depth == DEEPEST {
                return;
            }
            if self.cells[at].parts == 0 {
                self.cells[at].parts = self.cells.len();
                self.cells.extend(std::iter::repeat_n(Cell::empty(width / 2.0), 4));
                if let Some((other, heavy)) = self.cells[at].body.take() {
                    let (part, _) = quarter(low, width, other);
                    let inner = self.cells[at].parts + part;
                    self.cells[inner].add(other, heavy);
                    self.cells[inner].body = Some((other, heavy));
                }
            }
            let (part, corner) = quarter(low, width, point);
            at = self.cells[at].parts + part;
            (low, width, depth) = (corner, width / 2.0, depth + 1);
        }
    }

    /// The sum over all bodies of mass / distance, as a vector away from them; bodies on the spot itself do nothing.
    pub(super) fn push(&self, point: [f64; 2], stack: &mut Vec<usize>) -> [f64; 2] {
        let mut force = [0.0, 0.0];
        stack.clear();
        stack.push(0);
        while let Some(at) = stack.pop() {
            let cell = &self.cells[at];
            if cell.mass == 0.0 {
                continue;
            }
            let (dx, dy) = (point[0] - cell.middle[0], point[1] - cell.middle[1]);
            let square = dx * dx + dy * dy;
            if cell.parts == 0 || cell.width * cell.width < FAR * FAR * square {
                if square > 1e-12 {
                    force[0] += dx * cell.mass / square;
                    force[1] += dy * cell.mass / square;
                }
            } else {
                stack.extend(cell.parts..cell.parts + 4);
            }
        }
        force
    }
}

impl Cell {
    const fn empty(width: f64) -> Self {
        Self { middle: [0.0, 0.0], mass: 0.0, width, parts: 0, body: None }
    }

    fn add(&mut self, point: [f64; 2], mass: f64) {
        self.middle[0] += point[0] * mass;
        self.middle[1] += point[1] * mass;
        self.mass += mass;
    }
}

/// Which quarter of a cell a point lies in, and the lower corner of that.
fn quarter(low: [f64; 2], width: f64, point: [f64; 2]) -> (usize, [f64; 2]) {
    let half = width / 2.0;
    let (right, up) = (point[0] >= low[0] + half, point[1] >= low[1] + half);
    let corner = [low[0] + if right { half } else { 0.0 }, low[1] + if up { half } else { 0.0 }];
    (usize::from(right) + 2 * usize::from(up), corner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_the_sum_over_all_bodies() {
        let at: Vec<[f64; 2]> = (0..300).map(|k| [f64::from(k * 37 % 101), f64::from(k * 53 % 89) * 0.7]).collect();
        let masses: Vec<f64> = (0..300).map(|k| 1.0 + f64::from(k % 5)).collect();
        let tree = Quadtree::new(&at, &masses);
        for point in [[0.0, 0.0], [50.3, 20.1], [200.0, -40.0]] {
            let got = tree.push(point, &mut Vec::new());
            let mut exact = [0.0, 0.0];
            for (other, mass) in at.iter().zip(&masses) {
                let (dx, dy) = (point[0] - other[0], point[1] - other[1]);
                let square = dx * dx + dy * dy;
                if square > 1e-12 {
                    exact[0] += dx * mass / square;
                    exact[1] += dy * mass / square;
                }
            }
            let off = ((got[0] - exact[0]).powi(2) + (got[1] - exact[1]).powi(2)).sqrt();
            let size = (exact[0].powi(2) + exact[1].powi(2)).sqrt();
            assert!(off < 0.05 * size, "{got:?} {exact:?}");
        }
    }

    #[test]
    fn bodies_on_one_spot_are_no_trouble() {
        let tree = Quadtree::new(&[[1.0, 1.0]; 50], &[1.0; 50]);
        assert_eq!(tree.push([1.0, 1.0], &mut Vec::new()), [0.0, 0.0]);
        assert!(tree.push([2.0, 1.0], &mut Vec::new())[0] > 49.0);
    }
}
