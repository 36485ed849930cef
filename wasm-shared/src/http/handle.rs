use std::{borrow::Cow, rc::Rc};

use super::{
    Access, Body, Code, Matched, Problem, RequestContext, RequestView, Response, Route, admission,
    cors, health, openapi,
};
use crate::{
    Isolate, auth,
    auth::Principal,
    catalog, library,
    observe::{self, RequestLine, TraceContext},
    ports::{BodyOf, Clock, Entropy, Host, Method},
    releases, sync,
};

/// Answers one request. Every request of every host comes through here.
pub async fn handle<H: Host>(
    isolate: &Rc<Isolate>,
    host: H,
    request: &impl RequestView,
) -> Response<BodyOf<H>> {
    let started = host.clock().now();
    let mut context = RequestContext {
        request_id: request_id(&host, request),
        trace: TraceContext::continued(request.header("traceparent").as_deref(), host.entropy()),
        isolate: Rc::clone(isolate),
        settings: isolate.settings(),
        host,
        started,
    };
    let matched = isolate.router.find(request.method(), request.path());
    let pattern = match &matched {
        Matched::Route { pattern, .. } => pattern,
        _ => "unmatched",
    };
    let looked = isolate.releases.borrow().looked();
    if !looked && (matched.needs_settings() || request.header("origin").is_some()) {
        Box::pin(releases::look_first(&context)).await;
        context.settings = isolate.settings();
    }
    let origin = cors::allowed_origin(request, &context.settings.web);
    let response = match answer(&context, request, matched, origin.as_deref()).await {
        Ok(response) => response,
        Err(problem) => Response::problem(&problem, &context.request_id),
    };
    let mut response = cors::expose(response, origin.as_deref(), &context.settings.web);
    if request.method() == Some(Method::Head) {
        response.body = Body::Empty;
    }
    let took = context.host.clock().now().since(started);
    observe::finish(
        &context,
        &RequestLine {
            method: request.method(),
            pattern,
            status: response.status,
            cache: response.get_header("x-cache").unwrap_or_default(),
            started,
            took,
        },
    );
    releases::watch(&context);
    response
        .header("server-timing", format!("edge;dur={}", took.as_millis()))
        .header("x-content-type-options", "nosniff")
        .header("x-request-id", String::from(&*context.request_id))
}

/// Route, guard, limit, handler.
async fn answer<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    matched: Matched<'_>,
    origin: Option<&str>,
) -> Result<Response<BodyOf<H>>, Problem> {
    let (route, access, segments) = match matched {
        Matched::Route { route, access, segments, .. } => (route, access, segments),
        Matched::WrongMethod { allow } if request.method() == Some(Method::Options) => {
            return Ok(cors::preflight(allow, origin));
        }
        Matched::WrongMethod { allow } => {
            return Err(Problem { allow: Some(allow), ..Problem::new(Code::MethodNotAllowed) });
        }
        Matched::Unknown => return Err(Code::NotFound.into()),
    };
    match access {
        Access::Open => open(context, request, route).await,
        Access::SignIn => {
            admission::admit_network(context, request).await?;
            open(context, request, route).await
        }
        Access::SignedIn => {
            let token = auth::guard(context, request).await?;
            let own = context.of_user(&token.principal.user_id);
            let context = own.as_ref().unwrap_or(context);
            admission::admit_user(context, &token.principal)?;
            signed_in(context, request, route, segments, &token.principal).await
        }
        Access::Socket => {
            let token = auth::guard_socket(context, request).await?;
            let own = context.of_user(&token.principal.user_id);
            let context = own.as_ref().unwrap_or(context);
            admission::admit_user(context, &token.principal)?;
            sync::connect(context, request, &token.principal).await
        }
        Access::Service => {
            auth::service_gate(context, request).await?;
            service(context, request, route).await
        }
    }
}

async fn open<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    route: Route,
) -> Result<Response<BodyOf<H>>, Problem> {
    match route {
        Route::RequestSmsCode => auth::request_sms_code(context, request).await,
        Route::CreateSession => auth::create_session(context, request).await,
        Route::RefreshTokens => auth::refresh_tokens(context, request).await,
        Route::VerifyToken => auth::verify_token(context, request).await,
        Route::Jwks => auth::jwks(context).await,
        Route::OpenApi => Ok(openapi::serve(request)),
        Route::Health => Ok(health::health(context)),
        Route::Ready => Ok(health::ready(context).await),
        _ => Err(Code::NotFound.into()),
    }
}

async fn signed_in<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    route: Route,
    segments: [&str; 2],
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let id = segments[0];
    match route {
        Route::EndCurrentSession => auth::end_current_session(context, principal).await,
        Route::EndAllSessions => auth::end_all_sessions(context, principal).await,
        Route::ListDevices => auth::list_devices(context, principal).await,
        Route::RenameDevice => auth::rename_device(context, request, id, principal).await,
        Route::EndDevice => auth::end_device(context, request, id, principal).await,
        Route::GetMe => auth::get_me(context, principal).await,
        Route::UpdateMe => auth::update_me(context, request, principal).await,
        Route::DeleteMe => auth::delete_me(context, principal).await,
        Route::ExportMe => auth::export_me(context, principal).await,
        Route::Search => catalog::search::search(context, request).await,
        Route::Suggestions => catalog::suggestions::suggestions(context, request).await,
        Route::Track => catalog::track::track(context, request, id).await,
        Route::Playback => catalog::playback::playback(context, request, id, principal).await,
        Route::Stream => catalog::stream::stream(context, request, id, principal).await,
        Route::Alternatives => catalog::alternatives::alternatives(context, request, id).await,
        Route::Lyrics => catalog::lyrics::lyrics(context, request, id).await,
        Route::Cover => catalog::cover::cover(context, request, id).await,
        Route::Collection(kind) => {
            catalog::collections::collection(context, request, kind, id).await
        }
        Route::Charts => catalog::charts::charts(context, request).await,
        Route::SyncEvents => sync::read_events(context, request, principal).await,
        Route::Sources => Ok(catalog::source_status::sources(context)),
        // On the heap: other requests need not have room for it.
        Route::Library(call) => {
            Box::pin(library::answer(context, request, call, segments, principal)).await
        }
        _ => Err(Code::NotFound.into()),
    }
}

async fn service<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    route: Route,
) -> Result<Response<BodyOf<H>>, Problem> {
    match route {
        Route::ReceiveEvents => sync::receive_events(context, request).await,
        Route::ReceiveImports => library::receive_imports(context, request).await,
        Route::ReceiveRelease => releases::receive_release(context, request).await,
        _ => Err(Code::NotFound.into()),
    }
}

/// The caller's own id when it is well formed, a new one otherwise.
fn request_id<H: Host>(host: &H, request: &impl RequestView) -> Rc<str> {
    let given = request.header("x-request-id").filter(|id| {
        (1..=64).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    });
    match given {
        Some(Cow::Borrowed(id)) => id.into(),
        Some(Cow::Owned(id)) => id.into(),
        None => hex::encode(host.entropy().bytes::<16>()).into(),
    }
}
