//! Where a number comes from.

use crate::state::App;
use leptos::prelude::*;
use outturn_format::{bytes, exact, sha, value, whole};
use outturn_metrics::scorecard::Card;
use outturn_report::model::file_words;
use outturn_report::narrative::{agreed_words, origin_words, target_words, when};

/// The receipt of a card.
#[component]
pub fn ReceiptView(
    /// Whose.
    card: Card,
) -> impl IntoView {
    let locale = App::here().locale();
    let receipt = card.receipt.clone();
    let inputs = receipt.inputs.iter().map(|input| {
        let shown = value(input.value, input.unit, card.currency, &locale).to_string();
        view! { <li>{format!("{}: ", input.name)}<b>{shown}</b></li> }
    });
    let files = receipt.files.iter().map(|file| {
        view! {
            <li>
                <b>{file.file.clone()}</b>
                {format!(", {}, {}", bytes(file.bytes, &locale), file_words(file, &locale))}
                <br/>
                <span class="quiet">"SHA-256 "<code>{sha(&file.sha256).to_owned()}</code></span>
            </li>
        }
    });
    let used = format!("{} used in this period", whole(receipt.rows_used, &locale));
    let left_out = receipt.left_out.iter();
    let left_out = left_out.map(|(reason, rows)| format!("{} {reason}", whole(*rows, &locale)));
    let rows = std::iter::once(used).chain(left_out);
    let rows = rows.map(|line| view! { <li>{line}</li> });
    let agreed = agreed_words(&card.agreed, &locale);
    let held = [
        Some(target_words(&card, &locale)),
        Some(origin_words(&card)),
        agreed,
    ];
    let held = held.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let exact = card.value.map(|v| exact(v, &locale));
    let filter = receipt.filtered.words();
    let filter = filter.map(|words| view! { <dt>"Filter"</dt><dd><b>{words}</b></dd> });
    // An amount's unit is its currency, where the file names one.
    let unit = match card.currency {
        Some(currency) => format!(" {currency}"),
        None => format!(" {}", card.unit.symbol()),
    };
    view! {
        <div class="panel" data-testid="receipt">
            <div class="head"><h3>"Receipt"</h3><span class="quiet">{when(&card, &locale)}</span></div>
            <dl class="facts">
                {card.definition.clone().map(|by| view! { <dt>"Definition"</dt><dd>{by}", chosen among rivals"</dd> })}
                <dt>"Target"</dt><dd>{held}</dd>
                <dt>"Formula"</dt><dd>{receipt.formula.clone()}</dd>
                <dt>"Longer periods"</dt><dd>{receipt.longer.clone()}</dd>
                <dt>"Exact value"</dt><dd><code>{exact.unwrap_or_else(|| "none".to_owned())}</code>{unit}</dd>
                {filter}
                <dt>"Inputs"</dt><dd><ul>{inputs.collect_view()}</ul></dd>
                <dt>"Rows"</dt><dd><ul>{rows.collect_view()}</ul></dd>
                <dt>"Files"</dt><dd><ul>{files.collect_view()}</ul></dd>
                <dt>"Defined by"</dt><dd>{receipt.source.clone()}</dd>
            </dl>
        </div>
    }
}
