use std::borrow::Cow;

use crate::http::{Code, Problem};

/// What is wrong with a body: the first so many, each under the path of its member
/// (`items[3].track.title`).
#[derive(Debug, Default)]
pub struct Faults(Vec<(String, Cow<'static, str>)>);

impl Faults {
    /// How many an answer names.
    const MOST: usize = 20;

    /// Notes one.
    pub fn add(&mut self, path: impl Into<String>, reason: impl Into<Cow<'static, str>>) {
        if self.0.len() < Self::MOST {
            self.0.push((path.into(), reason.into()));
        }
    }

    /// What was read, when nothing is wrong with it.
    ///
    /// # Errors
    /// `invalid_fields`
    pub fn none_or<T>(self, read: T) -> Result<T, Problem> {
        if self.0.is_empty() {
            return Ok(read);
        }
        let mut problem = Problem::new(Code::InvalidFields);
        problem.fields = self.0.into_iter().map(|(path, reason)| (path.into(), reason)).collect();
        Err(problem)
    }
}
