//! Pictures without any other tool: a network with its communities, and a timeline, as SVG or PNG.
//!
//! A picture is first a [`Scene`] of simple shapes; `svg` and `png` write it.

mod font;
mod labels;
mod network;
mod png;
mod scene;
mod svg;
mod theme;
mod timeline;

pub use network::{NetworkPicture, network};
pub use scene::Scene;
pub use theme::Theme;
pub use timeline::{Mark, TimelinePicture, timeline};
