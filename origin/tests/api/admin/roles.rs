//! Every call of the description, made by everybody: who may not is refused, who may is not.

use origin::{
    admin::{
        description,
        permission::{Access, CALLS, Permission},
    },
    administrators::Role,
};
use reqwest::Method;
use serde_json::Value;
use uuid::Uuid;

use super::{AdminClient, Answer, PREFIX, answer};
use crate::support::Origin;

/// Method and path behind the prefix, as the description has them.
fn described() -> Vec<(String, String)> {
    let document = serde_json::to_value(description()).unwrap();
    let mut calls = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let path = path.strip_prefix(PREFIX).unwrap();
        for method in item.as_object().unwrap().keys() {
            calls.push((method.to_uppercase(), path.to_owned()));
        }
    }
    calls
}

/// The path with parameters that name nothing.
fn filled(path: &str) -> String {
    let fill = |segment: &str| match segment {
        "{number}" => "999999".to_owned(),
        "{path}" => "sources.nothing".to_owned(),
        "{name}" | "{source}" | "{device_id}" => "nothing".to_owned(),
        _ if segment.starts_with('{') => Uuid::nil().to_string(),
        _ => segment.to_owned(),
    };
    path.split('/').map(fill).collect::<Vec<_>>().join("/")
}

async fn call(client: &AdminClient<'_>, method: &str, path: &str) -> Answer {
    let method: Method = method.parse().unwrap();
    let request = client.request(method, &filled(path));
    let response = request.json(&Value::Object(serde_json::Map::default())).send().await.unwrap();
    // A stream has no end to wait for.
    if response.headers()["content-type"] == "text/event-stream" {
        let (status, headers) = (response.status(), response.headers().clone());
        return Answer { status, headers, body: Value::Null };
    }
    answer(response).await
}

#[test]
fn every_call_is_in_the_table_once_and_described() {
    let described = described();
    for (method, path) in &described {
        let rows = CALLS.iter().filter(|row| (row.0, row.1) == (method.as_str(), path.as_str()));
        assert_eq!(rows.count(), 1, "{method} {path} has no line in the table of permissions");
    }
    for (method, path, _) in CALLS {
        let there =
            described.iter().any(|call| (call.0.as_str(), call.1.as_str()) == (*method, *path));
        assert!(there, "{method} {path} is in the table, and there is no such call");
    }
}

#[tokio::test]
async fn nobody_gets_past_the_door_without_a_session() {
    let origin = Origin::start().await;
    let mut begun = origin.newcomer(Role::Owner).await;
    begun.enter_password().await.expect(200);
    for (method, path, access) in CALLS {
        if *access == Access::Open {
            continue;
        }
        let refused = call(&origin.stranger(), method, path).await;
        assert_eq!(refused.refused(401), "not_signed_in", "{method} {path}");
        if *access != Access::Begun {
            let refused = call(&begun, method, path).await;
            assert_eq!(refused.refused(401), "not_signed_in", "{method} {path} after the password");
        }
    }
}

/// The permission that a call needs and whether it wants a step-up; `None` for those of a session, which
/// are told apart by it and not by a role.
fn needs(method: &str, access: Access) -> Option<(Permission, bool)> {
    match access {
        Access::Open | Access::Begun | Access::SignedIn | Access::SteppedUp => None,
        Access::Needs(permission) => Some((permission, false)),
        Access::NeedsStepUp(permission) => Some((permission, true)),
        Access::OwnOr(permission) => Some((permission, method != "GET")),
    }
}

#[tokio::test]
async fn each_role_may_what_the_table_says() {
    let origin = Origin::start().await;
    for role in Role::ALL {
        let mut client = origin.administrator(role).await;
        for stepped_up in [false, true] {
            if stepped_up {
                client.step_up().await;
            }
            for (method, path, access) in CALLS {
                let Some((permission, wants_step_up)) = needs(method, *access) else { continue };
                let answer = call(&client, method, path).await;
                let at = format!("{role}, stepped up {stepped_up}: {method} {path}");
                if !permission.is_of(role) {
                    assert_eq!(answer.refused(403), "forbidden", "{at}");
                } else if wants_step_up && !stepped_up {
                    assert_eq!(answer.refused(403), "step_up_required", "{at}");
                } else {
                    assert!(!matches!(answer.status.as_u16(), 401 | 403 | 405), "{at}: {answer:?}");
                }
            }
        }
    }
}

/// The matrix that the table is measured by, written down once more and by hand.
#[test]
fn the_roles_are_those_that_were_agreed() {
    use Permission as P;
    let operator = P::of(Role::Operator);
    let auditor = P::of(Role::Auditor);
    assert_eq!(P::of(Role::Owner), P::ALL);
    for absent in [P::AdminsRead, P::AdminsWrite, P::AuditExport] {
        assert!(!operator.contains(&absent), "{absent:?}");
    }
    assert_eq!(operator.len(), P::ALL.len() - 3);
    for writes in [
        P::AdminsWrite,
        P::AlertsAcknowledge,
        P::AlertsWrite,
        P::OutboxWrite,
        P::SettingsWrite,
        P::SmsWrite,
        P::SourcesWrite,
        P::UsersWrite,
    ] {
        assert!(!auditor.contains(&writes), "{writes:?}");
    }
    assert_eq!(auditor.len(), P::ALL.len() - 8);
}
