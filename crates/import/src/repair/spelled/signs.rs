//! What people and programs write beside a number's digits.

/// A hyphen, and what typography puts in its place.
pub(super) const MINUS: [char; 6] = [
    '-', '\u{2212}', '\u{2013}', '\u{2012}', '\u{FE63}', '\u{FF0D}',
];

/// Signs and words of currencies at numbers, and the ISO 4217 code that each is taken for. A longer one is in front of those that
/// it contains. `kr`, `Rs` and `¥` are signs of several currencies, so they stay what they are.
const CURRENCIES: [(&str, &str); 67] = [
    ("US$", "USD"),
    ("R$", "BRL"),
    ("AU$", "AUD"),
    ("A$", "AUD"),
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("S$", "SGD"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "¥"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("₴", "UAH"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("₦", "NGN"),
    ("₱", "PHP"),
    ("₸", "KZT"),
    ("Rp", "IDR"),
    ("RM", "MYR"),
    ("руб.", "RUB"),
    ("Rs.", "Rs"),
    ("Rs", "Rs"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("Fr.", "CHF"),
    ("kr.", "kr"),
    ("kr", "kr"),
    ("Ft", "HUF"),
    ("lei", "RON"),
    ("USD", "USD"),
    ("EUR", "EUR"),
    ("GBP", "GBP"),
    ("JPY", "JPY"),
    ("CHF", "CHF"),
    ("CNY", "CNY"),
    ("INR", "INR"),
    ("AUD", "AUD"),
    ("CAD", "CAD"),
    ("NZD", "NZD"),
    ("HKD", "HKD"),
    ("SGD", "SGD"),
    ("SEK", "SEK"),
    ("NOK", "NOK"),
    ("DKK", "DKK"),
    ("PLN", "PLN"),
    ("CZK", "CZK"),
    ("HUF", "HUF"),
    ("RON", "RON"),
    ("BGN", "BGN"),
    ("TRY", "TRY"),
    ("RUB", "RUB"),
    ("UAH", "UAH"),
    ("ILS", "ILS"),
    ("KRW", "KRW"),
    ("THB", "THB"),
    ("MXN", "MXN"),
    ("BRL", "BRL"),
    ("ZAR", "ZAR"),
    ("AED", "AED"),
    ("SAR", "SAR"),
];

/// The text without a currency at either end of it, and the currency.
pub(super) fn take_currency(text: &str) -> Option<(&str, &'static str)> {
    CURRENCIES.iter().find_map(|(sign, code)| {
        let after = text.strip_prefix(sign).map(str::trim_start);
        let rest = after.or_else(|| text.strip_suffix(sign).map(str::trim_end))?;
        Some((rest, *code))
    })
}

/// The currency that a word of a name is: its code, in letters of any case, or its sign. A shorter word than a code is hardly one there.
pub(crate) fn currency_of(word: &str) -> Option<&'static str> {
    let is_code = |sign: &str| sign.len() == 3 && sign.bytes().all(|b| b.is_ascii_uppercase());
    let is = |(sign, _): &&(&str, &str)| match sign.bytes().any(|b| b.is_ascii_alphabetic()) {
        true => (is_code(sign) || sign.contains('$')) && word.eq_ignore_ascii_case(sign),
        false => word == *sign,
    };
    CURRENCIES.iter().find(is).map(|(_, code)| *code)
}

/// The text without a bookkeeper's mark behind it, and whether that is a credit: in a list of costs an amount that comes back.
pub(super) fn take_mark(text: &str) -> Option<(&str, bool)> {
    const MARKS: [(&str, bool); 8] = [
        ("CR", true),
        ("Cr.", true),
        ("Cr", true),
        ("cr", true),
        ("DR", false),
        ("Dr.", false),
        ("Dr", false),
        ("dr", false),
    ];
    let found = MARKS
        .iter()
        .find_map(|(mark, credit)| Some((text.strip_suffix(mark)?, *credit)));
    found.map(|(rest, credit)| (rest.trim_end(), credit))
}

/// What the word behind a number makes of it. Numbers of different kinds are not of one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Kind {
    /// No word.
    #[default]
    Plain,
    /// So many thousands, millions …
    Scaled,
    /// Bytes.
    Bytes,
    /// Bits.
    Bits,
    /// So many a second.
    Rate,
    /// `B`, which is bytes beside `KiB` or `MB`, and billions beside `K` or `M`.
    BytesOrBillions,
    /// `m`, which is millions, thousandths or minutes.
    OpenM,
}

/// A word behind a number: what it says, and what the number is multiplied by.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    pub(super) kind: Kind,
    /// Power of ten.
    pub(super) power: i32,
    /// Power of two.
    pub(super) times: f64,
}

