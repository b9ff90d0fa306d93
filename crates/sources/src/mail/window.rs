//! A sliding view of a stream: the only bytes of an archive that are in memory.

use std::io::{BufRead, ErrorKind, Result};

/// How much is read at a time. Small enough to stay in the processor's second cache, where the copy out of
/// the kernel and the search for the next message are both fast.
const CHUNK: usize = 128 * 1024;

/// A stretch of a stream that moves forward, and grows only while somebody needs more of it at once.
pub(super) struct Window<'a> {
    input: &'a mut dyn BufRead,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Where in the stream `start` stands.
    offset: u64,
    ended: bool,
}

impl<'a> Window<'a> {
    pub(super) fn new(input: &'a mut dyn BufRead) -> Window<'a> {
        Window { input, buffer: Vec::new(), start: 0, end: 0, offset: 0, ended: false }
    }

    /// What is in view.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Where in the stream the view begins.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// Nothing comes after what is in view.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// Lets go of the first `count` bytes.
    pub(super) fn pass(&mut self, count: usize) {
        let count = count.min(self.end - self.start);
        self.start += count;
        self.offset += count as u64;
    }

    /// Brings another chunk into view. Always a whole one unless the stream ends, so that what is seen does
    /// not depend on how the stream was cut.
    pub(super) fn more(&mut self) -> Result<()> {
        if self.ended {
            return Ok(());
        }
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        let goal = self.end + CHUNK;
        if self.buffer.len() < goal {
            self.buffer.resize(goal.next_power_of_two(), 0);
        }
        while self.end < goal {
            match self.input.read(&mut self.buffer[self.end..goal]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => self.end += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Makes sure that `count` bytes are in view, or all there are.
    pub(super) fn reach(&mut self, count: usize) -> Result<()> {
        while self.end - self.start < count && !self.ended {
            self.more()?;
        }
        Ok(())
    }
}
