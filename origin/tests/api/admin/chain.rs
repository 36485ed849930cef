//! The audit's chain, and what hands do to it in the database.

use std::sync::Arc;

use chrono::TimeDelta;
use futures_util::future::join_all;
use origin::{
    audit::{
        Action, Actor, Audit, Broken, CheckpointError, CheckpointFile, PruneError, Reason, Record,
        key,
    },
    clock::Clock,
    config::{Layers, Settings},
    store::{Store, audit_records},
};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::support::{Database, origin::clock, settings_text};

/// An audit with a database and a file of its own.
pub struct Chain {
    pub database: Database,
    pub store: Store,
    pub clock: Clock,
    pub audit: Audit,
    file: std::path::PathBuf,
}

impl Drop for Chain {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.file);
    }
}

/// A store on a database that has the schema.
pub async fn store(database: &Database) -> Store {
    let text = settings_text(&database.url(), "http://127.0.0.1:1/");
    let settings = Settings::from_layers(&Layers::parse(&text, []).unwrap()).unwrap();
    let store = Store::new(&settings.database).unwrap();
    store.migrate_up().await.unwrap();
    store
}

impl Chain {
    pub async fn start() -> Self {
        let (database, clock) = (Database::create().await, clock());
        let store = store(&database).await;
        let name = format!("origin-test-{}.jsonl", Uuid::new_v4());
        let file = std::env::temp_dir().join(name);
        let audit = Audit {
            store: store.clone(),
            clock: clock.clone(),
            key: Arc::new(key(&[7; 32])),
            file: Some(CheckpointFile::new(file.clone())),
            kept: None,
        };
        Self { database, store, clock, audit, file }
    }

    /// Appends so many records, a second apart.
    pub async fn append(&self, records: i64) {
        for _ in 0..records {
            self.clock.advance(TimeDelta::seconds(1));
            let action = Action::UserViewed { user_id: Uuid::new_v4() };
            append(&self.store, &self.clock, &Actor::Cli, &action).await;
        }
    }

    /// Signs what was appended, and copies it to the file.
    pub async fn sign(&self) {
        self.audit.sign_checkpoints().await.unwrap();
        self.audit.copy_checkpoints().await.unwrap();
    }

    /// Does something to the database that only its owner can.
    pub async fn tamper(&self, statements: &str) {
        let script = format!(
            "ALTER TABLE audit_records DISABLE TRIGGER USER;
             ALTER TABLE audit_checkpoints DISABLE TRIGGER USER;
             ALTER TABLE audit_prunings DISABLE TRIGGER USER;
             {statements};
             ALTER TABLE audit_records ENABLE TRIGGER USER;
             ALTER TABLE audit_checkpoints ENABLE TRIGGER USER;
             ALTER TABLE audit_prunings ENABLE TRIGGER USER;"
        );
        let mut connection = self.database.connect().await;
        sqlx::raw_sql(AssertSqlSafe(script)).execute(&mut connection).await.unwrap();
    }

