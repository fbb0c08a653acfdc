//! The language of an article, and the refusal of those that are not in English.

use whatlang::{Lang, detect};

use crate::article::Article;
use crate::error::{Error, Result};

/// Shorter texts say too little about their language, in bytes: to see that it is English, or which other one.
const ENOUGH_FOR_ENGLISH: usize = 60;
const ENOUGH: usize = 200;
/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 10_000;

/// The language code of `article`: what the text shows, else what the input said.
///
/// # Errors
///
/// [`Error::Language`] for an article that is plainly not in English, unless `any` language will do.
pub(super) fn decide(article: &Article, any: bool) -> Result<Option<String>> {
    let stated = article.language.as_deref().and_then(code);
    let (code, name) = match seen(article) {
        Some(seen) => (short(seen), seen.eng_name().to_owned()),
        None => match stated {
            Some(code) => {
                let name = Lang::all().iter().find(|&&lang| short(lang) == code);
                let name = name.map_or_else(|| format!("the language {code:?}"), |lang| lang.eng_name().to_owned());
                (code, name)
            }
            None => return Ok(None),
        },
    };
    if code != "en" && !any {
        return Err(Error::Language { origin: article.origin.clone(), language: name });
    }
    Ok(Some(code))
}

/// The language that a text of some length shows without doubt.
fn seen(article: &Article) -> Option<Lang> {
    let end = super::furniture::floor(&article.text, SAMPLE);
    let sample = format!("{} {}", article.title.as_deref().unwrap_or_default(), &article.text[..end]);
    // Foreign names may mislead the detector, but no other language has as many English function words.
    if sample.len() >= ENOUGH_FOR_ENGLISH && function_words(&sample) >= 0.15 {
        return Some(Lang::Eng);
    }
    if sample.len() < ENOUGH {
        return None;
    }
    let info = detect(&sample)?;
    info.is_reliable().then(|| info.lang())
}

/// The share of English function words that other languages hardly use.
fn function_words(text: &str) -> f64 {
    const WORDS: [&str; 24] = [
        "the", "of", "and", "to", "that", "with", "from", "by", "was", "were", "has", "have", "had", "his", "their",
        "which", "would", "they", "this", "said", "who", "been", "for", "it",
    ];
    let mut words = 0_usize;
    let mut function = 0_usize;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words += 1;
        function += usize::from(WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)));
    }
    function as f64 / words.max(1) as f64
}

/// The primary subtag of a language tag or code, in lower case: `en` of `en_GB`, `eng`, `English`.
fn code(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_', ',', ';', ' ']).next()?.to_ascii_lowercase();
    let known = Lang::all().iter().find(|lang| lang.code() == primary || lang.eng_name().to_lowercase() == primary);
    let primary = known.map_or(primary, |&lang| short(lang));
    (2..=3).contains(&primary.len()).then_some(primary).filter(|code| code.bytes().all(|b| b.is_ascii_lowercase()))
}

/// The two-letter code of a language where it has one (BCP 47 wants the shortest).
fn short(lang: Lang) -> String {
    let code = lang.code();
    const TWO: &str = "afr=af aka=ak amh=am ara=ar aze=az bel=be ben=bn bul=bg cat=ca ces=cs cmn=zh cym=cy dan=da deu=de \
        ell=el eng=en epo=eo est=et fin=fi fra=fr guj=gu heb=he hin=hi hrv=hr hun=hu hye=hy ind=id ita=it jav=jv jpn=ja \
        kan=kn kat=ka khm=km kor=ko lat=la lav=lv lit=lt mal=ml mar=mr mkd=mk mya=my nep=ne nld=nl nob=nb ori=or pan=pa \
        pes=fa pol=pl por=pt ron=ro rus=ru sin=si slk=sk slv=sl sna=sn spa=es srp=sr swe=sv tam=ta tel=te tgl=tl tha=th \
        tuk=tk tur=tr ukr=uk urd=ur uzb=uz vie=vi yid=yi zul=zu";
    let two = TWO.split_whitespace().filter_map(|pair| pair.split_once('=')).find(|(three, _)| *three == code);
    two.map_or(code, |(_, two)| two).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str = "Die Bundesregierung hat am Mittwoch in Berlin neue Maßnahmen gegen die steigenden Energiepreise \
        beschlossen. Der Kanzler sagte nach der Sitzung, man werde die Bürgerinnen und Bürger nicht allein lassen.";
    const ENGLISH: &str = "The government agreed on Wednesday on new measures against rising energy prices. After the \
        meeting in the capital the chancellor said that nobody would be left alone with the bill this winter.";

    fn article(text: &str, language: Option<&str>) -> Article {
        Article { text: text.into(), language: language.map(Into::into), origin: "a".into(), ..Article::default() }
    }

    #[test]
    fn the_text_decides_where_it_is_long_enough() {
        assert_eq!(decide(&article(ENGLISH, None), false).unwrap().as_deref(), Some("en"));
        assert_eq!(decide(&article(ENGLISH, Some("de")), false).unwrap().as_deref(), Some("en"));
        let error = decide(&article(GERMAN, Some("en")), false).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a: in German, which newsgraph does not read; --any-language keeps it all the same"
        );
        assert_eq!(decide(&article(GERMAN, None), true).unwrap().as_deref(), Some("de"));
    }

    #[test]
    fn short_texts_go_by_what_the_input_says() {
        assert_eq!(decide(&article("Nein.", None), false).unwrap(), None);
        assert_eq!(decide(&article("No.", Some("en-US")), false).unwrap().as_deref(), Some("en"));
        assert_eq!(decide(&article("No.", Some("English")), false).unwrap().as_deref(), Some("en"));
        assert!(decide(&article("Nein.", Some("de_AT")), false).is_err());
    }
}
