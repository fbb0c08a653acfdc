"""Times networkx and igraph on the graph of benches/network/main.rs.

    peers.py EDGES.csv GRAPHML|- SEARCHES

Prints a line for each task and peer, parted by tabs: task, peer, seconds, note.
"""

import sys
import tempfile
import time
from pathlib import Path

import igraph
import networkx


def clock(task, peer, work, note=lambda found: "", scale=1.0, rounds=1):
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        found = work()
        best = min(best, time.perf_counter() - began)
    print(task, peer, f"{best * scale:.6f}", note(found), sep="\t", flush=True)
    return found


def main():
    path, graphml, searches = sys.argv[1], sys.argv[2], int(sys.argv[3])
    edges = [(int(a), int(b), float(w)) for a, b, w in (line.split(",") for line in open(path))]
    nodes = 1 + max(max(a, b) for a, b, _ in edges)

    pairs = {}
    for a, b, weight in edges:
        key = (min(a, b), max(a, b))
        pairs[key] = pairs.get(key, 0.0) + weight
    directed = igraph.Graph(nodes, [(a, b) for a, b, _ in edges], directed=True)
    mutual = igraph.Graph(nodes, list(pairs))
    weights = list(pairs.values())
    clock("PageRank", "igraph", lambda: directed.pagerank(weights=[w for _, _, w in edges]), rounds=3)
    clock("communities", "igraph", lambda: mutual.community_leiden(objective_function="modularity", weights=weights, n_iterations=-1),
          lambda found: f"Leiden, modularity {mutual.modularity(found, weights=weights):.4f}", rounds=3)
    clock("communities", "igraph", lambda: mutual.community_multilevel(weights=weights),
          lambda found: f"Louvain, modularity {mutual.modularity(found, weights=weights):.4f}", rounds=3)
    if searches == nodes:
        clock("betweenness", "igraph", mutual.betweenness, lambda _: f"{nodes} searches")
    else:
        sources = list(range(0, nodes, nodes // searches))[:searches]
        clock("betweenness", "igraph", lambda: mutual.betweenness(sources=sources), lambda _: f"{searches} searches")
    if graphml != "-":
        read = clock("read GraphML", "igraph", lambda: igraph.Graph.Read_GraphML(graphml))
        with tempfile.TemporaryDirectory() as folder:
            clock("write GraphML", "igraph", lambda: read.write_graphml(str(Path(folder) / "out.graphml")))
        del read
    del directed, mutual

    graph = networkx.DiGraph()
    graph.add_weighted_edges_from(edges)
    flat = networkx.Graph()
    flat.add_weighted_edges_from((a, b, w) for (a, b), w in pairs.items())
    clock("PageRank", "networkx", lambda: networkx.pagerank(graph, tol=1e-10, max_iter=500))
    few = min(20, searches)
    clock("betweenness", "networkx", lambda: networkx.betweenness_centrality(flat, k=few, seed=1),
          lambda _: f"{few} searches, scaled to {searches}", scale=searches / few)
    clock("communities", "networkx", lambda: networkx.community.louvain_communities(flat, seed=1),
          lambda found: f"Louvain, modularity {networkx.community.modularity(flat, found):.4f}")
    if graphml != "-":
        read = clock("read GraphML", "networkx", lambda: networkx.read_graphml(graphml))
        with tempfile.TemporaryDirectory() as folder:
            clock("write GraphML", "networkx", lambda: networkx.write_graphml(read, Path(folder) / "out.graphml"))


main()