    /// Nobody may do this in the database, not even its owner.
    async fn refuses(&self, statements: &[&'static str]) {
        let mut connection = self.database.connect().await;
        for statement in statements {
            let refused = sqlx::query(*statement).execute(&mut connection).await.unwrap_err();
            let code = refused.as_database_error().unwrap().code().unwrap().into_owned();
            assert_eq!(code, "42501", "{statement}");
        }
    }

    /// Keeps the chain as it is, for [`Self::restore`].
    async fn keep(&self) {
        let statements = "CREATE TABLE kept_records AS TABLE audit_records;
                          CREATE TABLE kept_heads AS TABLE audit_heads;
                          CREATE TABLE kept_checkpoints AS TABLE audit_checkpoints";
        self.tamper(statements).await;
    }

    async fn restore(&self) {
        let statements = "TRUNCATE audit_records, audit_heads, audit_checkpoints;
                          INSERT INTO audit_records TABLE kept_records;
                          INSERT INTO audit_heads TABLE kept_heads;
                          INSERT INTO audit_checkpoints TABLE kept_checkpoints";
        self.tamper(statements).await;
    }

    /// Chains everything from `first` on anew with another payload in `first`, as somebody would who
    /// knows how; the head too.
    async fn rewrite(&self, first: i64) {
        let mut connection = self.store.connection().await.unwrap();
        let mut number = first;
        let mut previous_hash = None;
        let mut statements = Vec::new();
        while let Some(old) = audit_records::get(&mut connection, number).await.unwrap() {
            let previous = previous_hash.unwrap_or(old.previous_hash);
            let action = Action::UserViewed { user_id: Uuid::nil() };
            let new = Record::new(number, previous, old.at, &old.actor, &action);
            statements.push(format!(
                "UPDATE audit_records SET payload = '{}', target = '{}', previous_hash = '\\x{}',
                                          hash = '\\x{}' WHERE number = {number}",
                new.payload,
                new.target,
                hex::encode(new.previous_hash),
                hex::encode(new.hash)
            ));
            previous_hash = Some(new.hash);
            number += 1;
        }
        let hash = hex::encode(previous_hash.unwrap());
        statements.push(format!("UPDATE audit_heads SET hash = '\\x{hash}'"));
        self.tamper(&statements.join(";")).await;
    }

    async fn broken(&self) -> Option<(i64, Reason)> {
        let broken = self.audit.verify().await.unwrap().broken;
        broken.map(|Broken { number, reason }| (number, reason))
    }
}

/// Appends one record in a transaction of its own.
pub async fn append(store: &Store, clock: &Clock, actor: &Actor, action: &Action) -> i64 {
    let mut transaction = store.begin().await.unwrap();
    let number = audit_records::append(&mut transaction, clock, actor, action).await.unwrap();
    transaction.commit().await.unwrap();
    number
}

#[tokio::test]
async fn what_was_done_to_a_record_by_hand_is_found_by_its_number() {
    let chain = Chain::start().await;
    chain.append(12).await;
    chain.keep().await;
    assert_eq!(chain.broken().await, None);
    assert_eq!(chain.audit.verify().await.unwrap().checked, 12);
    for (statements, number, reason) in [
        ("UPDATE audit_records SET payload = '{}' WHERE number = 5", 5, Reason::Altered),
        (
            "UPDATE audit_records SET payload = replace(payload, ':', ': ') WHERE number = 5",
            5,
            Reason::Altered,
        ),
        (
            "UPDATE audit_records SET at = at + interval '1 microsecond' WHERE number = 6",
            6,
            Reason::Altered,
        ),
        ("UPDATE audit_records SET actor_kind = 'system' WHERE number = 7", 7, Reason::Altered),
        ("UPDATE audit_records SET target = 'user:1' WHERE number = 1", 1, Reason::Altered),
        ("UPDATE audit_records SET action = 'user.banned' WHERE number = 12", 12, Reason::Altered),
        ("DELETE FROM audit_records WHERE number = 8", 8, Reason::Missing),
        ("DELETE FROM audit_records WHERE number = 1", 1, Reason::Missing),
        ("UPDATE audit_records SET number = number - 20 WHERE number = 4", -16, Reason::Altered),
        (
            "UPDATE audit_records SET number = 99 WHERE number = 3; UPDATE audit_records SET number = 3 WHERE number = 9; UPDATE audit_records SET number = 9 WHERE number = 99",
            3,
            Reason::Altered,
        ),
        ("DELETE FROM audit_records WHERE number > 9", 10, Reason::Missing),
        ("TRUNCATE audit_records", 1, Reason::Missing),
        (
            "UPDATE audit_heads SET number = 11, hash = (SELECT hash FROM audit_records WHERE number = 11)",
            12,
            Reason::Added,
        ),
    ] {
        chain.tamper(statements).await;
        assert_eq!(chain.broken().await, Some((number, reason)), "{statements}");
        chain.restore().await;
    }
    assert_eq!(chain.broken().await, None);
}

/// Whoever knows how can chain everything anew, but not sign it.
#[tokio::test]
async fn what_was_signed_cannot_be_chained_anew_or_cut_off() {
    let chain = Chain::start().await;
    chain.append(4).await;
    chain.sign().await;
    chain.append(6).await;
    chain.sign().await;
    chain.keep().await;
    let verified = chain.audit.verify().await.unwrap();
    assert_eq!((verified.checked, verified.signed_to, verified.kept_to), (10, 10, Some(10)));

    chain.rewrite(7).await;
    assert_eq!(chain.broken().await, Some((7, Reason::Rewritten)));
    // The database alone no longer tells; the file does.
    chain.tamper("DELETE FROM audit_checkpoints WHERE number > 4").await;
    assert_eq!(chain.broken().await, Some((7, Reason::Rewritten)));
    chain.tamper("TRUNCATE audit_checkpoints").await;
    assert_eq!(chain.broken().await, Some((7, Reason::Rewritten)));
    // Nor does signing the new chain hide it: the file is only added to.
    chain.audit.sign_checkpoints().await.unwrap();
    chain.audit.copy_checkpoints().await.unwrap();
    assert_eq!(chain.broken().await, Some((7, Reason::Rewritten)));
    chain.restore().await;

    let cut = "DELETE FROM audit_records WHERE number > 6;
               DELETE FROM audit_checkpoints WHERE number > 4;
               UPDATE audit_heads
               SET number = 6, hash = (SELECT hash FROM audit_records WHERE number = 6)";
    chain.tamper(cut).await;
    assert_eq!(chain.broken().await, Some((7, Reason::Missing)));
    let without_file = Audit { file: None, ..chain.audit.clone() };
    assert_eq!(without_file.verify().await.unwrap().broken, None);
    chain.restore().await;

    chain.tamper("UPDATE audit_checkpoints SET signed_at = now() WHERE number = 10").await;
    assert_eq!(chain.broken().await, Some((5, Reason::Unsigned)));
    chain.restore().await;
    chain.tamper("DELETE FROM audit_checkpoints WHERE number = 4").await;
    assert_eq!(chain.broken().await, Some((1, Reason::Unsigned)));
    chain.restore().await;
    assert_eq!(chain.broken().await, None);
}

/// One record with a hash that fits it, and nothing else: the next was built on another.
#[tokio::test]
async fn a_record_hashed_again_is_found_by_its_number() {
    let chain = Chain::start().await;
    chain.append(6).await;
    chain.keep().await;
    for number in [1, 3, 6] {
        let mut connection = chain.store.connection().await.unwrap();
        let old = audit_records::get(&mut connection, number).await.unwrap().unwrap();
        let action = Action::UserViewed { user_id: Uuid::nil() };
        let new = Record::new(number, old.previous_hash, old.at, &old.actor, &action);
        let (payload, target, hash) = (&new.payload, &new.target, hex::encode(new.hash));
        chain
            .tamper(&format!(
                "UPDATE audit_records SET payload = '{payload}', target = '{target}',
                                          hash = '\\x{hash}' WHERE number = {number}"
            ))
            .await;
        assert_eq!(chain.broken().await, Some((number, Reason::Rewritten)));
        chain.restore().await;
    }
}

/// What was altered before it was signed is not signed as if it were right.
#[tokio::test]
async fn a_broken_chain_is_not_signed() {
    let chain = Chain::start().await;
    chain.append(3).await;
    chain.sign().await;
    chain.append(3).await;
    chain.tamper("UPDATE audit_records SET payload = '{}' WHERE number = 5").await;
    let refused = chain.audit.sign_checkpoints().await;
    let broken = Broken { number: 5, reason: Reason::Altered };
    assert!(matches!(refused, Err(CheckpointError::Broken(found)) if found == broken));
    let signed = "SELECT max(number) FROM audit_checkpoints";
    assert_eq!(chain.database.count(signed).await, 3);

    let cut = "DELETE FROM audit_records WHERE number > 1;
               UPDATE audit_heads SET number = 1, hash = (SELECT hash FROM audit_records)";
    chain.tamper(cut).await;
    let refused = chain.audit.sign_checkpoints().await;
    let broken = Broken { number: 2, reason: Reason::Missing };
    assert!(matches!(refused, Err(CheckpointError::Broken(found)) if found == broken));
}

#[tokio::test]
async fn the_database_refuses_to_change_records() {
    let chain = Chain::start().await;
    chain.append(2).await;
    chain.sign().await;
    let statements = [
        "UPDATE audit_records SET payload = '{}'",
        "DELETE FROM audit_records WHERE number = 2",
        "TRUNCATE audit_records",
        "UPDATE audit_checkpoints SET number = 9",
        "DELETE FROM audit_checkpoints",
        "TRUNCATE audit_checkpoints",
    ];
    chain.refuses(&statements).await;
    assert_eq!(chain.broken().await, None);
}

/// Two hundred from eight at once, and as many that are rolled back.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_appends_at_once_makes_one_chain_without_gaps() {
    let chain = Chain::start().await;
    let append = |user: u128| {
        let (store, clock) = (chain.store.clone(), chain.clock.clone());
        async move {
            for turn in 0..50 {
                let mut transaction = store.begin().await.unwrap();
                let action = Action::UserViewed { user_id: Uuid::from_u128(user) };
                let number =
                    audit_records::append(&mut transaction, &clock, &Actor::System, &action).await;
                assert!(number.unwrap() > 0);
                if turn % 2 == 0 {
                    transaction.commit().await.unwrap();
                }
            }
        }
    };
    let tasks = (0..8).map(|user| tokio::spawn(append(user)));
    join_all(tasks).await.into_iter().for_each(Result::unwrap);
    let verified = chain.audit.verify().await.unwrap();
    assert_eq!((verified.checked, verified.broken), (200, None));
}

