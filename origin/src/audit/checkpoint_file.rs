use std::{
    io::{self, ErrorKind, SeekFrom},
    path::PathBuf,
};

use tokio::{
    fs::{File, OpenOptions},
    io::{AsyncBufReadExt, AsyncReadExt, AsyncSeekExt, AsyncWriteExt, BufReader, Lines, Take},
};

use super::{Checkpoint, notary::RECORDS_PER_CHECKPOINT};

/// Longer than any line: a hash is 64 digits, and the rest of a line below 300.
const TAIL: u64 = 64 * RECORDS_PER_CHECKPOINT as u64 + 1024;

/// Where checkpoints are kept apart from the database: a file of JSON Lines that is only added to,
/// on a disk that the database's administrators cannot write to.
#[derive(Debug, Clone)]
pub struct CheckpointFile(PathBuf);

/// The checkpoints of a file as it was when it was opened.
#[derive(Debug)]
pub struct KeptCheckpoints(Option<Lines<BufReader<Take<File>>>>);

impl CheckpointFile {
    /// At `path`; made when it is first written to.
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// The last record that it speaks of; 0 when there is none.
    pub async fn last_number(&self) -> io::Result<i64> {
        let Some(mut file) = self.open().await? else { return Ok(0) };
        let length = file.metadata().await?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL))).await?;
        let mut tail = Vec::new();
        file.take(TAIL).read_to_end(&mut tail).await?;
        // The first line may be cut by where reading began, the last by an origin that ended.
        let tail = String::from_utf8_lossy(&tail);
        let last = tail.lines().rev().find_map(Checkpoint::from_line);
        Ok(last.map_or(0, |checkpoint| checkpoint.number))
    }

    /// Adds checkpoints, and sees that they are on the disk.
    pub async fn append(&self, checkpoints: &[Checkpoint]) -> io::Result<()> {
        let mut file = OpenOptions::new().append(true).create(true).open(&self.0).await?;
        let mut lines = String::new();
        for checkpoint in checkpoints {
            // Begins a line of its own also where an origin ended in the middle of one.
            lines.push('\n');
            lines.push_str(&checkpoint.to_line());
        }
        lines.push('\n');
        file.write_all(lines.as_bytes()).await?;
        file.sync_data().await
    }

    /// Its checkpoints from the first; what is added from now on is left out.
    pub async fn read(&self) -> io::Result<KeptCheckpoints> {
        let Some(file) = self.open().await? else { return Ok(KeptCheckpoints(None)) };
        let length = file.metadata().await?.len();
        Ok(KeptCheckpoints(Some(BufReader::new(file.take(length)).lines())))
    }

    async fn open(&self) -> io::Result<Option<File>> {
        match File::open(&self.0).await {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl KeptCheckpoints {
    /// The next one. Lines that are none are passed over: what they should have said is missed where
    /// the numbers leap.
    pub async fn next(&mut self) -> io::Result<Option<Checkpoint>> {
        let Some(lines) = &mut self.0 else { return Ok(None) };
        while let Some(line) = lines.next_line().await? {
            if let Some(checkpoint) = Checkpoint::from_line(&line) {
                return Ok(Some(checkpoint));
            }
        }
        Ok(None)
    }
}
