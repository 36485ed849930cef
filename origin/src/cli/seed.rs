use std::error::Error;

use clap::Args;

use crate::{
    clock::Clock,
    config::{Mode, Settings},
    store::{Store, seed},
};

/// How much of everything; it is spread evenly over the users.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Seed {
    /// Users without a phone: nobody can sign in as one.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..))]
    users: u32,
    /// Favourites of all of them together.
    #[arg(long, default_value_t = 10_000)]
    favorites: u32,
    /// Plays of all of them together.
    #[arg(long, default_value_t = 50_000)]
    plays: u32,
}

impl Seed {
    /// Fills the database. Users that were made before stay as they are.
    pub(super) async fn run(self, settings: &Settings) -> Result<(), Box<dyn Error>> {
        if settings.mode != Mode::Development {
            return Err("seeding is for development only: mode is production".into());
        }
        let store = Store::new(&settings.database)?;
        store.migrate_up().await?;
        let size = seed::Size { users: self.users, favorites: self.favorites, plays: self.plays };
        let mut transaction = store.begin().await?;
        seed::run(&mut transaction, size, Clock::system().now()).await?;
        transaction.commit().await?;
        seed::settle(&mut *store.connection().await?).await?;
        store.close().await;
        Ok(())
    }
}
