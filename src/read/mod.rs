//! Reading: files, folders, globs and standard input → [`Article`](crate::article::Article)s.
