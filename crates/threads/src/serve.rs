//! The answering end of a program that is loaded on demand.

use super::{BrowserError, garbled};
use js_sys::{Array, Uint8Array};
use outturn_protocol::{Query, Told, decode, encode};
use std::marker::PhantomData;
use wasm_bindgen::JsValue;
use web_sys::MessagePort;

/// Where what is said of one question goes to.
pub struct Replies<Q> {
    port: MessagePort,
    question: PhantomData<Q>,
}

impl<Q: Query> Replies<Q> {
    /// Tells a piece.
    ///
    /// # Errors
    /// When it cannot be written as a message.
    pub fn progress(&self, piece: Q::Progress) -> Result<(), BrowserError> {
        self.say(&Told::Progress(piece), &JsValue::UNDEFINED)
    }

    fn say(
        &self,
        told: &Told<Q::Progress, Q::Answer>,
        beside: &JsValue,
    ) -> Result<(), BrowserError> {
        let bytes = encode(told).map_err(garbled("answering"))?;
        let bytes = Uint8Array::from(bytes.as_slice());
        let message = Array::of2(&bytes, beside);
        // Refused only where the port is closed: nobody waits any more.
        let _ = self
            .port
            .post_message_with_transferable(&message, &Array::of1(&bytes.buffer()));
        Ok(())
    }
}

/// Answers a question that has arrived as bytes. What `answer` returns beside the answer travels with it, such as a blob.
///
/// # Errors
/// When the question is not one of this kind, or the answer cannot be written as a message.
pub async fn reply<Q: Query>(
    question: &Uint8Array,
    port: MessagePort,
    answer: impl AsyncFnOnce(Q, &Replies<Q>) -> (Q::Answer, JsValue),
) -> Result<(), BrowserError> {
    let question = decode(&question.to_vec()).map_err(garbled("reading the question"))?;
    let replies = Replies {
        port,
        question: PhantomData,
    };
    let (answered, beside) = answer(question, &replies).await;
    replies.say(&Told::Answer(answered), &beside)
}
