"""Reads exports back with readers that newsgraph did not write, and compares.

    check.py FOLDER ONTOLOGY

FOLDER holds {actors,claims,full}.graphml, {actors,claims,full}.{nodes,edges}.csv, graph.{ttl,trig,nq,nt,jsonld};
ONTOLOGY is the folder with newsgraph.ttl, events.ttl, relations.ttl and shapes.ttl. Prints what was compared; any
difference or warning is an error.
"""

import csv
import sys
import warnings
from pathlib import Path

import igraph
import networkx
import pyshacl
import rdflib

warnings.simplefilter("error")

TEXT, REAL, WHOLE, FLAG = str, float, int, bool
NODE_TYPES = {"label": TEXT, "name": TEXT, "kind": TEXT, "iri": TEXT, "category": TEXT, "description": TEXT,
              "country": TEXT, "same_as": TEXT, "articles": WHOLE, "from": TEXT, "to": TEXT,
              "size": REAL, "x": REAL, "y": REAL, "r": WHOLE, "g": WHOLE, "b": WHOLE}
EDGE_TYPES = {"label": TEXT, "interaction": TEXT, "weight": REAL, "confidence": REAL, "negated": FLAG, "sign": WHOLE,
              "cooperation": WHOLE, "conflict": WHOLE, "balance": REAL, "verbal_cooperation": WHOLE,
              "material_cooperation": WHOLE, "verbal_conflict": WHOLE, "material_conflict": WHOLE, "types": TEXT,
              "modality": TEXT, "articles": WHOLE, "from": TEXT, "to": TEXT, "reported_from": TEXT,
              "reported_to": TEXT, "by_month": TEXT, "evidence": TEXT, "claims": TEXT}


def fail(message):
    sys.exit(f"FAILED: {message}")


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def graphml(folder, view):
    path = folder / f"{view}.graphml"
    nodes, edges = rows(folder / f"{view}.nodes.csv"), rows(folder / f"{view}.edges.csv")
    nx = networkx.read_graphml(path)
    ig = igraph.Graph.Read_GraphML(str(path))
    counts = {(len(nodes), len(edges)), (nx.number_of_nodes(), nx.number_of_edges()), (ig.vcount(), ig.ecount())}
    if len(counts) != 1:
        fail(f"{view}: nodes and edges of CSV, networkx, igraph: {counts}")
    if not edges:
        fail(f"{view}: no edges")
    for _, data in nx.nodes(data=True):
        for key, kind in NODE_TYPES.items():
            if type(data.get(key)) is not kind:
                fail(f"{view}: node {key} is {data.get(key)!r}, not a {kind.__name__}")
    for _, _, data in nx.edges(data=True):
        for key, kind in EDGE_TYPES.items():
            # networkx leaves an empty string out
            if key in data and type(data[key]) is not kind or key not in data and kind is not str:
                fail(f"{view}: edge {key} is {data.get(key)!r}, not a {kind.__name__}")
        if data["weight"] <= 0:
            fail(f"{view}: an edge without weight")
    labels = {row["Id"]: row["Label"] for row in nodes}
    for source in (({d["iri"]: d["label"] for _, d in nx.nodes(data=True)}), dict(zip(ig.vs["iri"], ig.vs["label"]))):
        if source != labels:
            fail(f"{view}: labels differ between readers")
    ours = sorted((row["Source"], row["Target"], row["Label"], row["Evidence"]) for row in edges)
    iri = {node: data["iri"] for node, data in nx.nodes(data=True)}
    theirs = sorted((iri[a], iri[b], d["label"], d.get("evidence", "")) for a, b, d in nx.edges(data=True))
    if [(a, b, c, " ".join(e.split())) for a, b, c, e in ours] != [(a, b, c, " ".join(e.split())) for a, b, c, e in theirs]:
        fail(f"{view}: edges differ between CSV and networkx")
    print(f"graphml {view}: {len(nodes)} nodes, {len(edges)} edges in networkx, igraph and CSV alike")


def rdf(folder):
    sizes = {}
    for name, kind in (("ttl", "turtle"), ("nt", "nt")):
        sizes[name] = len(rdflib.Graph().parse(folder / f"graph.{name}", format=kind))
    if len(set(sizes.values())) != 1:
        fail(f"triples differ: {sizes}")
    datasets = {}
    for name, kind in (("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld")):
        data = rdflib.Dataset()
        data.parse(folder / f"graph.{name}", format=kind)
        datasets[name] = len({(s, p, o, g) for s, p, o, g in data.quads()})
    if len(set(datasets.values())) != 1:
        fail(f"quads differ: {datasets}")
    print(f"rdf: {sizes['ttl']} triples, {datasets['nq']} quads in rdflib, all syntaxes alike")


def shapes(folder, ontology):
    data = rdflib.Graph().parse(folder / "graph.ttl")
    for name in ("newsgraph.ttl", "events.ttl", "relations.ttl"):
        data.parse(ontology / name)
    shape = rdflib.Graph().parse(ontology / "shapes.ttl")
    conforms, _, text = pyshacl.validate(data, shacl_graph=shape)
    if not conforms:
        fail(f"shapes: {text[:4000]}")
    print(f"shacl: {len(data)} triples conform under pyshacl")


def main():
    folder, ontology = Path(sys.argv[1]), Path(sys.argv[2])
    for view in ("actors", "claims", "full"):
        graphml(folder, view)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdflib and pyshacl warn about their own insides
        rdf(folder)
        shapes(folder, ontology)


main()
