//! Room for labels: nodes, each with its label below it, are pushed apart until none covers another.

/// A node with its label.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) at: [f64; 2],
    pub(super) radius: f64,
    /// Width and height of the label; 0 for none.
    pub(super) label: [f64; 2],
}

/// Rounds of pushing, at most.
const ROUNDS: usize = 400;
/// How much shorter a move up or down must be than one to the side.
const COLUMNS: f64 = 2.5;
/// Room around everything.
const PAD: f64 = 3.0;

impl Item {
    /// Left, top, right and bottom of the node with its label.
    fn bounds(&self) -> [f64; 4] {
        let half = self.radius.max(self.label[0] / 2.0) + PAD / 2.0;
        let [x, y] = self.at;
        [x - half, y - self.radius - PAD / 2.0, x + half, y + self.radius + self.label[1] + PAD / 2.0]
    }
}

/// Pushes items apart, within a frame of this width and height; true where no two cover each other in the end.
pub(super) fn push_apart(items: &mut [Item], frame: [f64; 2]) -> bool {
    for _ in 0..ROUNDS {
        // From left to right, so that only near ones are compared.
        let mut order: Vec<usize> = (0..items.len()).collect();
        order.sort_by(|&a, &b| items[a].bounds()[0].total_cmp(&items[b].bounds()[0]).then(a.cmp(&b)));
        let mut moved = false;
        for (place, &a) in order.iter().enumerate() {
            for &b in &order[place + 1..] {
                let (one, other) = (items[a].bounds(), items[b].bounds());
                if other[0] >= one[2] && items[b].at[0] > items[a].at[0] {
                    // Bounds shift while items move; what begins well beyond cannot touch any more.
                    if other[0] >= one[2] + 200.0 {
                        break;
                    }
                    continue;
                }
                moved |= part(items, a, b, one, other);
            }
        }
        for item in items.iter_mut() {
            let [left, top, right, bottom] = item.bounds();
            item.at[0] += (-left).max(0.0) - (right - frame[0]).max(0.0);
            item.at[1] += (-top).max(0.0) - (bottom - frame[1]).max(0.0);
        }
        if !moved {
            return true;
        }
    }
    false
}

/// Moves two items apart along the axis on which they overlap less; the lighter one moves more.
fn part(items: &mut [Item], a: usize, b: usize, one: [f64; 4], other: [f64; 4]) -> bool {
    let across = one[2].min(other[2]) - one[0].max(other[0]);
    let along = one[3].min(other[3]) - one[1].max(other[1]);
    if across <= 0.0 || along <= 0.0 {
        return false;
    }
    // Labels are wide and low: without a handicap all would move up and down, and pile up in columns.
    let axis = usize::from(COLUMNS * along < across);
    let overlap = [across, along][axis] + 0.1;
    let (low, high) = (one[axis] + one[axis + 2], other[axis] + other[axis + 2]);
    let sign = if low < high || (low == high && a < b) { 1.0 } else { -1.0 };
    let share = items[b].radius / (items[a].radius + items[b].radius);
    items[a].at[axis] -= sign * overlap * share;
    items[b].at[axis] += sign * overlap * (1.0 - share);
    true
}

/// Which labels can be shown so that none covers another, or a node: those that come first win.
pub(super) fn clear(items: &[Item], order: &[usize]) -> Vec<bool> {
    let label = |item: &Item| {
        let [x, y] = item.at;
        let top = y + item.radius;
        [x - item.label[0] / 2.0, top, x + item.label[0] / 2.0, top + item.label[1]]
    };
    let touch = |a: [f64; 4], b: [f64; 4]| a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    let mut shown = vec![false; items.len()];
    let mut taken: Vec<[f64; 4]> = Vec::new();
    for &index in order {
        let own = label(&items[index]);
        let covers_node = items.iter().enumerate().any(|(other, item)| {
            let [x, y] = item.at;
            let r = item.radius * 0.7;
            other != index && touch(own, [x - r, y - r, x + r, y + r])
        });
        if !covers_node && !taken.iter().any(|&other| touch(own, other)) {
            shown[index] = true;
            taken.push(own);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_part() {
        let mut items: Vec<Item> = (0..40)
            .map(|k| Item {
                at: [500.0 + f64::from(k % 7), 400.0 + f64::from(k % 3)],
                radius: 5.0,
                label: [60.0, 12.0],
            })
            .collect();
        assert!(push_apart(&mut items, [1000.0, 800.0]));
        let order: Vec<usize> = (0..40).collect();
        assert!(clear(&items, &order).into_iter().all(|shown| shown));
    }

    #[test]
    fn where_there_is_no_room_the_first_label_wins() {
        let item = Item { at: [50.0, 20.0], radius: 1.0, label: [80.0, 10.0] };
        let items = [item, Item { at: [55.0, 22.0], ..item }];
        assert_eq!(clear(&items, &[1, 0]), [false, true]);
    }
}
