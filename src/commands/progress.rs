//! Progress on standard error, and Ctrl-C.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::Common;

/// A progress bar that also knows whether the user wants to stop.
pub(crate) struct Bar(ProgressBar);

/// A bar over `length` steps; hidden when standard error is no terminal, or with `--quiet`.
pub(crate) fn bar(common: &Common, length: usize, what: &'static str) -> Bar {
    let bar = if common.quiet { ProgressBar::hidden() } else { ProgressBar::new(length as u64) };
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30.cyan/dim} {pos}/{len} articles, {eta} left") {
        bar.set_style(style);
    }
    bar.set_message(what);
    interrupted();
    Bar(bar)
}

impl Bar {
    /// Counts steps; `false` once the user pressed Ctrl-C.
    pub(crate) fn step(&self, done: usize) -> bool {
        self.0.inc(done as u64);
        !interrupted()
    }

    /// Clears the bar.
    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

/// Whether Ctrl-C was pressed since the first call. A second Ctrl-C ends the program at once: the graph folder is
/// written atomically, so that is safe too.
pub(crate) fn interrupted() -> bool {
    static PRESSED: AtomicBool = AtomicBool::new(false);
    static HANDLER: OnceLock<()> = OnceLock::new();
    HANDLER.get_or_init(|| {
        // Without a handler Ctrl-C ends the program at once, which is safe: see above.
        let _ = ctrlc::set_handler(|| {
            if PRESSED.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        });
    });
    PRESSED.load(Ordering::SeqCst)
}
