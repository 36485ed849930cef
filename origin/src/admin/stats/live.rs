use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use chrono::{DateTime, Utc};
use futures_util::{Stream, stream};
use serde::Serialize;
use tokio::time::{Duration, Instant};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{AdminState, TotalsBody};
use crate::{
    admin::{
        guard::Admin,
        problem::{Code, Problem},
    },
    administrators::Administrators,
    observe::chain,
    stats::{Figures, MinuteFigures, Subscription},
};

/// How long a stream may go on after its session has ended.
const SESSION_CHECKED_EVERY: Duration = Duration::from_secs(3);

/// The figures of a second.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Figures)]
struct FiguresBody {
    at: DateTime<Utc>,
    /// Since midnight UTC.
    today: TotalsBody,
    /// Since midnight UTC, ten seconds old at most.
    active_users: i64,
    /// Edges that reported within the last minute.
    edges: i64,
    minute: MinuteBody,
}

/// What came within the last minute, or since somebody began to look.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MinuteFigures)]
struct MinuteBody {
    /// How long that is; 0 with the first figures.
    seconds: f64,
    requests_per_second: f64,
    requests_failed: i64,
    plays: i64,
    searches: i64,
    p50_ms: Option<f64>,
    p95_ms: Option<f64>,
}

/// Live figures, as server-sent events.
///
/// `event: figures` every second, until the session ends. 64 streams are open at most; one more is
/// refused with `rate_limited`.
#[utoipa::path(get, path = "/stats/live", tag = "stats",
    responses((status = 200, content_type = "text/event-stream", body = FiguresBody)))]
pub(super) async fn live(
    State(state): State<AdminState>,
    admin: Admin,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let subscription =
        state.live.subscribe().map_err(|_| Problem::new(Code::RateLimited).retry_after(5))?;
    let listener = Listener {
        subscription,
        administrators: state.administrators,
        session_id: admin.session.id,
        checked_at: Instant::now(),
    };
    let figures = stream::unfold(listener, |mut listener: Listener| async move {
        let figures = listener.next().await?;
        let event = Event::default().event("figures").json_data(FiguresBody::from(&*figures));
        Some((Ok(event.expect("numbers and names are JSON")), listener))
    });
    Ok(Sse::new(figures).keep_alive(KeepAlive::default()))
}

struct Listener {
    subscription: Subscription,
    administrators: Arc<Administrators>,
    session_id: Uuid,
    checked_at: Instant,
}

impl Listener {
    /// `None` when the session has ended, or the origin shuts down.
    async fn next(&mut self) -> Option<Arc<Figures>> {
        let figures = self.subscription.next().await?;
        if self.checked_at.elapsed() >= SESSION_CHECKED_EVERY {
            self.checked_at = Instant::now();
            let open = self.administrators.is_open(self.session_id).await.unwrap_or_else(|error| {
                tracing::error!(cause = chain(&error), "a session could not be looked at");
                false
            });
            if !open {
                return None;
            }
        }
        Some(figures)
    }
}

impl From<&Figures> for FiguresBody {
    fn from(figures: &Figures) -> Self {
        let MinuteFigures {
            seconds,
            requests_per_second,
            requests_failed,
            plays,
            searches,
            p50_ms,
            p95_ms,
        } = figures.minute;
        Self {
            at: figures.at,
            today: (&figures.today).into(),
            active_users: figures.active_users,
            edges: figures.edges,
            minute: MinuteBody {
                seconds,
                requests_per_second,
                requests_failed,
                plays,
                searches,
                p50_ms,
                p95_ms,
            },
        }
    }
}
