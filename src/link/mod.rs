//! Linking: chains of many articles → [`Identities`](crate::entity::Identities).
