use std::error::Error;

use super::Users;
use crate::{app::App, audit::Actor, clock::Clock, config::Settings};

/// Does to an account what an operator may. An origin that serves tells the edges at once.
pub(super) async fn run(settings: &Settings, action: Users) -> Result<(), Box<dyn Error>> {
    let accounts = App::start(settings, Clock::system()).await?.accounts();
    match action {
        Users::Ban { id } => accounts.ban_user(&Actor::Cli, id, "by command").await?,
        Users::Unban { id } => accounts.unban_user(&Actor::Cli, id).await?,
        Users::SignOut { id } => accounts.sign_out_user(&Actor::Cli, id).await?,
    }
    accounts.store.close().await;
    Ok(())
}
