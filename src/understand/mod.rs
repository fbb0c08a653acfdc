//! Understanding: [`Article`](crate::article::Article) → [`Document`](crate::document::Document).

pub mod times;
