//! Where results go: standard output or a file, as tables or JSON.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use comfy_table::{Cell, ContentArrangement, Table, presets};
use newsgraph::{Error, Result, vocabulary};
use serde::Serialize;

/// Turns a failed write into our error.
pub(crate) fn written<T>(result: io::Result<T>) -> Result<T> {
    result.map_err(Error::io(Path::new("output"), "write"))
}

/// Standard output, a device or pipe, or a file that appears only when it is complete.
pub(crate) enum Output {
    Stdout(BufWriter<io::StdoutLock<'static>>),
    Device { writer: BufWriter<File>, path: PathBuf },
    File { writer: BufWriter<File>, partial: PathBuf, path: PathBuf },
}

impl Output {
    /// Opens `path`, `-` being standard output.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        if path.as_os_str() == "-" {
            return Ok(Self::Stdout(BufWriter::new(io::stdout().lock())));
        }
        // Renaming a finished file onto `/dev/null` or a named pipe would replace it.
        if path.metadata().is_ok_and(|found| !found.is_file()) {
            let file = File::options().write(true).open(path).map_err(Error::io(path, "write"))?;
            return Ok(Self::Device { writer: BufWriter::new(file), path: path.to_owned() });
        }
        let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let mut partial = path.as_os_str().to_owned();
        partial.push(".part");
        let partial = PathBuf::from(partial);
        let file = File::create(&partial).map_err(Error::io(&partial, "create"))?;
        Ok(Self::File { writer: BufWriter::new(file), partial, path: path.to_owned() })
    }

    /// Where to write.
    pub(crate) fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Stdout(writer) => writer,
            Self::Device { writer, .. } | Self::File { writer, .. } => writer,
        }
    }

    /// Flushes, and puts a file in its place.
    pub(crate) fn finish(self) -> Result<()> {
        match self {
            Self::Stdout(mut writer) => written(writer.flush()),
            Self::Device { mut writer, path } => writer.flush().map_err(Error::io(&path, "write")),
            Self::File { writer, partial, path } => {
                let file = writer
                    .into_inner()
                    .map_err(io::IntoInnerError::into_error)
                    .map_err(Error::io(&partial, "write"))
                    .inspect_err(|_| drop(std::fs::remove_file(&partial)))?;
                file.sync_all().map_err(Error::io(&partial, "write"))?;
                std::fs::rename(&partial, &path).map_err(Error::io(&path, "write"))
            }
        }
    }
}

/// Prints a table; on a terminal it fits the window.
pub(crate) fn table(out: &mut dyn Write, header: &[&str], rows: &[Vec<String>]) -> Result<()> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    if io::stdout().is_terminal() {
        let (_, width) = console::Term::stdout().size();
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(width.max(60));
    }
    table.set_header(header.iter().map(|name| Cell::new(heading(name))));
    for row in rows {
        table.add_row(row.iter().map(|cell| printable(cell)));
    }
    for line in table.lines() {
        written(writeln!(out, "{}", line.trim_end()))?;
    }
    Ok(())
}

/// Prints a value as indented JSON.
pub(crate) fn json(out: &mut dyn Write, value: &impl Serialize) -> Result<()> {
    written(serde_json::to_writer_pretty(&mut *out, value).map_err(io::Error::from))?;
    written(writeln!(out))
}

/// An IRI of a known namespace as `prefix:local`.
pub(crate) fn compact(iri: &str) -> String {
    vocabulary::PREFIXES
        .iter()
        .find_map(|(prefix, namespace)| {
            let local = iri.strip_prefix(namespace)?;
            (!local.is_empty()).then(|| format!("{prefix}:{local}"))
        })
        .unwrap_or_else(|| iri.to_owned())
}

/// Text from articles without control characters: they could rewrite a terminal.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn heading(name: &str) -> String {
    name.replace('_', " ").to_uppercase()
}
