"""Validates every NN.nt of a folder, ontology included, against its shapes.ttl with pyshacl.

Prints case, focus node and path of each result."""
import sys
from pathlib import Path

import pyshacl
from rdflib import Graph, Namespace
from rdflib.namespace import RDF

SH = Namespace("http://www.w3.org/ns/shacl#")
folder = Path(sys.argv[1])
shapes = Graph().parse(folder / "shapes.ttl")
for case in sorted(folder.glob("*.nt")):
    _, report, _ = pyshacl.validate(Graph().parse(case), shacl_graph=shapes)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
        print(int(case.stem), focus, path or "", sep="\t")
