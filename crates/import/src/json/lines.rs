//! What is no JSON among values that are: lines of another program, lines cut off, the end of a file that is missing.

use super::super::error::Fault;
use super::super::report::{LeftOut, LeftOutReason, excerpt};
use super::pieces::{self, Stint};
use super::{Expect, Failure, JsonReader};

impl JsonReader {
    /// Whether there is a value in front.
    pub(super) fn has_value(&self) -> bool {
        self.rows_read > 0 || self.first.is_some()
    }

    /// What to say of a character that cannot be there.
    pub(super) fn unexpected(&self, text: &str, at: usize, wanted: &str) -> Failure {
        let found = text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .unwrap_or_default();
        let reason = format!("{wanted} was expected, {found:?} was found");
        (Fault::BadJson { reason }, self.place(text, at))
    }

    /// Remembers what to say should the file have too little that is better.
    pub(super) fn note_failure(&mut self, text: &str, at: usize, wanted: &str) {
        if self.first_failure.is_none() {
            self.first_failure = Some(self.unexpected(text, at, wanted));
        }
    }

    /// Leaves out what began here, up to the end of its line, once that is at hand.
    pub(super) fn skip_line(&mut self, text: &str, start: usize, last: bool) {
        let rest = text.as_bytes().get(self.seen..).unwrap_or_default();
        let end = match memchr::memchr(b'\n', rest) {
            Some(at) => self.seen + at,
            None => {
                self.seen = text.len();
                if !last {
                    return;
                }
                text.len()
            }
        };
        self.seen = end;
        self.junk = None;
        self.leave_out(text, start, end, LeftOutReason::NotJson);
    }

    /// Whether a value ends with its line though it is not complete: text goes on past no line, and in a file that has each value on a
    /// line of its own the next one begins.
    pub(super) fn ends_here(&self, bytes: &[u8]) -> bool {
        let next = bytes.get(self.seen + 1);
        let next_begins = self.has_value() && self.one_a_line && next == Some(&b'{');
        self.expect == Expect::Object && (self.in_string || next_begins)
    }

    /// Leaves out a value that its line cuts off.
    pub(super) fn cut_line(&mut self, text: &str) {
        let start = self.value.take().unwrap_or(self.seen);
        if self.first_failure.is_none() {
            self.first_failure = Some((Fault::TruncatedJson, self.place(text, start)));
        }
        self.leave_out(text, start, self.seen, LeftOutReason::NotJson);
    }

    /// Whether the file's first value never ends for its line is cut off, which is left out then: the next line begins with a value.
    pub(super) async fn passes_over_first_line(&mut self, text: &str) -> bool {
        let (Some(start), Expect::Object, false) = (self.value, self.expect, self.has_value())
        else {
            return false;
        };
        let value = text.get(start..).unwrap_or_default();
        let Some(line) = value.find("\n{") else {
            return false;
        };
        if mended(value).await.is_some() {
            return false;
        }
        self.seen = start + line;
        self.in_string = false;
        self.cut_line(text);
        true
    }

    pub(super) fn leave_out(
        &mut self,
        text: &str,
        start: usize,
        end: usize,
        reason: LeftOutReason,
    ) {
        let found = text.get(start..end).unwrap_or_default().trim_end();
        self.sink.rows_read += 1;
        self.rows_read = self.sink.rows_read;
        self.sink.left_out.push(LeftOut {
            row: self.rows_read as u32,
            reason,
            column: None,
            found: Some(excerpt(found)),
        });
    }

    /// The end of the file. Where it comes too soon, what came before counts if there is any.
    pub(super) async fn end(&mut self, text: &str) -> Result<(), Failure> {
        let open = match self.value {
            Some(start) => Some(start),
            None if matches!(self.expect, Expect::Object | Expect::End) => None,
            None => Some(text.len()),
        };
        if let Some(at) = open {
            let failure = (Fault::TruncatedJson, self.place(text, at));
            self.cut(text, at)
                .await
                .map_err(|fault| fault.unwrap_or(failure))?;
        }
        self.document(text).await?;
        let rows = self.sink.frame.rows;
        if let Some(failure) = self.first_failure.take()
            && (rows < 2 || self.sink.frame.width() == 0)
        {
            return Err(failure);
        }
        if let Some(failure) = self.glued.take()
            && self.sink.frame.width() == 0
        {
            return Err(failure);
        }
        match &self.options.rows_at {
            Some(path) if rows == 0 && self.sink.at.is_some() => {
                let fault = Fault::NoSuchList { path: path.clone() };
                Err((fault, self.place(text, text.len())))
            }
            _ => Ok(()),
        }
    }

    /// Takes what there is of a file that is cut off; the value that is cut is left out, but for whole rows inside it.
    async fn cut(&mut self, text: &str, at: usize) -> Result<(), Option<Failure>> {
        self.ending.cut = true;
        let cut = text.get(at..).unwrap_or_default();
        let is_whole_file = self.expect == Expect::Object && !self.has_value();
        if self.value.take().is_some() {
            self.first_row(text).await.map_err(Some)?;
            let mended = match is_whole_file || self.sink.at.is_some() {
                true => mended(cut).await,
                false => None,
            };
            match mended {
                Some(mended) if is_whole_file => {
                    let read = self.read_document(&mended, text, at).await;
                    return read.map_err(|_| None);
                }
                Some(mended) => {
                    // What is long is to be looked at before.
                    pieces::check(&mended).await.map_err(|_| None)?;
                    self.sink.row(&mended).await.map_err(|_| None)?;
                    self.rows_read = self.sink.rows_read;
                }
                None => self.leave_out(text, at, text.len(), LeftOutReason::CutOff),
            }
        }
        if self.sink.frame.rows > 0 && self.sink.frame.width() > 0 {
            return Ok(());
        }
        Err(None)
    }
}

/// A value that is cut off, closed behind the last whole object of a list in it; `None` where it has none.
async fn mended(cut: &str) -> Option<String> {
    let (mut open, mut best) = (Vec::new(), None);
    let (mut in_string, mut escaped) = (false, false);
    let mut stint = Stint::default();
    for (at, byte) in cut.bytes().enumerate() {
        stint.spend(1).await;
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' => open.push('}'),
            b'[' => open.push(']'),
            b'}' | b']' => {
                open.pop();
                if byte == b'}' && open.last() == Some(&']') {
                    best = Some((at + 1, open.clone()));
                }
            }
            _ => {}
        }
    }
    let (end, open) = best?;
    let closed: String = open.iter().rev().collect();
    Some(format!("{}{closed}", &cut[..end]))
}
