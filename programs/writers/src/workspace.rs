//! The workspace file.

use outturn_protocol::{WriteWorkspace, WrittenWorkspace};
use outturn_store::archive::{CHECKSUMS, DOCUMENT, FILES, checksums, end, header, padding};
use outturn_threads::BrowserError;
use outturn_threads::blob::{Part, blob_of, fingerprint};
use web_sys::Blob;

const MEDIA_TYPE: &str = "application/x-tar";

/// An archive, made once every byte of it was read and found to be what it was. A file that cannot be read, or is not what it was, is
/// left out and named.
pub async fn written(
    asked: WriteWorkspace,
    blobs: Vec<Blob>,
) -> Result<(WrittenWorkspace, Blob), BrowserError> {
    let (mut entries, mut missing) = (Vec::new(), Vec::new());
    let mut blobs = blobs.into_iter();
    for member in asked.members {
        let copies: Vec<Blob> = blobs.by_ref().take(member.copies).collect();
        match found(&member.sha256, copies).await {
            Some((sha256, blob)) => entries.push((format!("{FILES}{}", member.id), blob, sha256)),
            None => missing.push(member.name),
        }
    }
    let file = archived(&asked.document, &entries).await?;
    Ok((WrittenWorkspace { missing }, file))
}

/// The first copy whose bytes are those of the file, with their SHA-256; `None` where they cannot be had any more.
async fn found(sha256: &str, copies: Vec<Blob>) -> Option<(String, Blob)> {
    for blob in copies {
        if let Ok(read) = fingerprint(&blob).await
            && (sha256.is_empty() || sha256 == read)
        {
            return Some((read, blob));
        }
    }
    None
}

async fn archived(json: &str, files: &[(String, Blob, String)]) -> Result<Blob, BrowserError> {
    let document = blob_of(&[Part::Bytes(json.as_bytes())], MEDIA_TYPE)?;
    let document_sum = fingerprint(&document).await?;
    let sums = checksums(
        [(DOCUMENT, document_sum.as_str())].into_iter().chain(
            files
                .iter()
                .map(|(name, _, sum)| (name.as_str(), sum.as_str())),
        ),
    );
    let sums = blob_of(&[Part::Bytes(sums.as_bytes())], MEDIA_TYPE)?;
    let all: Vec<(&str, &Blob)> = [(DOCUMENT, &document), (CHECKSUMS, &sums)]
        .into_iter()
        .chain(files.iter().map(|(name, blob, _)| (name.as_str(), blob)))
        .collect();
    let framed: Vec<_> = all
        .iter()
        .map(|(name, blob)| {
            let length = blob.size() as u64;
            (header(name, length), *blob, padding(length))
        })
        .collect();
    let end = end();
    let mut parts = Vec::new();
    for (head, blob, pad) in &framed {
        parts.extend([Part::Bytes(head), Part::Blob(blob), Part::Bytes(pad)]);
    }
    parts.push(Part::Bytes(&end));
    blob_of(&parts, MEDIA_TYPE)
}
