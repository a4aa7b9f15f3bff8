//! Locks that all tabs of this page in one browser share (Web Locks). A lock goes with the tab or worker that holds it, however that ends.

use super::document::window;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// `web-sys` has it behind a flag only, though all browsers have had it for years.
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &JsValue,
        granted: &Function,
    ) -> Result<Promise, JsValue>;
}

/// How a lock is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Only if nobody holds it or waits for it.
    IfFree,
    /// After those who hold it and wait for it.
    Wait,
    /// At once: who holds it loses it.
    Steal,
}

/// A lock that is held until this is dropped.
pub struct Lock {
    release: Function,
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.release.call0(&JsValue::NULL);
    }
}

/// Whether this browser has locks; it has none on a page that was not loaded safely.
#[must_use]
pub fn available() -> bool {
    manager().is_some()
}

fn manager() -> Option<LockManager> {
    let navigator = window().navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_falsy()).then(|| locks.unchecked_into())
}

/// Asks for a lock. `None` when it is not free, or the browser has no locks. `lost` is called when another tab steals it.
pub async fn acquire(name: &str, ask: Ask, lost: impl FnOnce() + 'static) -> Option<Lock> {
    let locks = manager()?;
    let release: Rc<RefCell<Option<Function>>> = Rc::default();
    let mut requested = None;
    let granted = Promise::new(&mut |resolve, _| {
        let release = Rc::clone(&release);
        let on_granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let held = lock.is_truthy().then(|| {
                Promise::new(&mut |let_go, _| {
                    release.replace(Some(let_go));
                })
            });
            let _ = resolve.call0(&JsValue::NULL);
            held.map_or(JsValue::UNDEFINED, Into::into)
        });
        let request = locks.request(name, &options(ask), on_granted.unchecked_ref());
        requested = request.ok();
    });
    let requested = requested?;
    JsFuture::from(granted).await.ok()?;
    let release = release.take()?;
    wasm_bindgen_futures::spawn_local(async move {
        // Rejected when it is stolen; resolved when it is let go.
        if JsFuture::from(requested).await.is_err() {
            lost();
        }
    });
    Some(Lock { release })
}

fn options(ask: Ask) -> JsValue {
    let options = Object::new();
    let flag = match ask {
        Ask::IfFree => "ifAvailable",
        Ask::Steal => "steal",
        Ask::Wait => return options.into(),
    };
    // Fails on sealed objects only.
    let _ = Reflect::set(&options, &flag.into(), &JsValue::TRUE);
    options.into()
}
