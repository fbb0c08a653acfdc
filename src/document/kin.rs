//! Nouns that say whose relative somebody is: "her sister Ann Lee".

const KIN: &[&str] = &[
    "son",
    "daughter",
    "wife",
    "husband",
    "widow",
    "widower",
    "brother",
    "sister",
    "mother",
    "father",
    "mom",
    "mum",
    "dad",
    "girlfriend",
    "boyfriend",
    "uncle",
    "aunt",
    "nephew",
    "niece",
    "cousin",
    "grandson",
    "granddaughter",
    "grandfather",
    "grandmother",
    "ex-wife",
    "ex-husband",
    "child",
    "children",
    "parents",
    "spouse",
    "fiancee",
    "fiancée",
    "stepson",
    "stepdaughter",
    "twin",
];

/// Whether a noun, in lower case, is one of them.
pub fn is_kin(noun: &str) -> bool {
    KIN.contains(&noun)
}
