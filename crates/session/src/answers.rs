//! Which questions the session answers, and with what: one line a question.

use super::{Session, leadlag, measured};
use outturn_core::steps::Steps;
use outturn_metrics::{labels, scorecard};
use outturn_protocol::{
    DoneOf, ExplainTerms, ForgetFile, GatherEverything, HashFile, LeadLagAnswer, LeadLagQuestion,
    ListBehind, ListLabels, ListLeftOut, ListRows, MeasureInputs, MeasuredAnswer, OfferJoins,
    OrderFiles, ProfileColumn, Query, ReadFormula, RemapFile, Reply, SetCalendar, SetComparisons,
    SetFormulas, SetNow, ShowAround, ShowDetail, ShowScorecard, TellStanding, WriteBehind,
    WriteLeftOut, WriteRolledUp, decode, encode,
};
use outturn_report::glossary;
use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;

/// Why there is no answer, in a sentence: what, where and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);

/// What an answer is, or why there is none.
pub(super) type Answered<Q> = Result<<Q as Query>::Answer, Failure>;

impl Failure {
    pub(super) fn gone() -> Self {
        Self("That file is no longer loaded.".to_owned())
    }
}

/// Answers questions of one kind. Reading a file is no such kind: it comes in pieces, and ends in [`Session::take`].
pub trait Answers<Q: Query> {
    /// The answer.
    ///
    /// # Errors
    /// Why there is none, in a sentence.
    fn answer(&mut self, question: &Q) -> Result<Q::Answer, Failure>;
}

impl Session {
    /// Replies to the question of this name, which has arrived as bytes.
    ///
    /// ```
    /// use outturn_protocol::{OfferJoins, Query, Reply, decode, encode};
    /// let mut session = outturn_session::Session::default();
    /// let reply = session.reply(OfferJoins::NAME, &encode(&OfferJoins)?);
    /// let Reply::Answer(bytes) = reply else { panic!("{reply:?}") };
    /// assert_eq!(decode::<<OfferJoins as Query>::Answer>(&bytes), Ok(Vec::new()));
    /// assert!(matches!(session.reply("why", &[]), Reply::Failed(_)));
    /// # Ok::<(), outturn_protocol::WireError>(())
    /// ```
    pub fn reply(&mut self, name: &str, question: &[u8]) -> Reply {
        let kind = KINDS.iter().find(|kind| kind.name == name);
        match kind {
            Some(kind) => (kind.reply)(self, question),
            None => Reply::Failed(format!(
                "The engine was asked for {name}, which it does not know. Reload the page."
            )),
        }
    }
}

/// Long work: it is done in steps, counted in its own unit, and needs the session only to begin.
pub struct Job<A> {
    /// The work. Dropping it calls it off.
    pub steps: Steps<'static, A>,
    /// How far it has come; of none before that is known.
    pub done: Rc<Cell<DoneOf>>,
}

impl<A: 'static> Job<A> {
    /// Work that counts.
    pub(super) fn counting<F: Future<Output = A> + 'static>(
        work: impl FnOnce(Rc<Cell<DoneOf>>) -> F,
    ) -> Self {
        let done = Rc::default();
        let steps = Steps::new(work(Rc::clone(&done)));
        Self { steps, done }
    }

    /// Does all of it at once.
    #[must_use]
    pub fn finish(self) -> A {
        self.steps.finish()
    }
}

/// Begins long work on questions of one kind. What is loaded may change meanwhile: the answer is of what it was.
pub trait Begins<Q: Query> {
    /// The work.
    fn begin(&self, question: &Q) -> Job<Q::Answer>;
}

impl Begins<LeadLagQuestion> for Session {
    /// Ranks what leads an outcome; counts the series that are compared.
    fn begin(&self, question: &LeadLagQuestion) -> Job<LeadLagAnswer> {
        let sources = self.with_steps.as_ref().unwrap_or(&self.sources).clone();
        let (question, cache) = (question.clone(), self.lead_lag.clone());
        let own = self.own();
        Job::counting(async move |done| {
            let gathered = leadlag::gather(&sources, &own, &question, &cache).await;
            let Some(gathered) = gathered else {
                return LeadLagAnswer::default();
            };
            let of = gathered.steps();
            done.set(DoneOf { done: 0, of });
            let mut answer = pin!(gathered.answer());
            poll_fn(|context| {
                let polled = answer.as_mut().poll(context);
                let step = usize::from(polled.is_pending());
                done.update(|now| DoneOf {
                    done: now.done + step,
                    of,
                });
                polled
            })
            .await
        })
    }
}

/// A kind of question, by the name that messages give it.
struct Kind {
    name: &'static str,
    reply: fn(&mut Session, &[u8]) -> Reply,
}

