//! When a program that runs on is to end.

/// Waits until the program is told to end: by Ctrl-C, by whoever looks after it, or because its terminal goes. Where one
/// of these cannot be heard, what it usually does still happens.
pub(super) async fn told_to_end() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        async fn heard(kind: SignalKind) {
            match signal(kind) {
                Ok(mut signals) => drop(signals.recv().await),
                Err(_) => std::future::pending().await,
            }
        }
        let hung_up = async {
            // Who starts it with `nohup` wants it to outlive the terminal.
            if is_hangup_ignored() { std::future::pending().await } else { heard(SignalKind::hangup()).await }
        };
        tokio::select! {
            () = interrupted => (),
            () = heard(SignalKind::terminate()) => (),
            () = hung_up => (),
        }
    }
    #[cfg(not(unix))]
    interrupted.await;
}

/// Whether the signal of a terminal that goes was ignored before this program began (`proc(5)`, `SigIgn`).
#[cfg(unix)]
fn is_hangup_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 != 0)
}
