//! The page's end of its service worker (`js/service-worker.js`), which keeps the page's files for visits without a network.

use super::document::{document, window};
use super::event::{Listener, on};
use js_sys::{Array, Promise, Reflect};
use outturn_threads::{BrowserError, thrown};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    EventTarget, MessageChannel, MessageEvent, RegistrationOptions, ServiceWorker,
    ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
    ServiceWorkerUpdateViaCache, VisibilityState,
};

const SCRIPT: &str = "./service-worker.js";
const REGISTERING: &str = "keeping the page for use without a network";
/// How long a page must have been open before it asks for a newer build when it is looked at again, in milliseconds. Browsers ask by
/// themselves whenever the page is opened.
const LONG: f64 = 3_600_000.0;

/// What became of the builds in the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// This page's own build is kept, whole: the page opens without a network from now on.
    Kept,
    /// A newer build is kept beside it.
    Newer,
    /// A newer build has taken over, because a page asked for it: this page must load anew.
    Replaced,
}

/// The builds in the browser, followed until this is dropped.
pub struct Builds {
    container: ServiceWorkerContainer,
    registration: ServiceWorkerRegistration,
    /// The build of this page.
    own: String,
    news: Box<dyn Fn(News)>,
    asked: Cell<f64>,
    /// Whether the page is served by a service worker, and not by the host.
    controlled: Cell<bool>,
    listeners: RefCell<Vec<Listener>>,
}

impl Builds {
    /// Has the browser keep this page's build, `own`; `news` is called with what becomes of it. `None` where browsers have no
    /// service workers: in an insecure context.
    ///
    /// # Errors
    /// When the browser refuses, as some do in private windows.
    pub async fn keep(
        own: &str,
        news: impl Fn(News) + 'static,
    ) -> Result<Option<Rc<Self>>, BrowserError> {
        let Some(container) = container() else {
            return Ok(None);
        };
        let options = RegistrationOptions::new();
        options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
        let registration = JsFuture::from(container.register_with_options(SCRIPT, &options))
            .await
            .map_err(thrown(REGISTERING))?
            .unchecked_into();
        let controlled = Cell::new(container.controller().is_some());
        let builds = Rc::new(Self {
            container,
            controlled,
            registration,
            own: own.to_owned(),
            news: Box::new(news),
            asked: Cell::new(js_sys::Date::now()),
            listeners: RefCell::default(),
        });
        builds.watch();
        builds.look().await;
        Ok(Some(builds))
    }

    /// Has the newer build take over; [`News::Replaced`] follows in every tab that the older one serves, and in this one.
    pub fn take_over(self: &Rc<Self>) {
        let Some(waiting) = self.registration.waiting() else {
            (self.news)(News::Replaced); // it has already, for another tab
            return;
        };
        // A page that was loaded past its service worker has no controller to be changed.
        let newer = waiting.clone();
        self.listen(&waiting, "statechange", move |builds| {
            if newer.state() == ServiceWorkerState::Activated {
                (builds.news)(News::Replaced);
            }
        });
        let _ = waiting.post_message(&"take over".into());
    }

    /// Tells what there is now.
    async fn look(&self) {
        if let Some(waiting) = self.registration.waiting()
            && build_of(&waiting)
                .await
                .is_some_and(|build| build != self.own)
        {
            (self.news)(News::Newer);
        }
        match self.registration.active() {
            Some(active) if active.state() == ServiceWorkerState::Activated => {
                match build_of(&active).await {
                    Some(build) if build == self.own => (self.news)(News::Kept),
                    // This page came from the host just before the host was given a newer build.
                    Some(_) => (self.news)(News::Newer),
                    None => {}
                }
            }
            _ => {}
        }
    }

    fn watch(self: &Rc<Self>) {
        self.follow_newcomer();
        self.listen(&self.registration, "updatefound", Self::follow_newcomer);
        self.listen(&self.container, "controllerchange", |builds| {
            // The first one comes to a page that the host has served, and none is left when the user clears the site's data: nothing
            // is replaced by either.
            let controlled = builds.container.controller().is_some();
            if builds.controlled.replace(controlled) && controlled {
                (builds.news)(News::Replaced);
            }
        });
        self.listen(&document(), "visibilitychange", |builds| {
            builds.ask_now_and_then();
        });
    }

    /// Follows a build that is being installed.
    fn follow_newcomer(self: &Rc<Self>) {
        if let Some(newcomer) = self.registration.installing() {
            self.listen(&newcomer, "statechange", |builds| {
                let builds = Rc::clone(builds);
                spawn_local(async move { builds.look().await });
            });
        }
    }

    fn listen(
        self: &Rc<Self>,
        target: &EventTarget,
        name: &'static str,
        act: impl Fn(&Rc<Self>) + 'static,
    ) {
        let builds = Rc::downgrade(self);
        let listener = on(target, name, move |_| {
            if let Some(builds) = builds.upgrade() {
                act(&builds);
            }
        });
        self.listeners.borrow_mut().push(listener);
    }

    fn ask_now_and_then(&self) {
        let now = js_sys::Date::now();
        if document().visibility_state() == VisibilityState::Visible
            && now - self.asked.get() > LONG
        {
            self.asked.set(now);
            if let Ok(asked) = self.registration.update() {
                // Without a network there is nothing newer.
                spawn_local(async move { drop(JsFuture::from(asked).await) });
            }
        }
    }
}

/// `None` where there are no service workers; where they are forbidden even the question throws.
fn container() -> Option<ServiceWorkerContainer> {
    let container = Reflect::get(&window().navigator(), &"serviceWorker".into()).ok()?;
    (!container.is_falsy()).then(|| container.unchecked_into())
}

/// The name of the build that a service worker keeps.
async fn build_of(worker: &ServiceWorker) -> Option<String> {
    let channel = MessageChannel::new().ok()?;
    let (port, theirs) = (channel.port1(), channel.port2());
    let answer = Promise::new(&mut |done, _| {
        let answered = Closure::once_into_js(move |event: MessageEvent| {
            let _ = done.call1(&JsValue::NULL, &event.data());
        });
        port.set_onmessage(Some(answered.unchecked_ref()));
    });
    worker
        .post_message_with_transferable(&"which build".into(), &Array::of1(&theirs))
        .ok()?;
    let build = JsFuture::from(answer).await.ok()?.as_string();
    port.close();
    build
}
