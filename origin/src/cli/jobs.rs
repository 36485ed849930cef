use std::error::Error;

use chrono::SecondsFormat;

use crate::{
    config::Settings,
    store::{Store, job_runs},
};

/// Prints one line for each job: name, last run, how long it took, how it ended, how often it ran and
/// failed; and below one that failed, why.
#[expect(clippy::print_stdout, reason = "this is what was asked for")]
pub(super) async fn list(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let store = Store::new(&settings.database)?;
    for job in job_runs::list(&mut *store.connection().await?).await? {
        let started = job.started_at.to_rfc3339_opts(SecondsFormat::Secs, true);
        println!(
            "{:<16}  {started}  {:>7} ms  {:<6}  {} runs, {} failed",
            job.name, job.duration_ms, job.outcome, job.runs, job.failures
        );
        if let Some(error) = job.error {
            println!("    {error}");
        }
    }
    store.close().await;
    Ok(())
}
