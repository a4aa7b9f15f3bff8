//! Keys by the names people give them: `"Tab"`, `"ArrowRight"`, `"Control+Shift+Z"`, `"7"`.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

/// The pressing and releasing that a chord such as `Control+Z` stands for.
pub fn chord(keys: &str) -> KeyActions {
    let codes: Vec<char> = keys.split('+').map(code).collect();
    let actions = codes
        .iter()
        .fold(KeyActions::new("keyboard".into()), |actions, &value| {
            actions.then(KeyAction::Down { value })
        });
    codes.iter().rev().fold(actions, |actions, &value| {
        actions.then(KeyAction::Up { value })
    })
}

fn code(name: &str) -> char {
    let key = match name {
        "Alt" => Key::Alt,
        "ArrowDown" => Key::Down,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "Backspace" => Key::Backspace,
        "Control" => Key::Control,
        "Delete" => Key::Delete,
        "End" => Key::End,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Home" => Key::Home,
        "PageDown" => Key::PageDown,
        "PageUp" => Key::PageUp,
        "Shift" => Key::Shift,
        "Space" => return ' ',
        "Tab" => Key::Tab,
        other => {
            let mut characters = other.chars();
            return match (characters.next(), characters.next()) {
                (Some(one), None) => one.to_ascii_lowercase(),
                _ => panic!("no key is named {other:?}"),
            };
        }
    };
    key.into()
}
