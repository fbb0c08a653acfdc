//! What yEd draws from: its own elements beside the plain attributes of GraphML. An option, since they spoil numeric `x`
//! and `y` for networkx.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

use super::text::{double, hex, legal};
use crate::network::{Edge, Node};

type Xml<'a> = Writer<&'a mut dyn Write>;

/// The namespaces of yEd's elements.
pub(super) const NAMESPACES: [(&str, &str); 2] =
    [("xmlns:y", "http://www.yworks.com/xml/graphml"), ("xmlns:yed", "http://www.yworks.com/xml/yed/3")];

/// Declares where yEd's elements stand.
pub(super) fn keys(xml: &mut Xml<'_>) -> io::Result<()> {
    for (domain, kind) in [("node", "nodegraphics"), ("edge", "edgegraphics")] {
        let id = format!("{domain}_graphics");
        empty(xml, "key", &[("id", &id), ("for", domain), ("yfiles.type", kind)])?;
    }
    Ok(())
}

/// A node as an ellipse with its name.
pub(super) fn node(xml: &mut Xml<'_>, node: &Node) -> io::Result<()> {
    let side = double(20.0 + 4.0 * node.size);
    let width = double(30.0 + 6.0 * node.label.chars().count() as f64);
    let (x, y) = (double(node.x), double(-node.y));
    open(xml, "data", &[("key", "node_graphics")])?;
    open(xml, "y:ShapeNode", &[])?;
    empty(xml, "y:Geometry", &[("height", &side), ("width", &width), ("x", &x), ("y", &y)])?;
    empty(xml, "y:Fill", &[("color", &hex(node.color())), ("transparent", "false")])?;
    empty(xml, "y:BorderStyle", &[("color", "#000000"), ("type", "line"), ("width", "1.0")])?;
    text(xml, "y:NodeLabel", &node.label)?;
    empty(xml, "y:Shape", &[("type", "ellipse")])?;
    close(xml, "y:ShapeNode")?;
    close(xml, "data")
}

/// An edge as a line with its kind of tie.
pub(super) fn edge(xml: &mut Xml<'_>, edge: &Edge, directed: bool) -> io::Result<()> {
    let (kind, width) = (if edge.negated { "dashed" } else { "line" }, double(edge.weight.sqrt().min(7.0)));
    open(xml, "data", &[("key", "edge_graphics")])?;
    open(xml, "y:PolyLineEdge", &[])?;
    empty(xml, "y:LineStyle", &[("color", &hex(edge.color())), ("type", kind), ("width", &width)])?;
    empty(xml, "y:Arrows", &[("source", "none"), ("target", if directed { "standard" } else { "none" })])?;
    text(xml, "y:EdgeLabel", &edge.label)?;
    close(xml, "y:PolyLineEdge")?;
    close(xml, "data")
}

fn open(xml: &mut Xml<'_>, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.write_event(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())))
}

fn empty(xml: &mut Xml<'_>, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.write_event(Event::Empty(BytesStart::new(name).with_attributes(attributes.iter().copied())))
}

fn close(xml: &mut Xml<'_>, name: &str) -> io::Result<()> {
    xml.write_event(Event::End(BytesEnd::new(name)))
}

fn text(xml: &mut Xml<'_>, name: &str, value: &str) -> io::Result<()> {
    open(xml, name, &[])?;
    xml.write_event(Event::Text(BytesText::new(&legal(value))))?;
    close(xml, name)
}
