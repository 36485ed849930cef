//! The description of the API, made from its code.

use utoipa::{
    ToSchema,
    openapi::{
        Content, Info, OpenApi, PathItem, Ref, ResponseBuilder,
        path::Operation,
        schema::Components,
        security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme},
    },
};

use super::{
    calls,
    guard::{self, PREFIX},
    permission::{self, Access},
    problem,
};

/// The description without an origin to serve it.
pub fn description() -> OpenApi {
    complete(calls().into_openapi())
}

/// Adds what is true of all calls: where they are, what they are called, how they are refused and
/// what they want of the caller.
pub(super) fn complete(mut document: OpenApi) -> OpenApi {
    document.info = Info::new("Listen Stream administration", env!("CARGO_PKG_VERSION"));
    let components = document.components.get_or_insert_with(Components::new);
    let mut schemas = vec![];
    problem::Body::schemas(&mut schemas);
    schemas.push((
        problem::Body::name().into(),
        <problem::Body<'_> as utoipa::PartialSchema>::schema(),
    ));
    components.schemas.extend(schemas);
    for (name, scheme) in [
        ("session", ApiKey::Cookie(ApiKeyValue::new("listen_admin"))),
        ("csrf", ApiKey::Header(ApiKeyValue::new(guard::CSRF_TOKEN))),
    ] {
        components.add_security_scheme(name, SecurityScheme::ApiKey(scheme));
    }
    let paths = std::mem::take(&mut document.paths.paths);
    for (path, mut item) in paths {
        for (method, operation) in operations(&mut item) {
            describe(method, &path, operation);
        }
        document.paths.paths.insert(format!("{PREFIX}{path}"), item);
    }
    document
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [("GET", get), ("PUT", put), ("POST", post), ("DELETE", delete), ("PATCH", patch)]
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

fn describe(method: &str, path: &str, operation: &mut Operation) {
    let words = path.split(['/', '-']).map(|word| word.trim_matches(['{', '}']));
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    operation.operation_id = Some(format!("{}_{}", method.to_lowercase(), words.join("_")));
    let refused = ResponseBuilder::new()
        .description("Refused; `code` says why")
        .content("application/problem+json", Content::new(Some(Ref::from_schema_name("Problem"))));
    operation.responses.responses.insert("default".to_owned(), refused.build().into());
    let found = permission::CALLS.iter().find(|call| (call.0, call.1) == (method, path));
    if found.is_some_and(|call| call.2 != Access::Open) {
        let names = if method == "GET" { &["session"][..] } else { &["session", "csrf"] };
        let no_scopes = <[&str; 0]>::default();
        let wanted = names
            .iter()
            .fold(SecurityRequirement::default(), |wanted, name| wanted.add(*name, no_scopes));
        operation.security = Some(vec![wanted]);
    }
}