/// Of an origin that ended while it wrote, and of two that share a file.
#[tokio::test]
async fn a_file_goes_on_after_half_a_line() {
    let chain = Chain::start().await;
    chain.append(2).await;
    chain.sign().await;
    let text = std::fs::read_to_string(&chain.file).unwrap();
    std::fs::write(&chain.file, format!("{text}{}", &text.trim()[..40])).unwrap();
    chain.append(2).await;
    chain.sign().await;
    let whole = std::fs::read_to_string(&chain.file).unwrap();
    std::fs::write(&chain.file, format!("{whole}{}", whole.trim())).unwrap();
    let verified = chain.audit.verify().await.unwrap();
    assert_eq!((verified.broken, verified.kept_to), (None, Some(4)));

    // A checkpoint taken out of the file is missed.
    let (_, last) = whole.trim().rsplit_once('\n').unwrap();
    std::fs::write(&chain.file, format!("{last}\n")).unwrap();
    assert_eq!(chain.broken().await, Some((1, Reason::Unsigned)));
}

#[tokio::test]
async fn old_records_go_with_a_signed_statement_and_the_rest_is_followed_from_there() {
    let chain = Chain::start().await;
    let audit = Audit { kept: Some(TimeDelta::days(30)), ..chain.audit.clone() };
    chain.append(4).await;
    chain.sign().await;
    audit.prune().await.unwrap();
    assert_eq!(audit.verify().await.unwrap().pruned_to, 0, "nothing is old");

    chain.clock.advance(TimeDelta::days(31));
    chain.append(3).await;
    chain.sign().await;
    chain.audit.prune().await.unwrap();
    assert_eq!(chain.database.count("SELECT count(*) FROM audit_records").await, 7, "for good");
    for _ in 0..2 {
        audit.prune().await.unwrap();
        let verified = audit.verify().await.unwrap();
        assert_eq!((verified.pruned_to, verified.checked, verified.broken), (4, 4, None));
    }
    let told = "SELECT number FROM audit_records WHERE action = 'audit.pruned'";
    assert_eq!(chain.database.count(told).await, 8);
    assert_eq!(chain.database.count("SELECT min(number) FROM audit_records").await, 5);
    chain.sign().await;
    chain.append(1).await;
    chain.sign().await;
    assert_eq!(chain.broken().await, None);

    let statements = [
        "DELETE FROM audit_records WHERE number = 5",
        "DELETE FROM audit_prunings",
        "UPDATE audit_prunings SET number = 6",
        "TRUNCATE audit_prunings",
    ];
    chain.refuses(&statements).await;
    // Somebody lets more go, and says so: it is not signed.
    let more = "INSERT INTO audit_prunings (number, hash, pruned_at, signature)
                SELECT 6, records.hash, now(), prunings.signature
                FROM audit_records AS records, audit_prunings AS prunings
                WHERE records.number = 6;
                DELETE FROM audit_records WHERE number <= 6";
    chain.tamper(more).await;
    assert_eq!(chain.broken().await, Some((5, Reason::Missing)));
    chain.tamper("TRUNCATE audit_prunings").await;
    assert_eq!(chain.broken().await, Some((1, Reason::Missing)));
}

#[tokio::test]
async fn a_broken_chain_is_kept() {
    let chain = Chain::start().await;
    let audit = Audit { kept: Some(TimeDelta::days(30)), ..chain.audit.clone() };
    chain.append(4).await;
    chain.sign().await;
    chain.tamper("UPDATE audit_records SET payload = '{}' WHERE number = 2").await;
    chain.clock.advance(TimeDelta::days(31));
    let broken = Broken { number: 2, reason: Reason::Altered };
    assert!(matches!(audit.prune().await, Err(PruneError::Broken(found)) if found == broken));
    assert_eq!(chain.database.count("SELECT count(*) FROM audit_records").await, 4);
}
