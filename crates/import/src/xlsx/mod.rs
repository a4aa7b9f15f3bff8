//! Excel workbooks (.xlsx): the sheet that is the table, turned into delimited text a piece at a time.
//!
//! Numbers keep the digits that the workbook holds; dates are known by the style of their cells, in the calendar that the workbook
//! says; times of day and hours past a day are text as they are shown; errors are missing. Formulas count by the value that was
//! stored with them. Hidden sheets are not looked at, nor what is outside a table: charts, comments, merged cells.
//!
//! Source: ECMA-376, part 1, 18.2 (workbooks), 18.3 (sheets), 18.4 (shared texts), 18.8 (styles).

mod rows;
mod serial;
mod strings;
mod styles;
mod xml;
mod zip;

use super::decode;
use super::error::Fault;
use super::question::{Answer, Question, Subject};
use super::read::ReadOptions;
use super::repair::RepairRule;
use super::report::RepairLog;
use outturn_core::steps::pause;
use rows::{Errors, Rows, Shared};
use strings::Strings;
use xml::{Event, Xml, attribute};
use zip::{Archive, bad};

/// What is known of the sheet that was read.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// All sheets on show.
    pub(super) all: Vec<String>,
    pub(super) question: Option<Question>,
    errors: Errors,
}

impl Sheet {
    /// Tells the log of repairs.
    pub(super) fn note(&self, repairs: &mut RepairLog) {
        repairs.add(RepairRule::ErrorCell, self.errors.count, || {
            format!("{} → missing", self.errors.first)
        });
    }
}

/// A workbook while its sheet is read.
pub(super) struct Workbook<'a> {
    shared: Shared,
    rows: Rows<'a>,
    sheet: Sheet,
}

impl Workbook<'_> {
    /// Appends rows of so many bytes to `text`; `false` at the end of the sheet.
    pub(super) async fn write(&mut self, text: &mut String, bytes: usize) -> Result<bool, Fault> {
        // What is in it already may be a row held back that is longer.
        let most = text.len() + bytes;
        while text.len() < most {
            if !self.rows.write(&self.shared, text).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What is known of the sheet, after its last row.
    pub(super) fn finish(self) -> Sheet {
        Sheet {
            errors: self.rows.errors,
            ..self.sheet
        }
    }
}

/// One sheet of a workbook.
struct Listed {
    name: String,
    part: String,
    shown: bool,
}

/// Opens a workbook that is in memory at the sheet that is chosen, or is the table.
pub(super) async fn open<'a>(
    bytes: &'a [u8],
    options: &ReadOptions,
) -> Result<Workbook<'a>, Fault> {
    let archive = Archive::open(bytes)?;
    if !archive.has("[Content_Types].xml") || archive.has("workbook.bin") || !archive.has(".rels") {
        return Err(Fault::Binary {
            format: decode::other_zip(bytes).to_owned(),
        });
    }
    let main = target(
        &relations(&archive, "_rels/.rels", "").await?,
        "/officeDocument",
    )
    .unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = relations(&archive, &format!("{folder}/_rels/{file}.rels"), folder).await?;
    let (listed, since_1904) = sheets(&archive, &main, &relations).await?;
    let mut shared = Shared {
        since_1904,
        errors_are_missing: options.repairs(RepairRule::ErrorCell),
        ..Shared::default()
    };
    if let Some(part) = part(&archive, target(&relations, "/sharedStrings"))? {
        shared.strings = Strings::read(part).await?;
    }
    if let Some(part) = part(&archive, target(&relations, "/styles"))? {
        shared.styles = styles::read(part).await?;
    }
    let (listed, sheet) = choose(&archive, listed, &shared, options).await?;
    Ok(Workbook {
        shared,
        rows: Rows::new(xml(&archive, &listed.part)?),
        sheet,
    })
}

/// Most sheets, and links from a part to others.
const MOST: usize = 4096;

/// Links from one part to others: how they are related, their identity and the part.
type Relations = Vec<(String, String, String)>;

/// The first part that is related so.
fn target(relations: &Relations, kind: &str) -> Option<String> {
    let found = relations.iter().find(|(k, ..)| k.ends_with(kind));
    found.map(|(.., part)| part.clone())
}

async fn relations(archive: &Archive<'_>, name: &str, folder: &str) -> Result<Relations, Fault> {
    let mut all = Vec::new();
    let Some(part) = archive.part(name.trim_start_matches('/'))? else {
        return Ok(all);
    };
    let mut xml = Xml::new(part);
    while let Some(event) = xml.next()? {
        if let Event::Open(tag) | Event::Empty(tag) = event
            && tag.local_name().as_ref() == "Relationship"
        {
            let of = |name| attribute(&tag, name).unwrap_or_default().into_owned();
            all.push((of("Type"), of("Id"), resolve(folder, &of("Target"))));
            if all.len() > MOST {
                return Err(bad("it has more parts than can be looked at"));
            }
        }
        if xml.went_on() {
            pause().await;
        }
    }
    Ok(all)
}

/// A part's name as the archive has it, of one told relative to a folder.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|f| !f.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                path.pop();
            }
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

