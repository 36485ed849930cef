use uuid::Uuid;

use super::{Administrator, AdministratorError, Administrators, Role, name_of};
use crate::{
    accounts::Fault,
    audit::{Action, Actor, Change},
    store::{administrator_sessions as sessions, administrators, audit_records},
};

/// What is to be different; `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub struct AdministratorChange {
    /// For people.
    pub name: Option<String>,
    /// Ends the sessions.
    pub role: Option<Role>,
    /// Ends the sessions.
    pub disabled: Option<bool>,
}

impl Administrators {
    /// Changes an administrator. Another role, and being disabled, end their sessions.
    pub async fn update(
        &self,
        actor: &Actor,
        id: Uuid,
        change: AdministratorChange,
    ) -> Result<Administrator, AdministratorError> {
        let mut transaction = self.store.begin().await?;
        administrators::lock(&mut transaction).await?;
        let before =
            administrators::get(&mut transaction, id).await?.ok_or(AdministratorError::NotFound)?;
        let mut after = before.clone();
        if let Some(name) = &change.name {
            after.name = name_of(name)?;
        }
        after.role = change.role.unwrap_or(before.role);
        after.disabled_at = match change.disabled {
            Some(true) => before.disabled_at.or_else(|| Some(self.clock.now())),
            Some(false) => None,
            None => before.disabled_at,
        };
        if after == before {
            return Ok(after);
        }
        administrators::update(&mut transaction, &after).await?;
        if administrators::owners(&mut transaction).await? == 0 {
            return Err(AdministratorError::LastOwner);
        }
        if (after.role, after.disabled_at) != (before.role, before.disabled_at) {
            sessions::delete(&mut transaction, id, None).await?;
        }
        let action = Action::AdminUpdated { admin_id: id, changes: changes(&before, &after) };
        audit_records::append(&mut transaction, &self.clock, actor, &action).await?;
        transaction.commit().await.map_err(Fault::Transaction)?;
        Ok(after)
    }
}

fn changes(before: &Administrator, after: &Administrator) -> Vec<Change> {
    let disabled = |who: &Administrator| who.disabled_at.is_some();
    [
        Change::of("name", before.name.clone(), after.name.clone()),
        Change::of("role", before.role.as_str(), after.role.as_str()),
        Change::of("disabled", disabled(before), disabled(after)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
