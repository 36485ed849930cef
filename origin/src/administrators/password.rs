//! Passwords: what they must be, and their hashes.

use std::{fmt, sync::Arc};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use data_encoding::BASE32_NOPAD;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use unicode_normalization::UnicodeNormalization;

use crate::entropy;

/// 46 MiB, two passes, one lane: above the least of OWASP's Password Storage Cheat Sheet for Argon2id
/// (19 MiB, two passes, one lane). `cargo xtask bench origin` measures it.
const PARAMS: Params = match Params::new(46 * 1024, 2, 1, Some(32)) {
    Ok(params) => params,
    Err(_) => panic!("these are parameters of Argon2"),
};
/// NIST SP 800-63B asks for 8 where there is a second factor, and for 64 to be taken.
const LENGTH: std::ops::RangeInclusive<usize> = 12..=128;
/// Hashes made at once. Each takes 46 MiB and a core for tens of milliseconds.
const AT_ONCE: usize = 2;
/// Hashes made and waited for. Beyond it, sign-in says at once that it is busy.
const AT_MOST: usize = 32;

/// A password in Unicode's composed form, so that it is the same from every keyboard.
#[derive(Clone)]
pub struct Password(SecretString);

/// Not a password that may be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must have 12 to 128 characters, not all the same, and not be the e-mail address")]
pub struct InvalidPassword;

impl Password {
    /// One that somebody says is theirs.
    pub fn claimed(text: &str) -> Self {
        Self(text.nfc().collect::<String>().into())
    }

    /// One to be set.
    pub fn chosen(text: &str, email: &str) -> Result<Self, InvalidPassword> {
        let password = Self::claimed(text);
        let text = password.0.expose_secret();
        let first = text.chars().next();
        let varied = text.chars().any(|c| Some(c) != first);
        let usable =
            LENGTH.contains(&text.chars().count()) && varied && !text.eq_ignore_ascii_case(email);
        usable.then_some(password).ok_or(InvalidPassword)
    }

    /// A fresh one: 120 random bits.
    pub fn random() -> Self {
        Self(BASE32_NOPAD.encode(&entropy::bytes::<15>()).to_lowercase().into())
    }

    /// The text.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Hashes it with a fresh salt: a PHC string.
    ///
    /// Takes [`Params`]' memory and tens of milliseconds: a server calls [`Turn::hash`].
    pub fn hash(&self) -> String {
        let salt = entropy::bytes::<16>();
        hasher()
            .hash_password_with_salt(self.expose().as_bytes(), &salt)
            .expect("Argon2 takes a password of any length below 4 GiB")
            .to_string()
    }

    fn verify(&self, hash: &str) -> Verdict {
        let Ok(hash) = PasswordHash::new(hash) else { return Verdict::Wrong };
        if hasher().verify_password(self.expose().as_bytes(), &hash).is_err() {
            return Verdict::Wrong;
        }
        let current = Params::try_from(&hash).is_ok_and(|params| {
            (params.m_cost(), params.t_cost(), params.p_cost())
                == (PARAMS.m_cost(), PARAMS.t_cost(), PARAMS.p_cost())
        });
        if current { Verdict::Right } else { Verdict::RightButOutdated }
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Whether a password is the one that was hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is not.
    Wrong,
    /// It is.
    Right,
    /// It is; the hash is of other parameters than today's, and to be made again.
    RightButOutdated,
}

/// Too many hashes are being made; a later try may go better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords are being looked at")]
pub struct Busy;

/// Bounds how many hashes are made at once.
#[derive(Debug)]
pub struct Passwords {
    waiting: Arc<Semaphore>,
    running: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        let semaphore = |permits| Arc::new(Semaphore::new(permits));
        Self { waiting: semaphore(AT_MOST), running: semaphore(AT_ONCE) }
    }
}

impl Passwords {
    /// Waits for a turn. Taken before a transaction, so that who waits holds no connection.
    pub async fn turn(&self) -> Result<Turn, Busy> {
        let waiting = Arc::clone(&self.waiting).try_acquire_owned().map_err(|_| Busy)?;
        let running = Arc::clone(&self.running).acquire_owned().await.map_err(|_| Busy)?;
        Ok(Turn { permits: Arc::new([waiting, running]) })
    }
}

/// A place among those whose hashes are made. Work that was begun keeps it also when the request is
/// given up.
#[derive(Debug)]
pub struct Turn {
    permits: Arc<[OwnedSemaphorePermit; 2]>,
}

impl Turn {
    /// [`Password::hash`], off the threads that serve.
    pub async fn hash(&self, password: Password) -> String {
        self.run(move || password.hash()).await
    }

