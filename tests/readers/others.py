"""Reads the exports that are no networks with readers that newsgraph did not write.

    others.py FOLDER

FOLDER holds timeline.csv, timeline.vl.json, timeline.ics, graph.ftm.json, nif.ttl (with words), annotations.jsonl and
reified.{ttl,trig,nt,nq} (with reifiers) of one graph. Any difference is an error; a reader that is missing is told and passed over.
"""

import csv
import datetime
import json
import re
import sys
from pathlib import Path

import rdflib
from rdflib.namespace import RDF

NIF = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
ITS = rdflib.Namespace("http://www.w3.org/2005/11/its/rdf#")


def fail(message):
    sys.exit(f"FAILED: {message}")


def timeline(folder):
    with open(folder / "timeline.csv", newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    days = [row["From"] for row in table if row["From"]]
    if days != sorted(days) or not days:
        fail("timeline: not in order of time, or empty")
    chart = json.loads((folder / "timeline.vl.json").read_text(encoding="utf-8"))
    values = chart["data"]["values"]
    if [(row["day"], row["event"]) for row in values] != [(row["From"], row["Event"]) for row in table if row["From"]]:
        fail("vega-lite: its data differ from the timeline")
    fields = set(re.findall(r'"field": "(\w+)"', json.dumps(chart["vconcat"])))
    if not fields <= set(values[0]):
        fail(f"vega-lite: fields without data: {fields - set(values[0])}")
    print(f"timeline: {len(table)} events, {len(values)} of them in the chart")
    return table


def calendar(folder, table):
    try:
        import icalendar
    except ImportError:
        print("SKIPPED: icalendar is not installed", file=sys.stderr)
        return
    read = icalendar.Calendar.from_ical((folder / "timeline.ics").read_bytes())
    told = {row["Iri"]: row for row in table if row["Day Is"] == "told"}
    events = list(read.walk("VEVENT"))
    if not events:
        fail("icalendar: no events")
    for event in events:
        row = told.get(str(event["UID"]))
        if row is None or " ".join(str(event["SUMMARY"]).split()) != " ".join(row["Event"].split()):
            fail(f"icalendar: {event['UID']} is no event of the timeline")
        if event.decoded("DTSTART").isoformat() != row["From"]:
            fail(f"icalendar: {event['UID']} begins on another day")
        if event.decoded("DTEND") - datetime.timedelta(days=1) != datetime.date.fromisoformat(row["To"] or row["From"]):
            fail(f"icalendar: {event['UID']} ends on another day")
    short = [r for r in told.values()
             if (datetime.date.fromisoformat(r["To"] or r["From"]) - datetime.date.fromisoformat(r["From"])).days < 31]
    if len(short) != len(events):
        fail(f"icalendar: {len(events)} events, {len(short)} in the timeline")
    print(f"icalendar: {len(events)} events")


def follow_the_money(folder):
    entities = [json.loads(line) for line in (folder / "graph.ftm.json").read_text(encoding="utf-8").splitlines()]
    known = {entity["id"]: entity["schema"] for entity in entities}
    if len(known) != len(entities):
        fail("ftm: identifiers are not unique")
    ends = {"proof", "involved", "subject", "object", "person", "relative", "associate", "member", "organization", "director",
            "employee", "employer", "agent", "client", "owner", "asset", "successor", "predecessor"}
    for entity in entities:
        if not re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?", entity["id"]):
            fail(f"ftm: identifier {entity['id']}")
        for name, values in entity["properties"].items():
            if not values or any(not isinstance(value, str) or not value for value in values):
                fail(f"ftm: {entity['id']}: {name} is {values}")
            if name in ends and any(value not in known for value in values):
                fail(f"ftm: {entity['id']}: {name} leads nowhere: {values}")
    try:
        from followthemoney import model
    except ImportError:
        print("SKIPPED: followthemoney is not installed: only the form of entities was checked", file=sys.stderr)
    else:
        for entity in entities:
            proxy = model.get_proxy(entity)
            proxy.schema.validate(entity)
            for name, values in entity["properties"].items():
                prop = proxy.schema.properties[name]
                if not all(prop.type.validate(value) for value in values):
                    fail(f"ftm: {entity['id']}: {name} is not a {prop.type.name}: {values}")
                if prop.range is not None:
                    for value in values:
                        if not model.get(known[value]).is_a(prop.range):
                            fail(f"ftm: {entity['id']}: {name} must be a {prop.range.name}, is a {known[value]}")
        print("ftm: valid for followthemoney")
    print(f"ftm: {len(entities)} entities")


def nif(folder):
    graph = rdflib.Graph().parse(folder / "nif.ttl", format="turtle")
    articles = [json.loads(line) for line in (folder / "annotations.jsonl").read_text(encoding="utf-8").splitlines()]
    contexts = {str(text) for text in graph.objects(None, NIF.isString)}
    if contexts != {article["text"] for article in articles}:
        fail("nif: texts differ from the annotations")
    for kind, count in (
        (NIF.Sentence, sum(len(article["sentences"]) for article in articles)),
        (NIF.Word, sum(len(article["tokens"]) for article in articles)),
    ):
        if len(set(graph.subjects(RDF.type, kind))) != count:
            fail(f"nif: {kind}: {len(set(graph.subjects(RDF.type, kind)))}, {count} in the annotations")
    stretches = 0
    for node, context in graph.subject_objects(NIF.referenceContext):
        text = str(graph.value(context, NIF.isString))
        begin, end = int(graph.value(node, NIF.beginIndex)), int(graph.value(node, NIF.endIndex))
        if text[begin:end] != str(graph.value(node, NIF.anchorOf)) or not str(node).endswith(f"#char={begin},{end}"):
            fail(f"nif: {node} is not where it says")
        stretches += 1
    actors = {m["actor"] for a in articles for m in a["mentions"] if "/actor/" in m["actor"]}
    if {str(actor) for actor in graph.objects(None, ITS.taIdentRef) if "/actor/" in str(actor)} != actors:
        fail("nif: actors differ from the annotations")
    print(f"nif: {len(contexts)} texts, {stretches} stretches, {len(actors)} actors, all where they say")


def reifiers(folder):
    try:
        import pyoxigraph as ox
    except ImportError:
        print("SKIPPED: pyoxigraph is not installed: RDF 1.2 was not read back", file=sys.stderr)
        return
    reifies = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")
    counts = set()
    for extension in ("ttl", "trig", "nt", "nq"):
        store = ox.Store()
        store.load(path=folder / f"reified.{extension}", format=ox.RdfFormat.from_extension(extension))
        found = list(store.quads_for_pattern(None, reifies, None, None))
        for quad in found:
            term = quad.object
            claim = {str(q.predicate.value).rsplit("#")[-1]: q.object for q in store.quads_for_pattern(quad.subject, None, None, None)}
            if (term.subject, term.predicate, term.object) != (claim["subject"], claim["predicate"], claim["object"]):
                fail(f"reifiers: {quad.subject} reifies {term}")
        counts.add(len(found))
    if len(counts) != 1 or counts == {0}:
        fail(f"reifiers: {counts} in the four syntaxes")
    print(f"reifiers: {counts.pop()} in pyoxigraph, all syntaxes alike")


def main():
    folder = Path(sys.argv[1])
    calendar(folder, timeline(folder))
    follow_the_money(folder)
    nif(folder)
    reifiers(folder)


main()
