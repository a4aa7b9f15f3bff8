//! Names of columns in other languages than English.

use super::super::dates::{self, DateOrder};
use super::names::fold;
use outturn_core::table::Column;

/// What columns are called in other languages, by the English name: German, French, Spanish, Italian, Portuguese, Dutch, Polish,
/// Swedish, Danish, Norwegian, Finnish and Czech.
const TRANSLATED: [(&str, &[&str]); 9] = [
    (
        "date",
        &[
            "datum",
            "buchungsdatum",
            "rechnungsdatum",
            "belegdatum",
            "leistungsdatum",
            "tag",
            "fecha",
            "fechafactura",
            "dia",
            "data",
            "datafattura",
            "giorno",
            "datefacture",
            "datedefacture",
            "jour",
            "factuurdatum",
            "dag",
            "dato",
            "dátum",
            "дата",
            "tarih",
            "fakturadatum",
            "fakturadato",
            "datafaktury",
            "dzień",
            "päivämäärä",
            "日付",
            "日期",
            "날짜",
        ],
    ),
    (
        "month",
        &[
            "monat", "mois", "mes", "mese", "mês", "maand", "miesiąc", "månad", "måned",
        ],
    ),
    (
        "cost",
        &[
            "costs",
            "kosten",
            "costo",
            "costos",
            "coste",
            "costes",
            "costi",
            "custo",
            "custos",
            "coût",
            "coûts",
            "cout",
            "couts",
            "koszt",
            "koszty",
            "kostnad",
            "kostnader",
            "omkostning",
            "omkostninger",
            "kustannus",
            "kustannukset",
            "náklad",
            "náklady",
            "費用",
            "费用",
            "비용",
        ],
    ),
    (
        "amount",
        &[
            "betrag",
            "nettobetrag",
            "bruttobetrag",
            "rechnungsbetrag",
            "montant",
            "montantht",
            "montantttc",
            "importe",
            "importo",
            "imponibile",
            "bedrag",
            "kwota",
            "belopp",
            "beløb",
            "beløp",
            "summa",
            "částka",
            "金額",
            "金额",
            "금액",
        ],
    ),
    (
        "currency",
        &[
            "währung", "waehrung", "devise", "moneda", "valuta", "moeda", "waluta", "měna", "通貨",
            "货币",
        ],
    ),
    (
        "service",
        &[
            "dienst",
            "dienstleistung",
            "servicio",
            "servizio",
            "serviço",
            "usługa",
            "tjänst",
            "tjeneste",
            "palvelu",
            "služba",
        ],
    ),
    (
        "category",
        &[
            "kategorie",
            "catégorie",
            "categoría",
            "categoria",
            "categorie",
            "kategoria",
            "kategori",
        ],
    ),
    (
        "provider",
        &[
            "anbieter",
            "lieferant",
            "fournisseur",
            "proveedor",
            "fornitore",
            "fornecedor",
            "leverancier",
            "dostawca",
            "leverantör",
        ],
    ),
    (
        "description",
        &[
            "beschreibung",
            "buchungstext",
            "libellé",
            "descripción",
            "descrizione",
            "descrição",
            "omschrijving",
            "opis",
        ],
    ),
];

/// The English name for a folded one in another language, where its column can be what that says: `data` is a date in four languages,
/// and something else in English.
pub(super) fn in_english(folded: &str, column: &Column) -> Option<&'static str> {
    let (english, _) = TRANSLATED
        .iter()
        .find(|(_, others)| others.contains(&folded))?;
    let fits = match (*english, column) {
        ("date" | "month", Column::Text(text)) => {
            let first = text.entries().next().unwrap_or_default().trim();
            dates::parse(first.as_bytes(), DateOrder::DayFirst).is_some()
                || dates::period(first).is_some()
        }
        ("date" | "month", column) => matches!(column, Column::Timestamp(_)),
        _ => true,
    };
    fits.then_some(english)
}

/// Whether a name says costs or amounts, in any language.
pub(super) fn says_cost(name: &str) -> bool {
    let folded = fold(name);
    let known = |english: &str| {
        let mut all = TRANSLATED.iter().filter(|(known, _)| *known == english);
        english == folded || all.any(|(_, others)| others.contains(&folded.as_str()))
    };
    known("cost") || known("amount") || folded == "spend"
}