    /// Compares with a hash. `None`, when there is nobody by that name, takes as long.
    pub async fn verify(&self, password: Password, hash: Option<String>) -> Verdict {
        let hash = hash.unwrap_or_else(nobodys);
        self.run(move || password.verify(&hash)).await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let permits = Arc::clone(&self.permits);
        let work = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permits);
            done
        });
        work.await.expect("hashing does not panic")
    }
}

fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, PARAMS)
}

/// A hash of today's parameters that no password has.
fn nobodys() -> String {
    let (memory, passes, lanes) = (PARAMS.m_cost(), PARAMS.t_cost(), PARAMS.p_cost());
    let (salt, hash) = ("A".repeat(22), "A".repeat(43));
    format!("$argon2id$v=19$m={memory},t={passes},p={lanes}${salt}${hash}")
}

#[cfg(test)]
mod tests {
    use argon2::{AssociatedData, ParamsBuilder};

    use super::*;

    /// RFC 9106, section 5.3.
    #[test]
    fn the_vector_of_the_standard() {
        let mut params = ParamsBuilder::new();
        params.m_cost(32).t_cost(3).p_cost(4);
        let params = params.data(AssociatedData::new(&[4; 12]).unwrap()).build().unwrap();
        let (algorithm, version) = (Algorithm::Argon2id, Version::V0x13);
        let argon2 = Argon2::new_with_secret(&[3; 8], algorithm, version, params).unwrap();
        let mut tag = [0; 32];
        argon2.hash_password_into(&[1; 32], &[2; 16], &mut tag).unwrap();
        assert_eq!(
            hex::encode(tag),
            "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
        );
    }

    #[test]
    fn a_hash_is_of_one_password_and_has_its_own_salt() {
        let password = Password::claimed("correct horse battery staple");
        let (hash, other) = (password.hash(), password.hash());
        assert!(hash.starts_with("$argon2id$v=19$m=47104,t=2,p=1$"), "{hash}");
        assert_ne!(hash, other);
        assert_eq!(password.verify(&hash), Verdict::Right);
        assert_eq!(Password::claimed("correct horse").verify(&hash), Verdict::Wrong);
        assert_eq!(password.verify("no hash"), Verdict::Wrong);
    }

    #[test]
    fn a_hash_of_lesser_parameters_is_to_be_made_again() {
        let password = Password::claimed("correct horse battery staple");
        let lesser = Params::new(19 * 1024, 2, 1, Some(32)).unwrap();
        let lesser = Argon2::new(Algorithm::Argon2id, Version::V0x13, lesser);
        let hash = lesser.hash_password_with_salt(password.expose().as_bytes(), &[7; 16]).unwrap();
        assert_eq!(password.verify(&hash.to_string()), Verdict::RightButOutdated);
    }

    /// Else who is known could be told by the time that it takes.
    #[test]
    fn nobodys_hash_costs_what_somebodys_does() {
        let hash = nobodys();
        let params = Params::try_from(&PasswordHash::new(&hash).unwrap()).unwrap();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (47104, 2, 1));
        assert_eq!(Password::claimed("").verify(&hash), Verdict::Wrong);
    }

    #[test]
    fn a_password_is_the_same_from_every_keyboard() {
        let hash = Password::claimed("caf\u{e9} caf\u{e9} caf\u{e9}").hash();
        let decomposed = Password::claimed("cafe\u{301} cafe\u{301} cafe\u{301}");
        assert_eq!(decomposed.verify(&hash), Verdict::Right);
    }

    #[test]
    fn what_is_easily_guessed_cannot_be_chosen() {
        let chosen = |text: &str| Password::chosen(text, "somebody@listen.example");
        for text in
            ["", "elevenchars", "aaaaaaaaaaaaaaaa", "Somebody@Listen.example", &"ab".repeat(65)]
        {
            assert_eq!(chosen(text).unwrap_err(), InvalidPassword, "{text}");
        }
        for text in ["twelve chars", "听流的管理员的口令十二字", &"ab".repeat(64)] {
            assert!(chosen(text).is_ok(), "{text}");
        }
        assert!(chosen(Password::random().expose()).is_ok());
    }

    #[tokio::test]
    async fn no_more_wait_than_may() {
        let passwords = Passwords::default();
        let turns = [passwords.turn().await.unwrap(), passwords.turn().await.unwrap()];
        let waiting: Vec<_> = (2..AT_MOST).map(|_| Box::pin(passwords.turn())).collect();
        let mut waiting = futures_util::future::join_all(waiting);
        assert!(futures_util::poll!(&mut waiting).is_pending());
        assert_eq!(passwords.turn().await.unwrap_err(), Busy);
        drop((turns, waiting));
        assert!(passwords.turn().await.is_ok());
    }
}
