"""Reads network exports back with readers that newsgraph did not write, and compares them with the CSV tables.

    networks.py FOLDER NAME…

For every NAME, FOLDER holds NAME.{graphml,yed.graphml,gexf,dot,net,cyjs,json,nodes.csv,edges.csv} and, for Neo4j,
NAME.neo4j.{nodes.csv,relationships.csv,cypher}. Where there is NAME.expected.json, the CSV tables are compared with it
first: labels and sentences as they were given. Any difference or warning is an error; a reader that is missing is told
and passed over.
"""

import csv
import json
import re
import shutil
import subprocess
import sys
import warnings
from collections import Counter
from pathlib import Path

import igraph
import networkx

warnings.simplefilter("error")


def fail(message):
    sys.exit(f"FAILED: {message}")


def skipped(message):
    print(f"SKIPPED: {message}", file=sys.stderr)


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def same(what, ours, theirs):
    """Compares two collections as multisets, spaces and line ends aside."""
    fold = lambda item: tuple(" ".join(part.split()) for part in item) if isinstance(item, tuple) else " ".join(item.split())
    ours, theirs = Counter(map(fold, ours)), Counter(map(fold, theirs))
    if ours != theirs:
        fail(f"{what}: only in the tables: {list((ours - theirs).items())[:5]}; only there: {list((theirs - ours).items())[:5]}")


def xml_text(text):
    """What XML 1.0 lets through."""
    return re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def spaced(text):
    """Control characters as spaces."""
    return "".join(" " if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in text)


class Tables:
    """The CSV tables, which the other formats must agree with."""

    def __init__(self, folder, name):
        self.nodes, self.edges = rows(folder / f"{name}.nodes.csv"), rows(folder / f"{name}.edges.csv")
        self.label = {node["Id"]: node["Label"] for node in self.nodes}
        self.directed = all(edge["Type"] == "Directed" for edge in self.edges)
        if len(self.label) != len(self.nodes) or not self.edges:
            fail(f"{name}: identifiers are not unique, or there are no edges")

    def labels(self, change=lambda text: text):
        return [change(label) for label in self.label.values()]

    def ties(self, change=lambda text: text):
        return [self.tie(e["Source"], e["Target"], change(e["Label"]), change(e["Evidence"])) for e in self.edges]

    def tie(self, source, target, *rest):
        ends = (source, target) if self.directed else tuple(sorted((source, target)))
        return (*ends, *rest)


def expected(folder, name, tables):
    path = folder / f"{name}.expected.json"
    if path.exists():
        wanted = json.loads(path.read_text(encoding="utf-8"))
        if wanted["labels"] != tables.labels():
            fail(f"{name}: labels in CSV differ from what was given")
        if wanted["evidence"] != [edge["Evidence"] for edge in tables.edges]:
            fail(f"{name}: sentences in CSV differ from what was given")


def graphml(folder, name, tables):
    graph = networkx.read_graphml(folder / f"{name}.graphml")
    if graph.is_directed() != tables.directed:
        fail(f"{name}: graphml: direction")
    iri = {node: data["iri"] for node, data in graph.nodes(data=True)}
    same(f"{name}: graphml labels", tables.labels(xml_text), [d.get("label", "") for _, d in graph.nodes(data=True)])
    same(f"{name}: graphml edges", tables.ties(xml_text),
         [tables.tie(iri[a], iri[b], d["label"], d.get("evidence", "")) for a, b, d in graph.edges(data=True)])
    other = igraph.Graph.Read_GraphML(str(folder / f"{name}.graphml"))
    same(f"{name}: graphml in igraph", tables.labels(xml_text), other.vs["label"])
    if other.is_directed() != tables.directed or other.ecount() != len(tables.edges):
        fail(f"{name}: graphml in igraph: direction or number of edges")
    yed = networkx.read_graphml(folder / f"{name}.yed.graphml")
    if (yed.number_of_nodes(), yed.number_of_edges()) != (len(tables.nodes), len(tables.edges)):
        fail(f"{name}: yEd: counts")
    # networkx takes the label from y:NodeLabel.
    same(f"{name}: yEd labels", tables.labels(xml_text), [d.get("label", "") for _, d in yed.nodes(data=True)])


