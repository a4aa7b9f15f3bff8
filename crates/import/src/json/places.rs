//! What an object among others is: a row, a page with rows inside, or a document about one thing.
//!
//! A *page* is what an API answers at once: one list of objects, and beside it only words of paging. A *thing* says of itself which
//! it is and when it happened: an incident, a run, a deployment. Its lists are parts of it.

use super::super::dates::{self, DateOrder};
use super::flatten::{Member, Scalar, begins_with_object, dotted, members};

/// Words of paging, in small letters and digits only.
const PAGING: [&str; 39] = [
    "cursor",
    "endcursor",
    "hasmore",
    "hasnext",
    "hasnextpage",
    "haspreviouspage",
    "incompleteresults",
    "islast",
    "limit",
    "maxresults",
    "more",
    "next",
    "nextcursor",
    "nextlink",
    "nextpage",
    "nextpagetoken",
    "nextpageuri",
    "nextrecordsurl",
    "numpages",
    "odatacontext",
    "odatacount",
    "odatanextlink",
    "offset",
    "page",
    "pagecount",
    "pagenumber",
    "pages",
    "pagesize",
    "perpage",
    "prev",
    "previous",
    "resultcount",
    "startat",
    "startcursor",
    "total",
    "totalcount",
    "totalelements",
    "totalpages",
    "totalsize",
];

/// Words that a page says of itself, and a row may, too.
const WEAK: [&str; 11] = [
    "count", "first", "href", "last", "object", "ok", "self", "size", "status", "success", "url",
];

/// What stands around a thing and says nothing about it.
const ENVELOPE: [&str; 12] = [
    "account",
    "event",
    "jsonapi",
    "links",
    "meta",
    "metadata",
    "page",
    "pagination",
    "request",
    "schema",
    "status",
    "version",
];

/// Ends of names that say which one something is, and what such a name may begin with and say nothing of the kind.
const IDENTITY: [&str; 8] = [
    "id",
    "uuid",
    "guid",
    "key",
    "number",
    "iid",
    "identifier",
    "arn",
];
const OTHERS: [&str; 16] = [
    "account",
    "client",
    "correlation",
    "export",
    "org",
    "organization",
    "page",
    "project",
    "query",
    "report",
    "request",
    "session",
    "team",
    "tenant",
    "trace",
    "user",
];

/// Times of the writing, or of the question, and not of what is told.
const OF_WRITING: [&str; 17] = [
    "asof",
    "end",
    "endtime",
    "exportedat",
    "fetchedat",
    "from",
    "generated",
    "generatedat",
    "now",
    "requestedat",
    "retrievedat",
    "since",
    "start",
    "timestamp",
    "to",
    "until",
    "updatedat",
];

/// Names of lists that are a table, whatever stands beside them.
const TABLES: [&str; 14] = [
    "content", "data", "entries", "hits", "items", "list", "nodes", "objects", "records", "result",
    "results", "rows", "value", "values",
];