const KIB: f64 = 1024.0;
/// The words, as Grafana, Kubernetes, spreadsheets and reports spell them.
const SCALES: &[(&[&str], Kind, i32, f64)] = &[
    (&["K", "k", "Tsd.", "Tsd", "thousand"], Kind::Scaled, 3, 1.0),
    (
        &[
            "M", "Mil", "Mio.", "Mio", "mio", "MM", "mn", "mln", "million",
        ],
        Kind::Scaled,
        6,
        1.0,
    ),
    (
        &["bn", "Bn", "BN", "Bil", "G", "Mrd.", "Mrd", "billion"],
        Kind::Scaled,
        9,
        1.0,
    ),
    (&["T", "Tri", "tn", "trillion"], Kind::Scaled, 12, 1.0),
    (&["B"], Kind::BytesOrBillions, 0, 1.0),
    (&["m"], Kind::OpenM, 0, 1.0),
    (&["µ", "μ"], Kind::Scaled, -6, 1.0),
    (&["Ki"], Kind::Scaled, 0, KIB),
    (&["Mi"], Kind::Scaled, 0, KIB * KIB),
    (&["Gi"], Kind::Scaled, 0, KIB * KIB * KIB),
    (&["Ti"], Kind::Scaled, 0, KIB * KIB * KIB * KIB),
    (&["byte", "bytes", "B/s"], Kind::Bytes, 0, 1.0),
    (&["kB", "KB", "kB/s", "KB/s"], Kind::Bytes, 3, 1.0),
    (&["MB", "MB/s"], Kind::Bytes, 6, 1.0),
    (&["GB", "GB/s"], Kind::Bytes, 9, 1.0),
    (&["TB", "TB/s"], Kind::Bytes, 12, 1.0),
    (&["PB", "PB/s"], Kind::Bytes, 15, 1.0),
    (&["KiB", "KiB/s"], Kind::Bytes, 0, KIB),
    (&["MiB", "MiB/s"], Kind::Bytes, 0, KIB * KIB),
    (&["GiB", "GiB/s"], Kind::Bytes, 0, KIB * KIB * KIB),
    (&["TiB", "TiB/s"], Kind::Bytes, 0, KIB * KIB * KIB * KIB),
    (
        &["PiB", "PiB/s"],
        Kind::Bytes,
        0,
        KIB * KIB * KIB * KIB * KIB,
    ),
    (&["bit", "bits", "b/s", "bps"], Kind::Bits, 0, 1.0),
    (&["kbit", "kb/s", "kbps", "kbit/s"], Kind::Bits, 3, 1.0),
    (&["Mbit", "Mb/s", "Mbps", "Mbit/s"], Kind::Bits, 6, 1.0),
    (&["Gbit", "Gb/s", "Gbps", "Gbit/s"], Kind::Bits, 9, 1.0),
    (
        &[
            "req/s",
            "reqs/s",
            "requests/s",
            "ops/s",
            "rps",
            "rd/s",
            "wr/s",
            "io/s",
            "msg/s",
            "events/s",
            "rows/s",
            "tokens/s",
            "/s",
        ],
        Kind::Rate,
        0,
        1.0,
    ),
    (
        &["K req/s", "K ops/s", "K rps", "k req/s", "k ops/s"],
        Kind::Rate,
        3,
        1.0,
    ),
    (
        &["Mil req/s", "Mil ops/s", "M req/s", "M ops/s"],
        Kind::Rate,
        6,
        1.0,
    ),
];

/// The text without the word behind its digits, and what that says.
pub(super) fn take_scale(text: &str) -> Option<(&str, Scale)> {
    let digits = text.rfind(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))? + 1;
    let (rest, word) = text.split_at(digits);
    // `1.2 Mio.` ends in a point that is none of the digits.
    let (rest, word) = match word.is_empty() {
        true => text.split_at(
            text.trim_end_matches('.')
                .rfind(|c: char| c.is_ascii_digit())?
                + 1,
        ),
        false => (rest, word),
    };
    let word = word.trim();
    let (_, kind, power, times) = SCALES.iter().find(|(words, ..)| words.contains(&word))?;
    let scale = Scale {
        kind: *kind,
        power: *power,
        times: *times,
    };
    Some((rest, scale))
}

/// A dash where a number would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dash {
    /// Alone.
    Bare,
    /// With the currency that its column has: how spreadsheets show zero.
    Styled,
}

/// Most dashes in a row that are one.
const MOST_DASHES: usize = 3;

fn is_dash(sign: char) -> bool {
    sign == '\u{2014}' || MINUS.contains(&sign)
}

/// `120.` of `120.-`: an amount of no cents as it is written in Switzerland and Germany. A dash behind digits, as in `5.00-`, is a minus.
pub(super) fn without_cents(text: &str) -> Option<&str> {
    let rest = text.trim_end_matches(is_dash);
    let dashes = text[rest.len()..].chars().count();
    let amount = rest.strip_suffix(['.', ','])?;
    let fits =
        (1..=MOST_DASHES).contains(&dashes) && amount.ends_with(|c: char| c.is_ascii_digit());
    fits.then_some(rest)
}

/// Whether a text is a dash and, at most, a currency.
pub(crate) fn dash(text: &str) -> Option<Dash> {
    let is_dash =
        |text: &str| (1..=MOST_DASHES).contains(&text.chars().count()) && text.chars().all(is_dash);
    let text = text.trim();
    if text.len() > 12 {
        return None;
    }
    if is_dash(text) {
        return Some(Dash::Bare);
    }
    let (rest, _) = take_currency(text)?;
    is_dash(rest.trim()).then_some(Dash::Styled)
}
