//! Excel workbooks (.xlsx), unpacked and read a row at a time.
//!
//! Numbers keep the digits that the workbook holds; dates are known by the style of their cells, in the calendar that the workbook
//! says. Formulas count by the value that was stored with them.
//!
//! Source: ECMA-376, part 1, 18.2 (workbooks), 18.3 (sheets), 18.4 (shared texts), 18.8 (styles).

mod merged;
mod rows;
mod strings;
mod styles;

use super::book::{self, Area, Listed};
use super::xml::{Event, Xml, attribute};
use super::zip::{Archive, bad};
use outturn_import::Fault;
use rows::{Rows, Shared};
use strings::Strings;

/// An Excel workbook.
pub(super) struct Book<'a> {
    archive: Archive<'a>,
    shared: Shared,
    sheets: Vec<Listed>,
    /// The parts that the sheets are, in the same order.
    parts: Vec<String>,
}

impl<'a> Book<'a> {
    /// Opens an archive that is one.
    pub(super) fn open(archive: Archive<'a>) -> Result<Self, Fault> {
        let main = target(&relations(&archive, "_rels/.rels", "")?, "/officeDocument")
            .unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
        let relations = relations(&archive, &format!("{folder}/_rels/{file}.rels"), folder)?;
        let mut shared = Shared::default();
        let listed = sheets(&archive, &main, &relations, &mut shared)?;
        if let Some(part) = part(&archive, target(&relations, "/sharedStrings"))? {
            shared.strings = Strings::read(part)?;
        }
        if let Some(part) = part(&archive, target(&relations, "/styles"))? {
            shared.styles = styles::read(part)?;
        }
        let (sheets, parts) = listed.into_iter().unzip();
        Ok(Self {
            archive,
            shared,
            sheets,
            parts,
        })
    }
}

impl book::Book for Book<'_> {
    fn sheets(&self) -> &[Listed] {
        &self.sheets
    }

    fn since_1904(&self) -> bool {
        self.shared.since_1904
    }

    fn size(&mut self, sheet: usize) -> u64 {
        self.archive.size(&self.parts[sheet]) as u64
    }

    fn merged(&mut self, sheet: usize) -> Vec<Area> {
        merged::areas(&self.archive, &self.parts[sheet])
    }

    fn rows(&mut self, sheet: usize) -> Result<Box<dyn book::Rows + '_>, Fault> {
        let xml = xml(&self.archive, &self.parts[sheet])?;
        Ok(Box::new(Rows::new(xml, &self.shared)))
    }
}

/// Most sheets, and links from a part to others.
const MOST: usize = 4096;

/// Links from one part to others: how they are related, their identity and the part.
pub(super) type Relations = Vec<(String, String, String)>;

/// The first part that is related so.
pub(super) fn target(relations: &Relations, kind: &str) -> Option<String> {
    let found = relations.iter().find(|(k, ..)| k.ends_with(kind));
    found.map(|(.., part)| part.clone())
}

pub(super) fn relations(
    archive: &Archive<'_>,
    name: &str,
    folder: &str,
) -> Result<Relations, Fault> {
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

/// The workbook's sheets of cells in their order; noted is whether its calendar begins in 1904, and whether it wants to be calculated.
fn sheets(
    archive: &Archive<'_>,
    main: &str,
    relations: &Relations,
    shared: &mut Shared,
) -> Result<Vec<(Listed, String)>, Fault> {
    let mut listed = Vec::new();
    let mut told = 0;
    let mut xml = xml(archive, main)?;
    while let Some(event) = xml.next()? {
        if let Event::Open(tag) | Event::Empty(tag) = event {
            let of = |name| attribute(&tag, name);
            match tag.local_name().as_ref() {
                "workbookPr" => {
                    shared.since_1904 = matches!(of("date1904").as_deref(), Some("1" | "true"));
                }
                "calcPr" => {
                    let wanted = of("fullCalcOnLoad");
                    shared.to_calculate = matches!(wanted.as_deref(), Some("1" | "true"));
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
                        let sheet = Listed {
                            name: of("name").unwrap_or_default().into_owned(),
                            shown: matches!(of("state").as_deref(), None | Some("visible")),
                        };
                        listed.push((sheet, part.clone()));
                    }
                }
                _ => {}
            }
        }
    }
    if listed.is_empty() {
        return Err(bad("it has no sheet of cells"));
    }
    Ok(listed)
}
