//! JSON-LD in pages: the schema.org description of an article.

use dom_query::Document;
use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// The objects of a page's JSON-LD.
pub(super) struct Graph {
    objects: Vec<Object>,
}

impl Graph {
    /// Everything that the page's scripts state, nested objects included.
    pub(super) fn of(document: &Document) -> Self {
        let mut objects = Vec::new();
        for script in document.select("script[type='application/ld+json']").nodes() {
            collect(parse(&script.text()), &mut objects, 0);
        }
        Self { objects }
    }

    /// The description of the article: the first object of an article type that has a headline or a body.
    pub(super) fn article(&self) -> Option<&Object> {
        let described = |object: &&Object| object.contains_key("headline") || object.contains_key("articleBody");
        let articles = || self.objects.iter().filter(|object| is_article(object));
        articles().find(described).or_else(|| articles().next())
    }

    /// A property's value, with references to other objects of the graph resolved.
    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        let Some(object) = value.as_object().filter(|object| object.len() == 1) else { return value };
        let Some(id) = object.get("@id") else { return value };
        let found = self.objects.iter().find(|object| object.len() > 1 && object.get("@id") == Some(id));
        found.and_then(|object| object.get("name")).unwrap_or(value)
    }

    /// The strings of a property: itself, the names of what it refers to.
    pub(super) fn strings(&self, object: &Object, property: &str) -> Vec<String> {
        let values = match object.get(property) {
            Some(Value::Array(values)) => values.iter().take(200).collect(),
            Some(value) => vec![value],
            None => Vec::new(),
        };
        let strings = values.into_iter().flat_map(|value| crate::read::json::strings(self.resolve(value)));
        strings.map(|text| super::plain(&text)).filter(|text| !text.is_empty()).collect()
    }

    /// The first string of a property.
    pub(super) fn string(&self, object: &Object, property: &str) -> Option<String> {
        self.strings(object, property).into_iter().next()
    }
}

/// The article's text as the page's JSON-LD states it.
pub(super) fn article_body(document: &Document) -> Option<String> {
    let graph = Graph::of(document);
    let body = graph.article()?.get("articleBody")?;
    let body = match body {
        Value::String(body) => body.clone(),
        Value::Array(parts) => parts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n\n"),
        _ => return None,
    };
    // Some pages escape the markup of the body once more.
    let body = if body.contains("&lt;") { Document::fragment(body).text().to_string() } else { body };
    Some(body).filter(|body| !body.trim().is_empty())
}

/// The value of a script; authors break lines inside strings and wrap scripts in comments.
fn parse(script: &str) -> Value {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let script = script.trim().trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';');
    serde_json::from_str(script)
        .or_else(|_| serde_json::from_str(&script.replace(|c: char| c.is_control(), " ")))
        .unwrap_or(Value::Null)
}

fn collect(value: Value, objects: &mut Vec<Object>, depth: usize) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, objects, depth)),
        Value::Object(object) if depth < 4 && objects.len() < 2000 => {
            let nested = ["@graph", "mainEntity", "mainEntityOfPage", "publisher", "author", "itemListElement", "item"];
            let inner: Vec<Value> = nested.iter().filter_map(|key| object.get(*key).cloned()).collect();
            objects.push(object);
            inner.into_iter().for_each(|value| collect(value, objects, depth + 1));
        }
        _ => {}
    }
}

fn is_article(object: &Object) -> bool {
    let is = |kind: &str| kind.ends_with("Article") || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report");
    match object.get("@type") {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}
