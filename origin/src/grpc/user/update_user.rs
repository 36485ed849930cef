use wasm_shared::contract::user::v1::{
    Change as WireChange, UpdateUserRequest, UpdateUserResponse,
};

use crate::{
    accounts::{ProfileChange, update_user},
    grpc::{convert, refusal::Refusal, write::Write},
    library::Change,
};

impl Write for UpdateUserRequest {
    const METHOD: &'static str = "UpdateUser";
    type Answer = UpdateUserResponse;

    fn take_change(&mut self) -> Option<WireChange> {
        let (caller, idempotency_key) = (self.caller.take(), self.idempotency_key.take());
        Some(WireChange { caller, idempotency_key })
    }

    async fn perform(self, change: &mut Change) -> Result<UpdateUserResponse, Refusal> {
        let profile = ProfileChange::new(self.nickname.as_deref(), self.avatar_url.as_deref())
            .map_err(Refusal::invalid_fields)?;
        let (user_id, now) = (change.user_id, change.now);
        let user = update_user(change.connection(), user_id, &profile, now).await?;
        Ok(UpdateUserResponse { user: Some(convert::user(user)) })
    }
}
