//! A network: communities by colour, size by centrality, edges by sign.

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::font;
use super::labels::{self, Item};
use super::scene::{Anchor, Scene, Shape, Text};
use super::theme::{Color, Theme};
use crate::analyze::Analysis;
use crate::network::{Network, place};

/// What a picture of a network shows.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkPicture {
    /// Heading.
    pub title: String,
    /// Colours.
    pub theme: Theme,
    /// At most this many nodes: the most important ones.
    pub top: usize,
    /// What makes a node important, for the legend: "statements".
    pub measure: String,
    /// How important each node is.
    pub importance: Vec<f64>,
    /// Whether edges have a direction.
    pub directed: bool,
}

const MARGIN: f64 = 28.0;
const HEAD: f64 = 74.0;
/// Communities of so many drawn nodes get a colour.
const LEAST: usize = 3;

/// Draws a network.
pub fn network(graph: &Network, picture: &NetworkPicture) -> Scene {
    let (mut shown, importance) = most_important(graph, picture);
    place(&mut shown);
    let analysis = Analysis::of(&shown, picture.directed);
    let theme = picture.theme;
    let count = shown.node_count() as f64;
    let width = (900.0 + 3.2 * count).clamp(960.0, 2400.0);
    let named = named(&analysis);
    let foot = 40.0 + 20.0 * named.len().div_ceil(columns(width)) as f64;
    let frame = [width - 2.0 * MARGIN, (width * 0.68).min(220.0 + 26.0 * count).round()];
    let mut scene = Scene {
        width,
        height: HEAD + frame[1] + foot + MARGIN,
        background: theme.background(),
        title: picture.title.clone(),
        shapes: Vec::new(),
    };
    let sizes = sizes(&importance, count);
    let items = items(&shown, &importance, &sizes, frame);
    edges(&mut scene, &shown, &items, theme);
    nodes(&mut scene, &shown, &items, &importance, &sizes, &analysis, picture);
    head(&mut scene, graph, &shown, picture);
    legend(&mut scene, &analysis, &named, picture, HEAD + frame[1] + 24.0);
    scene
}

/// The most important nodes that are tied among themselves, with their importance.
fn most_important(graph: &Network, picture: &NetworkPicture) -> (Network, Vec<f64>) {
    let value = |node: NodeIndex| picture.importance.get(node.index()).copied().unwrap_or(0.0);
    let tied = |node: NodeIndex| {
        graph
            .edges(node)
            .chain(graph.edges_directed(node, petgraph::Direction::Incoming))
            .any(|edge| edge.source() != edge.target() && !edge.weight().negated)
    };
    let mut order: Vec<NodeIndex> = graph.node_indices().filter(|&node| tied(node)).collect();
    order.sort_by(|&a, &b| value(b).total_cmp(&value(a)).then(a.cmp(&b)));
    order.truncate(picture.top);
    let mut kept = vec![false; graph.node_count()];
    for node in order {
        kept[node.index()] = true;
    }
    let mut connected = vec![false; graph.node_count()];
    for edge in graph.edge_references().filter(|edge| edge.source() != edge.target() && !edge.weight().negated) {
        let ends = [edge.source().index(), edge.target().index()];
        if ends.iter().all(|&end| kept[end]) {
            ends.iter().for_each(|&end| connected[end] = true);
        }
    }
    let importance = graph.node_indices().filter(|node| connected[node.index()]).map(value).collect();
    let shown = graph.filter_map(
        |node, value| connected[node.index()].then(|| value.clone()),
        |_, edge| (!edge.negated).then(|| edge.clone()),
    );
    (shown, importance)
}

/// Radius of each node.
fn sizes(importance: &[f64], count: f64) -> Vec<f64> {
    let most = importance.iter().copied().fold(1e-12, f64::max);
    let scale = if count > 120.0 { 15.0 } else { 21.0 };
    importance.iter().map(|value| 4.0 + scale * (value / most).max(0.0).sqrt()).collect()
}

fn letter_size(radius: f64) -> f64 {
    (8.6 + 0.34 * radius).min(16.0)
}

/// Nodes with their labels, in the frame, none covering another where there is room.
fn items(shown: &Network, importance: &[f64], sizes: &[f64], frame: [f64; 2]) -> Vec<Item> {
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for node in shown.node_weights() {
        for (axis, value) in [node.x, node.y].into_iter().enumerate() {
            low[axis] = low[axis].min(value);
            high[axis] = high[axis].max(value);
        }
    }
    let room = [60.0, 36.0];
    let scale = |axis: usize| (frame[axis] - 2.0 * room[axis]) / (high[axis] - low[axis]).max(1e-9);
    // A little stretched to fill the frame, but not so much that the shape is lost.
    let (x, y) = (scale(0), scale(1));
    let (x, y) = (x.min(1.6 * y), y.min(1.6 * x));
    let middle = [(low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0];
    let mut items: Vec<Item> = shown
        .node_weights()
        .zip(sizes)
        .map(|(node, &radius)| {
            let size = letter_size(radius);
            let text = caption(&node.label, size);
            Item {
                at: [(node.x - middle[0]) * x + frame[0] / 2.0, (node.y - middle[1]) * y + frame[1] / 2.0],
                radius,
                label: [font::width(&text, size) * 1.04, size * 1.25],
            }
        })
        .collect();
    labels::push_apart(&mut items, frame);
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|&a, &b| importance[b].total_cmp(&importance[a]).then(a.cmp(&b)));
    let clear = labels::clear(&items, &order);
    for (item, clear) in items.iter_mut().zip(clear) {
        if !clear {
            item.label = [0.0, 0.0];
        }
    }
    for item in &mut items {
        item.at[0] += MARGIN;
        item.at[1] += HEAD;
    }
    items
}

