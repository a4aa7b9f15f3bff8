//! Enough of XML to check what we write.

/// Each element is closed in order, each attribute quoted, each `&` an entity: enough of XML for what we write.
pub fn assert_well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        assert_text(&rest[..start]);
        let length = rest[start..].find('>').expect("an element ends");
        let end = start + length;
        let tag = &rest[start + 1..end];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else {
            assert!(
                tag.matches('"').count().is_multiple_of(2) && !tag.contains('<'),
                "{tag}"
            );
            assert_text(tag);
            if !tag.ends_with('/') {
                open.push(tag.split_whitespace().next().unwrap_or_default());
            }
        }
        rest = &rest[end + 1..];
    }
    assert_text(rest);
    assert!(open.is_empty(), "left open: {open:?}");
}

fn assert_text(text: &str) {
    for (i, _) in text.match_indices('&') {
        let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
        assert!(
            entities.iter().any(|e| text[i..].starts_with(e)),
            "a bare & in {text:?}"
        );
    }
    assert!(
        text.chars().all(|c| c == '\n' || !c.is_control()),
        "a control character in {text:?}"
    );
}
