//! What yEd draws from: its own elements beside the plain attributes of GraphML. An option, since they spoil numeric `x`
//! and `y` for networkx.

use std::io;

use super::text::{double, hex};
use super::xml::Xml;
use crate::network::{Edge, Node};

/// The namespaces of yEd's elements.
pub(super) const NAMESPACES: [(&str, &str); 2] =
    [("xmlns:y", "http://www.yworks.com/xml/graphml"), ("xmlns:yed", "http://www.yworks.com/xml/yed/3")];

/// Declares where yEd's elements stand.
pub(super) fn keys(xml: &mut Xml<'_>) -> io::Result<()> {
    xml.empty(1, "key", &[("id", "node_graphics"), ("for", "node"), ("yfiles.type", "nodegraphics")])?;
    xml.empty(1, "key", &[("id", "edge_graphics"), ("for", "edge"), ("yfiles.type", "edgegraphics")])
}

/// A node as an ellipse with its name.
pub(super) fn node(xml: &mut Xml<'_>, node: &Node) -> io::Result<()> {
    let side = double(20.0 + 4.0 * node.size);
    let width = double(30.0 + 6.0 * node.label.chars().count() as f64);
    let (x, y) = (double(node.x), double(-node.y));
    xml.open(3, "data", &[("key", "node_graphics")])?;
    xml.open(4, "y:ShapeNode", &[])?;
    xml.empty(5, "y:Geometry", &[("height", &side), ("width", &width), ("x", &x), ("y", &y)])?;
    xml.empty(5, "y:Fill", &[("color", &hex(node.color())), ("transparent", "false")])?;
    xml.empty(5, "y:BorderStyle", &[("color", "#000000"), ("type", "line"), ("width", "1.0")])?;
    xml.leaf(5, "y:NodeLabel", &[], &node.label)?;
    xml.empty(5, "y:Shape", &[("type", "ellipse")])?;
    xml.close(4, "y:ShapeNode")?;
    xml.close(3, "data")
}

/// An edge as a line with its kind of tie.
pub(super) fn edge(xml: &mut Xml<'_>, edge: &Edge, directed: bool) -> io::Result<()> {
    let (kind, width) = (if edge.negated { "dashed" } else { "line" }, double(edge.weight.sqrt().min(7.0)));
    xml.open(3, "data", &[("key", "edge_graphics")])?;
    xml.open(4, "y:PolyLineEdge", &[])?;
    xml.empty(5, "y:LineStyle", &[("color", &hex(edge.color())), ("type", kind), ("width", &width)])?;
    xml.empty(5, "y:Arrows", &[("source", "none"), ("target", if directed { "standard" } else { "none" })])?;
    xml.leaf(5, "y:EdgeLabel", &[], &edge.label)?;
    xml.close(4, "y:PolyLineEdge")?;
    xml.close(3, "data")
}
