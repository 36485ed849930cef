//! `GET /api/v1/search/suggestions`

use std::collections::HashSet;

use serde::Serialize;

use super::{
    answer,
    ask::{ask, patience},
    capabilities,
    chain::{Walk, walk},
    model::Source,
    outcome::Outcome,
    search::read_text,
    sources::{self, Operation},
    track,
};
use crate::{
    cache::{self, CacheKey, LoadError, Loaded},
    http::{Parameters, Problem, RequestContext, RequestView, Response},
    ports::{BodyOf, Host},
    resilience::deadline::Deadline,
};

/// More than this nobody reads while typing.
const MOST: usize = 20;

/// Searches that somebody may mean.
#[derive(Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Suggestions {
    items: Vec<String>,
}

/// Answers with what somebody who has typed `q` may mean, by the first source in order that knows.
pub async fn suggestions<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
) -> Result<Response<BodyOf<H>>, Problem> {
    let settings = &context.settings;
    let parameters = Parameters::of(request);
    let text = read_text(&parameters, settings.limits.query_bytes)?;
    let source = capabilities::read_source(&parameters, Operation::Suggestions)?;
    let key = CacheKey::suggestions(&text, source).in_order(&settings.sources);
    let load = async move |context: &RequestContext<H>| load(context, &text, source).await;
    let served = cache::serve(context, key, settings.cache.suggestions, load).await?;
    answer::respond(request, &served)
}

async fn load<H: Host>(
    context: &RequestContext<H>,
    text: &str,
    source: Option<Source>,
) -> Result<Loaded, LoadError> {
    let settings = &context.settings;
    let deadline = track::deadline(context);
    let order = match source {
        Some(source) => vec![source],
        None => capabilities::in_order(settings, Operation::Suggestions),
    };
    let patience = |source| patience(context, source, &[Operation::Suggestions]);
    let Walk { won, attempts } = walk(context.host.clock(), &order, deadline, patience, |source| {
        of_source(context, source, text, deadline)
    })
    .await;
    let Some((source, items)) = won else {
        let none = answer::present(&Suggestions::default());
        return answer::nothing(&settings.cache, "sources", &attempts, none);
    };
    let body = answer::present(&Suggestions { items });
    Ok(Loaded { content: body, source: Some(source), lifetime: None })
}

async fn of_source<H: Host>(
    context: &RequestContext<H>,
    source: Source,
    text: &str,
    deadline: Deadline,
) -> Result<Vec<String>, Outcome> {
    let found = ask(context, source, Operation::Suggestions, deadline, async |to| {
        sources::suggestions(to, source, text).await
    });
    let mut items = found.await.map_err(|error| error.outcome)?;
    let mut known = HashSet::new();
    items.retain(|item| !item.is_empty() && known.insert(item.clone()));
    items.truncate(MOST);
    if items.is_empty() { Err(Outcome::Empty) } else { Ok(items) }
}