def gexf(folder, name, tables):
    # In networkx, `label` names the node; ids stay ids.
    graph = networkx.read_gexf(folder / f"{name}.gexf", version="1.3")
    if (graph.number_of_nodes(), graph.number_of_edges()) != (len(tables.nodes), len(tables.edges)):
        fail(f"{name}: gexf: counts")
    iri = {node: data["iri"] for node, data in graph.nodes(data=True)}
    same(f"{name}: gexf labels", tables.labels(xml_text), [d["label"] for _, d in graph.nodes(data=True)])
    same(f"{name}: gexf edges", tables.ties(xml_text),
         [tables.tie(iri[a], iri[b], d["label"], d["evidence"]) for a, b, d in graph.edges(data=True)])
    for _, data in graph.nodes(data=True):
        if not {"color", "position", "size"} <= set(data["viz"]):
            fail(f"{name}: gexf: a node without colour, position or size")
        for start, end in data.get("spells", []):
            if start and end and start > end:
                fail(f"{name}: gexf: a spell ends before it begins: {start} {end}")
    timed = sum("monthly_balance" in d or "spells" in d or "start" in d for _, _, d in graph.edges(data=True))
    dated = sum(bool(edge["From"] or edge["To"] or edge["Reported From"]) for edge in tables.edges)
    if timed != dated:
        fail(f"{name}: gexf: {timed} edges with times, {dated} in the tables")


def dot(folder, name, tables):
    program = shutil.which("dot")
    if program is None:
        skipped("Graphviz is not installed: DOT was not read back")
        return
    # `-n2` takes the positions as they are, so that nothing is laid out.
    command = [program, "-Kneato", "-n2", "-Gsplines=none", "-Goverlap=true", "-Tjson0", str(folder / f"{name}.dot")]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode or done.stderr:
        fail(f"{name}: Graphviz: {done.stderr.decode()[:400]}")
    # Graphviz writes some characters of labels bare into its JSON.
    graph = json.loads(done.stdout, strict=False)
    if graph["directed"] != tables.directed:
        fail(f"{name}: dot: direction")
    undo = lambda text: text.replace("\\n", " ").replace("\\\\", "\\")
    nodes = graph["objects"]
    same(f"{name}: dot labels", tables.labels(spaced), [undo(node["label"]) for node in nodes])
    iri = {node["_gvid"]: node["iri"] for node in nodes}
    same(f"{name}: dot edges", tables.ties(spaced),
         [tables.tie(iri[e["tail"]], iri[e["head"]], undo(e["label"]), undo(e.get("tooltip", ""))) for e in graph["edges"]])


def pajek(folder, name, tables):
    replaced = lambda text: spaced(text.replace('"', "''").replace("\\", "/"))
    labels = tables.labels(replaced)
    double = {label for label, count in Counter(labels).items() if count > 1}
    graph = networkx.read_pajek(folder / f"{name}.net")
    other = igraph.Graph.Read_Pajek(str(folder / f"{name}.net"))
    if graph.is_directed() != tables.directed or other.is_directed() != tables.directed:
        fail(f"{name}: pajek: direction")
    for who, read in (("networkx", list(graph.nodes)), ("igraph", other.vs["name"])):
        if len(read) != len(set(read)):
            fail(f"{name}: pajek in {who}: labels are not unique")
        plain = [next((label for label in double if text.startswith(f"{label} (")), text) for text in read]
        same(f"{name}: pajek in {who}", labels, plain)
    weights = [round(float(edge["Weight"]), 3) for edge in tables.edges]
    if sorted(weights) != sorted(round(d["weight"], 3) for _, _, d in graph.edges(data=True)):
        fail(f"{name}: pajek: weights")
    if sorted(weights) != sorted(round(weight, 3) for weight in other.es["weight"]):
        fail(f"{name}: pajek in igraph: weights")
    same(f"{name}: pajek edge labels", [replaced(edge["Label"]) for edge in tables.edges],
         [d["l"] for _, _, d in graph.edges(data=True)])


def cytoscape(folder, name, tables):
    data = json.loads((folder / f"{name}.cyjs").read_text(encoding="utf-8"))
    for node in data["elements"]["nodes"]:
        node["data"]["value"] = node["data"]["id"]  # networkx wants what neither Cytoscape does
    for edge in data["elements"]["edges"]:
        edge["data"]["key"] = edge["data"]["id"]  # else networkx joins parallel edges
    graph = networkx.cytoscape_graph(data | {"directed": tables.directed, "multigraph": True, "data": []})
    iri = {node: d["iri"] for node, d in graph.nodes(data=True)}
    same(f"{name}: cytoscape labels", tables.labels(), [d["label"] for _, d in graph.nodes(data=True)])
    same(f"{name}: cytoscape edges", tables.ties(),
         [tables.tie(iri[a], iri[b], d["label"], d["evidence"]) for a, b, d in graph.edges(data=True)])
    for node in data["elements"]["nodes"]:
        if not isinstance(node["data"]["id"], str) or set(node["position"]) != {"x", "y"}:
            fail(f"{name}: cytoscape: identifiers are text, positions x and y")