const KINDS: &[Kind] = &[
    kind::<RemapFile>(),
    kind::<OrderFiles>(),
    kind::<SetCalendar>(),
    kind::<SetComparisons>(),
    kind::<SetNow>(),
    kind::<SetFormulas>(),
    kind::<ReadFormula>(),
    kind::<HashFile>(),
    kind::<ForgetFile>(),
    kind::<ExplainTerms>(),
    kind::<ShowScorecard>(),
    kind::<ShowDetail>(),
    kind::<ListLabels>(),
    kind::<ListBehind>(),
    kind::<WriteBehind>(),
    kind::<ShowAround>(),
    kind::<ListRows>(),
    kind::<ListLeftOut>(),
    kind::<WriteLeftOut>(),
    kind::<WriteRolledUp>(),
    kind::<ProfileColumn>(),
    kind::<OfferJoins>(),
    kind::<TellStanding>(),
    kind::<MeasureInputs>(),
    kind::<LeadLagQuestion>(),
    kind::<GatherEverything>(),
];

const fn kind<Q: Query>() -> Kind
where
    Session: Answers<Q>,
{
    Kind {
        name: Q::NAME,
        reply: |session, question| match decode::<Q>(question) {
            Ok(question) => reply_to::<Q>(&session.answer(&question)),
            Err(error) => garbled(&error),
        },
    }
}

/// An answer as the page is told it.
#[must_use]
pub fn reply_to<Q: Query>(answered: &Result<Q::Answer, Failure>) -> Reply {
    match answered {
        Ok(answer) => encode(answer).map_or_else(|error| garbled(&error), Reply::Answer),
        Err(Failure(reason)) => Reply::Failed(reason.clone()),
    }
}

fn garbled(error: &outturn_protocol::WireError) -> Reply {
    Reply::Failed(format!("The answer was lost: {error}. Reload the page."))
}

/// Questions and what answers them.
macro_rules! answers {
    ($($question:ty: |$session:ident, $asked:pat_param| $answer:expr;)*) => {
        $(impl Answers<$question> for Session {
            fn answer(&mut self, question: &$question) -> Answered<$question> {
                let ($session, $asked) = (self, question);
                $answer
            }
        })*
    };
}

answers! {
    RemapFile: |session, RemapFile { file, treatment }| session.remap(file, treatment);
    OrderFiles: |session, OrderFiles { files }| {
        session.told.clone_from(files);
        session.put_in_order();
        Ok(())
    };
    SetCalendar: |session, SetCalendar { calendar, zone }| {
        session.set_calendar(*calendar, zone.clone());
        Ok(())
    };
    SetComparisons: |session, SetComparisons { comparisons }| {
        session.comparisons.clone_from(comparisons);
        Ok(())
    };
    SetNow: |session, SetNow { now }| {
        session.set_now(*now);
        Ok(())
    };
    SetFormulas: |session, SetFormulas { typed }| {
        session.typed.clone_from(typed);
        Ok(())
    };
    ReadFormula: |session, asked| Ok(session.read_formula(asked));
    HashFile: |session, HashFile { file }| session.hash(file);
    ForgetFile: |session, ForgetFile { file }| {
        session.forget(file);
        Ok(())
    };
    ExplainTerms: |_session, _| Ok(glossary::terms());
    ShowScorecard: |session, asked| Ok(session.scorecard(asked));
    ShowDetail: |session, asked| {
        let unknown = || Failure(format!("There is no metric called {}.", asked.metric));
        let metric = session.find(&asked.metric).ok_or_else(unknown)?;
        let with = &session.comparisons;
        let mut detail = scorecard::detail_by(&asked.filters, &metric, &session.sources, asked.choice, &asked.settings, with);
        session.say_what_is_open(std::slice::from_mut(&mut detail.card));
        Ok(detail)
    };
    ListLabels: |session, _| Ok(labels(&session.sources));
    ListBehind: |session, asked| session.behind(asked);
    WriteBehind: |session, asked| session.behind_csv(asked);
    ShowAround: |session, asked| session.around(asked);
    ListRows: |session, asked| session.rows(&asked.file, &asked.view, asked.offset, asked.limit);
    ListLeftOut: |session, asked| session.left_out(&asked.file, asked.offset, asked.limit);
    WriteLeftOut: |session, asked| session.left_out_csv(&asked.file);
    WriteRolledUp: |session, asked| session.rolled_up(&asked.file);
    ProfileColumn: |session, asked| session.profile(&asked.file, &asked.column).ok_or_else(Failure::gone);
    OfferJoins: |session, _| Ok(session.joins());
    TellStanding: |session, _| Ok(session.standing());
    MeasureInputs: |session, asked| Ok(MeasuredAnswer {
        measured: measured::measured(&session.sources, asked.choice, asked.windows),
    });
    LeadLagQuestion: |session, asked| Ok(session.begin(asked).finish());
    GatherEverything: |session, asked| {
        Ok(session.begin(asked).finish())
    };
}
