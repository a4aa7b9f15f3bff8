//! The asking end of a program that is loaded on demand.

use super::inbox::Inbox;
use super::{BrowserError, garbled};
use js_sys::{Array, Uint8Array};
use outturn_protocol::{OnDemand, Query, Told, decode, encode};
use std::marker::PhantomData;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Worker;

/// What is told, and what travels beside it.
pub type Reply<Q> = (Told<<Q as Query>::Progress, <Q as Query>::Answer>, JsValue);

/// A program at work on one question. Dropping it ends the program, and its memory goes with it.
pub struct Asked<Q> {
    inbox: Inbox,
    worker: Worker,
    question: PhantomData<Q>,
}

impl<Q: OnDemand> Asked<Q> {
    /// Asks a worker that has just been started with the script of the program; `program` is the program, compiled, and `beside` is what
    /// travels beside the question.
    ///
    /// # Errors
    /// When the message cannot be sent.
    pub fn ask(
        worker: Worker,
        program: &JsValue,
        question: &Q,
        beside: &[JsValue],
    ) -> Result<Self, BrowserError> {
        let bytes = encode(question).map_err(garbled("asking a program"))?;
        let message = Array::of3(
            program,
            &JsValue::from_str(Q::NAME),
            &Uint8Array::from(bytes.as_slice()),
        );
        for thing in beside {
            message.push(thing);
        }
        Ok(Self {
            inbox: Inbox::ask(&worker, &message)?,
            worker,
            question: PhantomData,
        })
    }

    /// Waits for what is told next.
    ///
    /// # Errors
    /// When the program broke down, or was [stopped](Self::stop).
    pub async fn next(&self) -> Result<Reply<Q>, BrowserError> {
        let doing = Q::PROGRAM.purpose();
        let message = self.inbox.message(doing).await?;
        let message: Array = message
            .ok_or_else(|| BrowserError {
                doing,
                because: "it ended before its work was done".to_owned(),
            })?
            .unchecked_into();
        let bytes: Uint8Array = message.get(0).unchecked_into();
        let told = decode(&bytes.to_vec()).map_err(garbled(doing))?;
        super::inbox::free(&bytes.buffer());
        Ok((told, message.get(1)))
    }

    /// Waits for the answer alone.
    ///
    /// # Errors
    /// As [`next`](Self::next).
    pub async fn answer(&self) -> Result<(Q::Answer, JsValue), BrowserError> {
        loop {
            if let (Told::Answer(answer), beside) = self.next().await? {
                return Ok((answer, beside));
            }
        }
    }

    /// Ends the program at once; whoever waits for it is told.
    pub fn stop(&self) {
        self.worker.terminate();
        self.inbox.end();
    }
}

impl<Q> Drop for Asked<Q> {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
