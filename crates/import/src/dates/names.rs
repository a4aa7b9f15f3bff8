//! Months and days of the week by name.

/// The months, each in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Romanian, Turkish, Russian and Ukrainian;
/// where a date has another form of the name than a calendar, in that one, too. Beginnings of at least three letters count, where
/// no other month begins so.
const MONTHS: [&str; 12] = [
    "january januar jänner janvier enero gennaio janeiro januari styczeń stycznia ianuarie ocak январь января січень січня",
    "february februar février fevrier febrero febbraio fevereiro februari luty lutego februarie şubat subat февраль февраля лютий лютого",
    "march märz maerz mrz mars marzo março marco maart mrt marzec marca martie mart март марта березень березня",
    "april avril abril aprile kwiecień kwietnia aprilie nisan апрель апреля квітень квітня",
    "may mai mayo maggio maio mei maj maja mayıs mayis май мая травень травня",
    "june juni juin junio giugno junho czerwiec czerwca iunie haziran июнь июня червень червня",
    "july juli juillet julio luglio julho lipiec lipca iulie temmuz июль июля липень липня",
    "august août aout agosto augustus sierpień sierpnia ağustos agustos август августа серпень серпня",
    "september septembre septiembre setiembre settembre setembro wrzesień września septembrie eylül eylul сентябрь сентября вересень вересня",
    "october oktober octobre octubre ottobre outubro październik października octombrie ekim октябрь октября жовтень жовтня",
    "november novembre noviembre novembro listopad listopada noiembrie kasım kasim ноябрь ноября листопад листопада",
    "december dezember décembre decembre diciembre dicembre dezembro grudzień grudnia decembrie aralık aralik декабрь декабря грудень грудня",
];

/// A month by its name or the beginning of it, 1 to 12.
pub(super) fn month_name(word: &[u8]) -> Option<u32> {
    let word = std::str::from_utf8(word).ok()?.trim_end_matches('.');
    if word.chars().count() < 3 {
        return None;
    }
    let word = word.to_lowercase();
    let named =
        |month: &str, is: fn(&str, &str) -> bool| month.split(' ').any(|name| is(name, &word));
    let exact = |name: &str, word: &str| name == word;
    let begins =
        |name: &str, word: &str| name.starts_with(word) || name == "september" && word == "sept";
    let months = || MONTHS.iter().zip(1..);
    if let Some((_, month)) = months().find(|(names, _)| named(names, exact)) {
        return Some(month);
    }
    let mut found = months().filter(|(names, _)| named(names, begins));
    let (_, month) = found.next()?;
    found.next().is_none().then_some(month)
}

/// The days of the week, in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish and Swedish.
const DAYS: [&str; 9] = [
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "måndag tisdag onsdag torsdag fredag lördag söndag",
];

/// Whether a word is a day of the week, which dates of mail, logs and letters begin with: its name, or in English its beginning. In
/// other languages two letters are enough of one.
pub(super) fn is_weekday(word: &[u8]) -> bool {
    let Ok(word) = std::str::from_utf8(word) else {
        return false;
    };
    let word = word.trim_end_matches('.').to_lowercase();
    if word.chars().count() < 2 || month_name(word.as_bytes()).is_some() {
        return false;
    }
    let [english, others @ ..] = &DAYS;
    let begins = |day: &str| day.starts_with(&word);
    let of_english = word.len() > 2 && english.split(' ').any(begins);
    of_english || others.iter().any(|days| days.split(' ').any(begins))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_and_its_first_letters_are_their_month_s() {
        for (names, month) in MONTHS.iter().zip(1..) {
            for name in names.split(' ') {
                assert_eq!(month_name(name.as_bytes()), Some(month), "{name}");
                let short: String = name.chars().take(3).collect();
                let found = month_name(short.as_bytes());
                // `jui` is June or July, and the Italian names for March and May begin as others do.
                assert!(
                    found == Some(month) || found.is_none(),
                    "{short}: {found:?}"
                );
            }
        }
        assert_eq!(month_name(b"jui"), None);
        assert_eq!(month_name(b"Sept."), Some(9));
        assert_eq!(month_name(b"Marvellous"), None);
    }
}