def node_link(folder, name, tables):
    data = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    graph = networkx.node_link_graph(data, edges="links")
    if graph.is_directed() != tables.directed or not graph.is_multigraph():
        fail(f"{name}: node-link: direction")
    if dict(graph.nodes(data="label")) != tables.label:
        fail(f"{name}: node-link: labels")
    same(f"{name}: node-link edges", tables.ties(),
         [tables.tie(a, b, d["label"], d["evidence"]) for a, b, d in graph.edges(data=True)])
    kinds = {"weight": float, "negated": bool, "sign": int, "balance": float, "articles": int, "label": str}
    for _, _, d in graph.edges(data=True):
        wrong = [key for key, kind in kinds.items() if type(d[key]) is not kind]
        if wrong:
            fail(f"{name}: node-link: types of {wrong}")


# The heads of Neo4j's bulk import: NAME:TYPE, NAME:ID, :LABEL, :START_ID, :END_ID, :TYPE.
NEO4J_TYPES = {"string": str, "long": int, "double": float, "boolean": {"true": True, "false": False}.__getitem__,
               "date": lambda text: re.fullmatch(r"\d{4}-\d\d-\d\d", text).group(), "string[]": lambda text: text.split(";")}


def neo4j_table(path, special):
    table = rows(path)
    heads, own = list(table[0]), []
    for head in heads:
        field, _, kind = head.partition(":")
        if kind in special and head in special.values() or head in special.values():
            own.append(head)
        elif kind not in NEO4J_TYPES and kind:
            fail(f"{path.name}: {head} is no head that Neo4j knows")
    if sorted(own) != sorted(special.values()):
        fail(f"{path.name}: heads {own}, expected {list(special.values())}")
    for row in table:
        for head, text in row.items():
            kind = head.partition(":")[2]
            if text and kind in NEO4J_TYPES:
                try:
                    NEO4J_TYPES[kind](text)
                except (ValueError, KeyError, AttributeError):
                    fail(f"{path.name}: {text!r} is no {kind} ({head})")
    return table


def neo4j(folder, name, tables):
    nodes = neo4j_table(folder / f"{name}.neo4j.nodes.csv", {"ID": "iri:ID", "LABEL": ":LABEL"})
    edges = neo4j_table(folder / f"{name}.neo4j.relationships.csv",
                        {"START_ID": ":START_ID", "END_ID": ":END_ID", "TYPE": ":TYPE"})
    if {row["iri:ID"]: row["label:string"] for row in nodes} != tables.label:
        fail(f"{name}: neo4j: labels")
    same(f"{name}: neo4j edges", tables.ties(),
         [tables.tie(r[":START_ID"], r[":END_ID"], r["label:string"], r["evidence:string"]) for r in edges])
    for row in edges:
        if not re.fullmatch(r"\w+", row[":TYPE"]) or row[":START_ID"] not in tables.label or row[":END_ID"] not in tables.label:
            fail(f"{name}: neo4j: a relationship of {row}")
    if any("Resource" not in row[":LABEL"].split(";") for row in nodes):
        fail(f"{name}: neo4j: a node that is no Resource")
    script = (folder / f"{name}.neo4j.cypher").read_text(encoding="utf-8")
    for head in [*nodes[0], *edges[0]]:
        if head not in ("id",) and f"row.`{head}`" not in script:
            fail(f"{name}: neo4j: the script does not read {head}")


def main():
    folder = Path(sys.argv[1])
    for name in sys.argv[2:]:
        tables = Tables(folder, name)
        expected(folder, name, tables)
        for check in (graphml, gexf, dot, pajek, cytoscape, node_link, neo4j):
            check(folder, name, tables)
        print(f"{name}: {len(tables.nodes)} nodes, {len(tables.edges)} edges alike in CSV, GraphML, yEd, GEXF, DOT, Pajek, "
              "Cytoscape.js, node-link and Neo4j")


main()
