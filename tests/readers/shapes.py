"""Validates every NN.nt of a folder against its shapes.ttl with pyshacl; prints case, focus node and path of each result."""
import sys
from pathlib import Path

import pyshacl
from rdflib import Graph, Namespace
from rdflib.namespace import RDF

SH = Namespace("http://www.w3.org/ns/shacl#")
folder = Path(sys.argv[1])
shapes = Graph().parse(folder / "shapes.ttl")
ontology = Graph()
for name in ("newsgraph.ttl", "relations.ttl", "events.ttl"):
    ontology.parse(folder / name)
for case in sorted(folder.glob("*.nt")):
    _, report, _ = pyshacl.validate(Graph().parse(case), shacl_graph=shapes, ont_graph=ontology)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
        print(int(case.stem), focus, path or "", sep="\t")