fn part<'a>(archive: &Archive<'a>, name: Option<String>) -> Result<Option<Xml<'a>>, Fault> {
    let Some(name) = name else { return Ok(None) };
    Ok(archive.part(&name)?.map(Xml::new))
}

fn xml<'a>(archive: &Archive<'a>, name: &str) -> Result<Xml<'a>, Fault> {
    let part = archive.part(name)?;
    Ok(Xml::new(
        part.ok_or_else(|| bad("a part of it is missing"))?,
    ))
}

/// The workbook's sheets of cells in their order, and whether its calendar begins in 1904.
async fn sheets(
    archive: &Archive<'_>,
    main: &str,
    relations: &Relations,
) -> Result<(Vec<Listed>, bool), Fault> {
    let mut listed = Vec::new();
    let (mut since_1904, mut told) = (false, 0);
    let mut xml = xml(archive, main)?;
    while let Some(event) = xml.next()? {
        if let Event::Open(tag) | Event::Empty(tag) = event {
            let of = |name| attribute(&tag, name);
            match tag.local_name().as_ref() {
                "workbookPr" => {
                    since_1904 = matches!(of("date1904").as_deref(), Some("1" | "true"));
                }
                "sheet" => {
                    told += 1;
                    if told > MOST {
                        return Err(bad("it has more sheets than can be looked at"));
                    }
                    let id = of("id").unwrap_or_default();
                    let found = relations
                        .iter()
                        .find(|(kind, known, _)| *known == id && kind.ends_with("/worksheet"));
                    if let Some((.., part)) = found {
                        listed.push(Listed {
                            name: of("name").unwrap_or_default().into_owned(),
                            part: part.clone(),
                            shown: matches!(of("state").as_deref(), None | Some("visible")),
                        });
                    }
                }
                _ => {}
            }
        }
        if xml.went_on() {
            pause().await;
        }
    }
    if listed.is_empty() {
        return Err(bad("it has no sheet of cells"));
    }
    Ok((listed, since_1904))
}

/// The sheet that the user chose; else the one that holds a table; of several the largest, and the user is asked.
async fn choose(
    archive: &Archive<'_>,
    listed: Vec<Listed>,
    shared: &Shared,
    options: &ReadOptions,
) -> Result<(Listed, Sheet), Fault> {
    let mut sheet = Sheet {
        all: listed
            .iter()
            .filter(|s| s.shown)
            .map(|s| s.name.clone())
            .collect(),
        ..Sheet::default()
    };
    let at = match &options.sheet {
        Some(name) => listed
            .iter()
            .position(|s| s.name == *name)
            .ok_or_else(|| Fault::NoSuchSheet { name: name.clone() })?,
        None => {
            let (mut tables, mut looked_at) = (Vec::new(), 0);
            for (at, sheet) in listed.iter().enumerate().filter(|(_, s)| s.shown) {
                if looked_at > LOOK_AT_MOST {
                    break;
                }
                if let Some(example) = begins(archive, sheet, shared, &mut looked_at).await? {
                    tables.push((at, example));
                }
            }
            // Of sheets of one size the first.
            let largest = tables
                .iter()
                .rev()
                .max_by_key(|(at, _)| archive.size(&listed[*at].part));
            let first = || listed.iter().position(|s| s.shown).unwrap_or(0);
            let at = largest.map_or_else(first, |(at, _)| *at);
            if tables.len() > 1 {
                sheet.question = Some(question(&listed, &tables, at));
            }
            at
        }
    };
    let chosen = listed
        .into_iter()
        .nth(at)
        .ok_or_else(|| bad("it has no sheet of cells"))?;
    chosen.name.clone_into(&mut sheet.name);
    Ok((chosen, sheet))
}

fn question(listed: &[Listed], tables: &[(usize, String)], guess: usize) -> Question {
    let name = |at: usize| listed[at].name.clone();
    Question {
        subject: Subject::Sheet,
        column: None,
        examples: tables
            .iter()
            .map(|(at, cells)| format!("{}: {cells}", name(*at)))
            .collect(),
        choices: tables
            .iter()
            .map(|(at, _)| Answer::Sheet(name(*at)))
            .collect(),
        guess: Answer::Sheet(name(guess)),
    }
}

/// Bytes of sheets that are looked at to find out which is the table.
const LOOK_AT_MOST: usize = 64 << 20;

/// The first row of a table, if a sheet begins with one: two rows of two cells within the first few. Counts the bytes looked at.
async fn begins(
    archive: &Archive<'_>,
    sheet: &Listed,
    shared: &Shared,
    looked_at: &mut usize,
) -> Result<Option<String>, Fault> {
    const LOOK: usize = 50;
    let mut rows = Rows::new(xml(archive, &sheet.part)?);
    let mut first: Option<String> = None;
    for _ in 0..LOOK {
        let before = rows.made();
        let cells = rows.next(shared).await?;
        *looked_at += rows.made() - before;
        let Some(cells) = cells else {
            return Ok(None);
        };
        let filled: Vec<String> = cells.into_iter().filter(|c| !c.is_empty()).collect();
        match &first {
            _ if filled.len() < 2 => {}
            Some(first) => return Ok(Some(first.clone())),
            None => first = Some(super::report::excerpt(&filled.join(", "))),
        }
    }
    Ok(None)
}
