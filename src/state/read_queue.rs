//! Which file is read next. Files are read one after the other, in the order of the document: two at once would share the same
//! processor, and rows would arrive in the order in which reads happen to end.

use outturn_protocol::{FileId, RequestId};
use std::collections::{BTreeSet, VecDeque};

/// A file whose turn it is. The number tells this read from an earlier one of the same file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Which file.
    pub file: FileId,
    /// Which read.
    pub number: u32,
}

#[derive(Debug)]
struct UnderWay {
    turn: Turn,
    /// The request that reads it; `None` until the worker is asked.
    request: Option<RequestId>,
}

/// The files that wait to be read, and the one that is being read.
#[derive(Debug, Default)]
pub struct ReadQueue {
    waiting: BTreeSet<FileId>,
    /// The order of those that wait; files called off since are passed over.
    order: VecDeque<FileId>,
    under_way: Option<UnderWay>,
    turns: u32,
}

impl ReadQueue {
    /// Puts a file at the end of the queue. If it is being read, that read is called off: the request to cancel is returned.
    #[must_use = "the worker has to be told to cancel the read"]
    pub fn add(&mut self, file: &FileId) -> Option<RequestId> {
        let cancelled = self.call_off(file);
        self.waiting.insert(file.clone());
        self.order.push_back(file.clone());
        cancelled
    }

    /// Has the waiting files read in this order. It must name them all.
    pub fn arrange<'a>(&mut self, files: impl Iterator<Item = &'a FileId>) {
        let waiting = files.filter(|file| self.waiting.contains(*file));
        self.order = waiting.cloned().collect();
    }

    /// Takes a file out of the queue. If it is being read, the request to cancel is returned.
    #[must_use = "the worker has to be told to cancel the read"]
    pub fn call_off(&mut self, file: &FileId) -> Option<RequestId> {
        self.waiting.remove(file);
        self.under_way
            .take_if(|read| read.turn.file == *file)
            .and_then(|read| read.request)
    }

    /// The file to begin with now; `None` while one is being read, and when none waits.
    #[must_use = "whoever takes a turn must end it"]
    pub fn next_turn(&mut self) -> Option<Turn> {
        if self.under_way.is_some() {
            return None;
        }
        let file = loop {
            let file = self.order.pop_front()?;
            if self.waiting.remove(&file) {
                break file;
            }
        };
        self.turns = self.turns.wrapping_add(1);
        let turn = Turn {
            file,
            number: self.turns,
        };
        self.under_way = Some(UnderWay {
            turn: turn.clone(),
            request: None,
        });
        Some(turn)
    }

    /// Notes the request by which a turn's read can be cancelled.
    pub fn asked(&mut self, turn: &Turn, request: RequestId) {
        if let Some(read) = self.under_way.as_mut().filter(|read| read.turn == *turn) {
            read.request = Some(request);
        }
    }

    /// Whether this read still counts: it has been neither called off nor ended.
    #[must_use]
    pub fn holds(&self, turn: &Turn) -> bool {
        self.under_way
            .as_ref()
            .is_some_and(|read| read.turn == *turn)
    }

    /// Ends a read. `false` if it no longer counts, so that its result is not to be used.
    pub fn end(&mut self, turn: &Turn) -> bool {
        self.under_way.take_if(|read| read.turn == *turn).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(files: &[&str]) -> ReadQueue {
        let mut queue = ReadQueue::default();
        for file in files {
            assert_eq!(queue.add(&(*file).to_owned()), None);
        }
        queue
    }

    fn next(queue: &mut ReadQueue) -> Option<String> {
        let turn = queue.next_turn()?;
        assert!(queue.end(&turn));
        Some(turn.file)
    }

    fn rest(queue: &mut ReadQueue) -> Vec<String> {
        std::iter::from_fn(|| next(queue)).collect()
    }

    #[test]
    fn files_are_read_one_after_the_other() {
        let mut queue = queue(&["a", "b"]);
        let first = queue.next_turn().unwrap();
        assert_eq!(first.file, "a");
        assert_eq!(queue.next_turn(), None, "one is being read");
        assert!(queue.end(&first));
        assert_eq!(rest(&mut queue), ["b"]);
    }

    #[test]
    fn the_documents_order_holds_for_all_that_wait() {
        let mut queue = queue(&["c", "a"]);
        let _ = queue.add(&"b".to_owned());
        let document = ["a", "b", "c", "read already"].map(str::to_owned);
        queue.arrange(document.iter());
        assert_eq!(rest(&mut queue), ["a", "b", "c"]);
    }

    #[test]
    fn a_waiting_file_is_called_off_without_a_word_to_the_worker() {
        let mut queue = queue(&["a", "b", "c"]);
        assert_eq!(queue.call_off(&"b".to_owned()), None);
        assert_eq!(rest(&mut queue), ["a", "c"]);
    }

    #[test]
    fn a_read_that_is_called_off_is_cancelled_and_makes_room_at_once() {
        let mut queue = queue(&["a", "b"]);
        let first = queue.next_turn().unwrap();
        queue.asked(&first, 7);
        assert_eq!(queue.call_off(&"a".to_owned()), Some(7));
        assert!(!queue.holds(&first));
        let second = queue.next_turn().unwrap();
        assert_eq!(second.file, "b");
        assert!(!queue.end(&first), "its result comes too late");
        assert!(queue.holds(&second), "and ends nothing else");
    }

    #[test]
    fn a_file_that_is_added_again_is_read_anew() {
        let mut queue = queue(&["a"]);
        let first = queue.next_turn().unwrap();
        queue.asked(&first, 7);
        assert_eq!(queue.add(&"a".to_owned()), Some(7));
        let second = queue.next_turn().unwrap();
        assert_eq!(second.file, "a");
        assert!(!queue.holds(&first), "the earlier read is another one");
        assert!(queue.end(&second));
        assert_eq!(rest(&mut queue), Vec::<String>::new());
    }

    #[test]
    fn a_file_added_twice_is_read_once() {
        assert_eq!(rest(&mut queue(&["a", "b", "a"])), ["a", "b"]);
    }
}
