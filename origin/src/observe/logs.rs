use std::error::Error;

use tracing::Subscriber;
use tracing_subscriber::{
    EnvFilter, Layer, Registry,
    fmt::{self, MakeWriter},
    layer::SubscriberExt,
    registry::LookupSpan,
};

use crate::config::{LogFormat, LogSettings};

/// What writes log lines to `writer`: one JSON object each, with the request's fields, or text.
///
/// Nothing that is logged may hold a phone number, a code, a token or a key: such values are of
/// types that show themselves masked or not at all.
pub fn subscriber<W>(settings: &LogSettings, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    // The settings were checked with the same parser; what it refuses did not get here.
    let filter = EnvFilter::try_new(&settings.filter).unwrap_or_default();
    Registry::default().with(filter).with(lines(settings.format, writer))
}

fn lines<S, W>(format: LogFormat, writer: W) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let layer = fmt::layer().with_writer(writer);
    match format {
        LogFormat::Json => {
            layer.json().flatten_event(true).with_current_span(true).with_span_list(false).boxed()
        }
        LogFormat::Text => layer.with_ansi(false).boxed(),
    }
}

/// Makes a panic one log line like any other; without this it is free text on standard error.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let message = panic.payload_as_str().unwrap_or("no message");
        tracing::error!(place, message, "a panic");
    }));
}

/// An error and what caused it, in one line.
pub fn chain(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        let text = error.to_string();
        // Transparent errors repeat what is above them.
        if !line.ends_with(&text) {
            line.push_str(": ");
            line.push_str(&text);
        }
        source = error.source();
    }
    line
}