fn caption(label: &str, size: f64) -> String {
    font::fit(label, size, 15.0 * size)
}

fn edges(scene: &mut Scene, shown: &Network, items: &[Item], theme: Theme) {
    let mut order: Vec<_> = shown.edge_references().filter(|edge| edge.source() != edge.target()).collect();
    // Signed ones are painted over the others.
    order.sort_by_key(|edge| (edge.weight().sign != 0, edge.id()));
    for edge in order {
        let weight = edge.weight();
        let (color, opacity): (Color, f64) = match weight.sign {
            1 => (theme.cooperation(), 0.7),
            -1 => (theme.conflict(), 0.75),
            _ => (theme.neutral(), 0.7),
        };
        scene.shapes.push(Shape::Line {
            from: items[edge.source().index()].at,
            to: items[edge.target().index()].at,
            width: (0.5 + 0.6 * weight.weight.sqrt()).min(5.0),
            color,
            opacity,
        });
    }
}

fn nodes(
    scene: &mut Scene,
    shown: &Network,
    items: &[Item],
    importance: &[f64],
    sizes: &[f64],
    analysis: &Analysis,
    picture: &NetworkPicture,
) {
    let theme = picture.theme;
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|&a, &b| sizes[b].total_cmp(&sizes[a]).then(a.cmp(&b)));
    for &index in &order {
        let node = &shown[NodeIndex::new(index)];
        let hint = format!("{} ({}): {} {}", node.label, node.kind, short(importance[index]), picture.measure);
        let fill = color(theme, analysis, analysis.measures[index].community);
        scene.shapes.push(Shape::Circle {
            middle: items[index].at,
            radius: items[index].radius,
            fill,
            edge: theme.rim(),
            hint,
        });
    }
    for index in order.into_iter().filter(|&index| items[index].label[0] > 0.0) {
        let (item, size) = (items[index], letter_size(items[index].radius));
        scene.shapes.push(Shape::Text(Text {
            at: [item.at[0], item.at[1] + item.radius + size],
            text: caption(&shown[NodeIndex::new(index)].label, size),
            size,
            color: theme.text(),
            anchor: Anchor::Middle,
            strong: false,
            halo: Some(theme.background()),
        }));
    }
}

/// Three digits are enough to compare.
fn short(value: f64) -> String {
    if value.fract() == 0.0 { value.to_string() } else { format!("{value:.4}") }
}

/// Communities that have a colour of their own.
fn named(analysis: &Analysis) -> Vec<usize> {
    let large = analysis.communities.sizes.iter().enumerate().filter(|(_, size)| **size >= LEAST);
    large.map(|(number, _)| number).take(Theme::COLORS).collect()
}

fn color(theme: Theme, analysis: &Analysis, community: usize) -> Color {
    let large = analysis.communities.sizes.get(community).is_some_and(|&size| size >= LEAST);
    theme.community(if large { community } else { usize::MAX })
}

fn head(scene: &mut Scene, whole: &Network, shown: &Network, picture: &NetworkPicture) {
    let theme = picture.theme;
    let title = font::fit(&picture.title, 22.0, scene.width - 2.0 * MARGIN);
    scene.heading([MARGIN, 38.0], &title, 22.0, theme.text());
    let (nodes, all) = (shown.node_count(), whole.node_count());
    let some = if nodes < all { format!("the {nodes} of {all}") } else { format!("all {all}") };
    let ties = shown.edge_references().filter(|edge| edge.source() != edge.target()).count();
    let line = format!("{some} with most {}, and the {ties} ties among them", picture.measure);
    let plural = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let line = if nodes < all { line } else { format!("{} and {}", plural(all, "node"), plural(ties, "tie")) };
    scene.text([MARGIN, 60.0], line, 12.5, theme.muted());
}

fn columns(width: f64) -> usize {
    ((width - 2.0 * MARGIN) / 330.0).floor().max(1.0) as usize
}

fn legend(scene: &mut Scene, analysis: &Analysis, named: &[usize], picture: &NetworkPicture, top: f64) {
    let theme = picture.theme;
    let mut x = MARGIN;
    for (text, color) in
        [("more cooperation", theme.cooperation()), ("more conflict", theme.conflict()), ("neither", theme.neutral())]
    {
        scene.line([x, top - 4.0], [x + 26.0, top - 4.0], 3.0, color);
        scene.text([x + 32.0, top], text, 12.0, theme.text());
        x += 32.0 + font::width(text, 12.0) + 22.0;
    }
    scene.text(
        [x, top],
        format!("size: {} · width: statements · colour: community", picture.measure),
        12.0,
        theme.muted(),
    );
    let columns = columns(scene.width);
    let step = (scene.width - 2.0 * MARGIN) / columns as f64;
    for (place, &number) in named.iter().enumerate() {
        let at = [MARGIN + (place % columns) as f64 * step + 6.0, top + 22.0 + (place / columns) as f64 * 20.0];
        scene.dot([at[0], at[1] - 4.0], 6.0, theme.community(number), theme.rim());
        let name = font::fit(&analysis.names[number], 12.0, step - 40.0);
        scene.text([at[0] + 12.0, at[1]], name, 12.0, theme.text());
    }
}
