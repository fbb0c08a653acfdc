"""Computes the measures of `newsgraph analyze` anew with networkx, from the exported graph, and compares.

    measures.py FOLDER

FOLDER holds {actors,co-mention}.graphml and {actors,co-mention}.json. Any difference is an error.
"""

import json
import sys
from pathlib import Path

import networkx


def fail(message):
    sys.exit(f"FAILED: {message}")


def check(folder, view):
    read = networkx.read_graphml(folder / f"{view}.graphml")
    iri = {node: data["iri"] for node, data in read.nodes(data=True)}
    directed = networkx.DiGraph()
    directed.add_nodes_from(iri.values())
    edges = read.edges(data=True)
    for a, b, data in edges:
        if a == b or data.get("negated"):
            continue
        ends = [(iri[a], iri[b])] + ([(iri[b], iri[a])] if view == "co-mention" else [])
        for a, b in ends:
            weight = directed.get_edge_data(a, b, {"weight": 0.0})["weight"]
            directed.add_edge(a, b, weight=weight + data["weight"])
    mutual = networkx.Graph()
    mutual.add_nodes_from(directed)
    for a, b, data in directed.edges(data=True):
        weight = mutual.get_edge_data(a, b, {"weight": 0.0})["weight"]
        if view == "co-mention":
            mutual.add_edge(a, b, weight=data["weight"])
        else:
            mutual.add_edge(a, b, weight=weight + data["weight"])
    ours = json.loads((folder / f"{view}.json").read_text())
    actors = {actor["iri"]: actor for actor in ours["actors"]}
    if set(actors) != set(mutual):
        fail(f"{view}: {len(actors)} actors here, {len(mutual)} in networkx")
    theirs = {
        "degree": dict(mutual.degree()),
        "in_degree": dict(directed.in_degree()),
        "out_degree": dict(directed.out_degree()),
        "strength": dict(mutual.degree(weight="weight")),
        "pagerank": networkx.pagerank(directed, tol=1e-13, max_iter=2000),
        "betweenness": networkx.betweenness_centrality(mutual),
        "closeness": networkx.closeness_centrality(mutual),
        "core": networkx.core_number(mutual),
        "clustering": networkx.clustering(mutual),
        "eigenvector": networkx.eigenvector_centrality(mutual, max_iter=20000, tol=1e-11, weight="weight"),
    }
    for name, values in theirs.items():
        worst = max(abs(actors[node][name] - value) for node, value in values.items())
        if worst > 1e-9:
            fail(f"{view}: {name} differs by up to {worst}")
        print(f"{view}: {name} of {len(values)} actors within {worst:.1e} of networkx")
    components = sorted(map(len, networkx.connected_components(mutual)), reverse=True)
    if (ours["network"]["components"], ours["network"]["largest_component"]) != (len(components), components[0]):
        fail(f"{view}: components differ")
    articulations = set(networkx.articulation_points(mutual))
    if {cut["iri"] for cut in ours["cuts"]["articulation_points"]} != articulations:
        fail(f"{view}: articulation points differ")
    groups = {}
    for node, actor in actors.items():
        groups.setdefault(actor["community"], set()).add(node)
    modularity = networkx.community.modularity(mutual, groups.values())
    if abs(modularity - ours["network"]["modularity"]) > 1e-9:
        fail(f"{view}: modularity is {modularity}, not {ours['network']['modularity']}")
    for group in groups.values():
        if not networkx.is_connected(mutual.subgraph(group)):
            fail(f"{view}: a community does not hang together")
    best = max(networkx.community.modularity(mutual, networkx.community.louvain_communities(mutual, seed=seed)) for seed in range(5))
    if modularity < best - 0.005:
        fail(f"{view}: networkx finds communities of modularity {best}, newsgraph of {modularity}")
    print(f"{view}: {len(groups)} communities, modularity {modularity:.4f}; best of five by networkx's Louvain {best:.4f}")


for view in ("actors", "co-mention"):
    check(Path(sys.argv[1]), view)
