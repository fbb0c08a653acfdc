//! Processor time of this thread, or wall time where the system does not tell it.

use std::time::Duration;

/// Time that has passed since some moment.
#[cfg(unix)]
pub(crate) fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}

/// Time that has passed since some moment.
#[cfg(not(unix))]
pub(crate) fn now() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

/// Seconds that something takes.
pub(crate) fn timed(work: impl FnOnce()) -> f64 {
    let start = now();
    work();
    (now() - start).as_secs_f64()
}
