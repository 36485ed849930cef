//! What plays in place of a track.

use chrono::TimeDelta;
use tonic::Response;
use wasm_shared::contract::user::v1::{
    DeleteSubstitutionRequest, ListSubstitutionsRequest, PutSubstitutionRequest,
};

use crate::support::{Listener, Origin, listener::page, origin::TEST_PHONE, problem};

#[tokio::test]
async fn a_choice_is_made_changed_and_taken_back() {
    let origin = Origin::start().await;
    let me = Listener::sign_in(&origin, TEST_PHONE, "a").await;
    let put = async |track_id: &str, r#use: &str| {
        let (track_id, r#use) = (track_id.to_owned(), r#use.to_owned());
        let request = PutSubstitutionRequest { change: me.change(), track_id, r#use };
        me.edge.user().put_substitution(request).await.map(Response::into_inner)
    };
    let list = async |cursor: &str, known_revision| {
        let (caller, page) = (me.caller(), page(1, cursor));
        let request = ListSubstitutionsRequest { caller, page, known_revision };
        me.edge.user().list_substitutions(request).await.unwrap().into_inner()
    };
    let delete = async |track_id: &str| {
        let (change, track_id) = (me.change(), track_id.to_owned());
        let request = DeleteSubstitutionRequest { change, track_id };
        me.edge.user().delete_substitution(request).await.unwrap().into_inner().revision
    };
    assert!(put("qq:1", "joox:1").await.unwrap().created);
    origin.clock.advance(TimeDelta::seconds(1));
    assert!(put("qq:2", "joox:2").await.unwrap().created);
    origin.clock.advance(TimeDelta::seconds(1));
    let changed = put("qq:1", "netease:1").await.unwrap();
    assert!(!changed.created && changed.revision == 3);
    assert_eq!(put("qq:1", "netease:1").await.unwrap().revision, 3);
    let first = list("", None).await;
    let choice = &first.items[0];
    assert_eq!((choice.track_id.as_str(), choice.r#use.as_str()), ("qq:1", "netease:1"));
    assert_eq!(list(&first.next_cursor, None).await.items[0].track_id, "qq:2");
    assert!(list("", Some(3)).await.unchanged);

    assert_eq!(delete("qq:1").await, 4);
    assert_eq!(delete("qq:1").await, 4);
    assert_eq!(list("", Some(3)).await.items[0].track_id, "qq:2");
    assert!(put("qq:1", "joox:1").await.unwrap().created);
    for (track, replacement, field) in
        [("1", "qq:1", "track_id"), ("qq:1", "", "use"), ("qq:1", "qq:1", "use")]
    {
        let refused = problem(put(track, replacement).await);
        assert!(refused.fields.contains_key(field), "{refused:?}");
    }
}
