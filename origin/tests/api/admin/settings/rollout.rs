use serde_json::{Value, json};

use super::{audited, bound, origin};
use crate::admin::AdminClient;

async fn state(client: &AdminClient<'_>, number: i64) -> Value {
    client.get(&format!("/settings/releases/{number}")).await.expect(200)["state"].clone()
}

#[tokio::test]
async fn a_share_of_the_users_first_then_everybody() {
    let origin = origin().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    owner.release(bound(10), 100).await;
    let rolling = owner.release(bound(20), 5).await;
    let (state_now, percent) = (&rolling["state"], &rolling["rollout_percent"]);
    assert_eq!((state_now, percent), (&json!("rolling_out"), &json!(5)));
    assert_eq!(state(&owner, 1).await, "active");
    let standing = origin.releases.standing().await.unwrap();
    let candidate = standing.candidate.clone().unwrap();
    assert_eq!((standing.current.number, candidate.release.number, candidate.percent), (1, 2, 5));

    owner.save_now(bound(30)).await;
    assert_eq!(owner.publish(100).await.refused(409), "rollout_under_way");
    let set = |percent: i64| json!({ "rollout_percent": percent });
    assert_eq!(
        owner.patch("/settings/releases/1", set(50)).await.refused(409),
        "release_not_rolling_out"
    );
    assert_eq!(owner.patch("/settings/releases/9", set(50)).await.refused(404), "not_found");
    owner.patch("/settings/releases/2", set(50)).await.expect(200);
    let wider = origin.releases.standing().await.unwrap();
    assert!(wider.revision > standing.revision);
    assert_eq!(wider.candidate.unwrap().percent, 50);
    let whole = owner.patch("/settings/releases/2", set(100)).await.expect(200);
    assert_eq!((&whole["state"], state(&owner, 1).await), (&json!("active"), json!("superseded")));
    let standing = origin.releases.standing().await.unwrap();
    assert_eq!((standing.current.number, standing.candidate), (2, None));
    let changed = audited(&origin, "settings.rollout_changed").await;
    assert_eq!(changed[0].1, json!({"release": 2, "before": 5, "after": 50}));
}

#[tokio::test]
async fn a_release_may_be_taken_back_while_it_is_rolled_out() {
    let origin = origin().await;
    let mut owner = origin.owner().await;
    owner.step_up().await;
    let reason = json!({ "reason": "it is slow" });
    owner.release(bound(10), 100).await;
    owner.release(bound(20), 5).await;
    let withdrawn = owner.post("/settings/releases/2/withdraw", reason.clone()).await.expect(200);
    assert_eq!(withdrawn["state"], "withdrawn");
    let standing = origin.releases.standing().await.unwrap();
    assert_eq!((standing.current.number, standing.candidate), (1, None));
    let again = owner.post("/settings/releases/2/withdraw", reason.clone()).await;
    assert_eq!(again.refused(409), "release_not_rolling_out");
    let expected = json!({
        "release": 2, "reason": "it is slow",
        "changes": [{"path": "limits.query_bytes", "before": 20, "after": 10}],
    });
    assert_eq!(audited(&origin, "settings.withdrawn").await[0].1, expected);

    owner.release(bound(30), 5).await;
    let back = owner.post("/settings/releases/1/rollback", reason).await.expect(201);
    assert_eq!(back["document"], bound(10), "also to what is in force, which ends the rollout");
    assert_eq!(state(&owner, 3).await, "withdrawn");
}