/// Small letters and digits of the last part of a dotted name.
fn plain(name: &str) -> String {
    let last = name.rsplit('.').next().unwrap_or(name);
    let kept = last.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether a list is called as tables are.
pub(super) fn is_table(name: &str) -> bool {
    TABLES.contains(&plain(name).as_str())
}

/// Where the rows are in an object that is a page; `None` where it is none.
pub(super) async fn rows_of_page(object: &str) -> serde_json::Result<Option<String>> {
    /// Words of paging that prove a page, whatever else it says.
    const SURE: u32 = 2;
    let mut page = Page::default();
    page.look("", &members(object).await?, 0).await?;
    let only = !page.says_more && (!page.weak || page.strong > 0);
    let is_page = only || page.strong >= SURE;
    // The first page may have nothing on it.
    let lists = match page.lists.as_slice() {
        [] => &page.empty,
        lists => lists,
    };
    let [list] = lists else {
        return Ok(None);
    };
    let known = !page.says_more && is_table(list);
    Ok((is_page || known).then(|| list.clone()))
}

/// What is beside the lists of an object.
#[derive(Default)]
struct Page {
    lists: Vec<String>,
    empty: Vec<String>,
    /// Words of paging, words that may be, and others.
    strong: u32,
    weak: bool,
    says_more: bool,
}

impl Page {
    async fn look(
        &mut self,
        prefix: &str,
        object: &[Member<'_>],
        depth: u32,
    ) -> serde_json::Result<()> {
        /// Levels that a page wraps its rows in, as GraphQL does.
        const DEEPEST: u32 = 6;
        for (key, text) in object {
            let name = dotted(prefix, key);
            match text.as_bytes().first() {
                Some(b'[') if begins_with_object(text) => self.lists.push(name),
                Some(b'{') if depth < DEEPEST => {
                    let inner = members(text).await?;
                    Box::pin(self.look(&name, &inner, depth + 1)).await?;
                }
                Some(b'[') if text[1..].trim_start().starts_with(']') => self.empty.push(name),
                // A list of words is beside the rows.
                Some(b'[' | b'n') => {}
                _ if PAGING.contains(&plain(key).as_str()) => self.strong += 1,
                _ if WEAK.contains(&plain(key).as_str()) => self.weak = true,
                _ => self.says_more = true,
            }
        }
        Ok(())
    }
}

/// The lists of objects in a row, under dotted names.
pub(super) async fn lists_in(object: &str, found: &mut Vec<String>) -> serde_json::Result<()> {
    /// Most lists that are offered.
    const MOST: usize = 50;
    let mut todo = vec![(String::new(), object)];
    while let Some((prefix, object)) = todo.pop() {
        for (key, text) in members(object).await? {
            let name = dotted(&prefix, &key);
            if begins_with_object(text) && text.starts_with('[') {
                if found.len() < MOST && !found.contains(&name) {
                    found.push(name);
                }
            } else if text.starts_with('{') {
                todo.push((name, text));
            }
        }
    }
    Ok(())
}

/// Where the thing is in an object that is nothing but one in an envelope.
pub(super) async fn thing_in(object: &str) -> serde_json::Result<Option<String>> {
    let thing = thing(&members(object).await?).await?;
    Ok(thing.map(|thing| thing.at).filter(|at| !at.is_empty()))
}

/// What a document says of the one thing that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Thing {
    /// Where it is, as dotted names; empty is the document itself.
    pub(super) at: String,
    /// Whether it says when it happened, and not only which one it is.
    pub(super) is_dated: bool,
}

/// The thing that a document is about: the object nearest to the top that says which one it is and when, with nothing but an envelope
/// around it; else the document itself where it says which one it is.
pub(super) async fn thing(top: &[Member<'_>]) -> serde_json::Result<Option<Thing>> {
    let whole = |is_dated| {
        let at = String::new();
        Some(Thing { at, is_dated })
    };
    if let (true, is_dated) = itself(top)? {
        return Ok(whole(is_dated));
    }
    let mut found = None;
    let mut is_wrapped = true;
    for (key, text) in top {
        if ENVELOPE.contains(&plain(key).as_str()) {
            continue;
        }
        match text.as_bytes().first() {
            Some(b'{') if let (true, true) = itself(&members(text).await?)? => {
                is_wrapped &= found.replace(key.clone().into_owned()).is_none();
            }
            Some(b'n') => {}
            _ => is_wrapped = false,
        }
    }
    Ok(found.and_then(|at| match is_wrapped {
        true => Some(Thing { at, is_dated: true }),
        false => whole(true),
    }))
}

/// Whether an object says which one it is, and when it happened.
fn itself(object: &[Member<'_>]) -> serde_json::Result<(bool, bool)> {
    let (mut named, mut dated) = (false, false);
    for (key, text) in object {
        if text.starts_with(['{', '[', 'n', 't', 'f']) {
            continue;
        }
        named |= says_which(key);
        dated |= match Scalar::of(text)? {
            Scalar::Text(said) => {
                !OF_WRITING.contains(&plain(key).as_str())
                    && dates::parse(said.as_bytes(), DateOrder::DayFirst).is_some()
            }
            _ => false,
        };
    }
    Ok((named, dated))
}

/// `id`, `incident_id`, `runId`; not `request_id`.
fn says_which(key: &str) -> bool {
    let name = plain(key);
    IDENTITY.iter().any(|end| {
        let Some(before) = name.strip_suffix(end) else {
            return false;
        };
        // `paid` is no identity: the end is a word of its own.
        let ends = key.len() - end.len();
        let apart = before.is_empty()
            || key
                .get(..ends)
                .is_some_and(|k| k.ends_with(['_', '-', '.', ' ']))
            || key.as_bytes().get(ends).is_some_and(u8::is_ascii_uppercase);
        apart && !OTHERS.contains(&before)
    })
}
