// Reads NAME.cyjs files into Cytoscape.js and compares them with the CSV tables' counts.
//
//     node cytoscape.cjs MODULES FOLDER NAME…
//
// MODULES is a node_modules folder that has cytoscape.
const fs = require("fs");
const path = require("path");

const [modules, folder, ...names] = process.argv.slice(2);
const cytoscape = require(path.join(path.resolve(modules), "cytoscape"));

for (const name of names) {
  const file = JSON.parse(fs.readFileSync(path.join(folder, `${name}.cyjs`), "utf8"));
  const graph = cytoscape({ headless: true, elements: file.elements });
  const links = JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), "utf8"));
  const fail = (message) => {
    console.error(`FAILED: ${name}: ${message}`);
    process.exit(1);
  };
  if (graph.nodes().length !== links.nodes.length || graph.edges().length !== links.links.length) {
    fail(`${graph.nodes().length} nodes, ${graph.edges().length} edges in Cytoscape.js`);
  }
  const label = new Map(links.nodes.map((node) => [node.iri, node.label]));
  graph.nodes().forEach((node) => {
    if (label.get(node.data("iri")) !== node.data("label")) fail(`label of ${node.data("iri")}`);
    if (!Number.isFinite(node.position("x")) || !Number.isFinite(node.position("y"))) fail("a node without a place");
  });
  const edges = new Map(links.links.map((edge) => [edge.key, edge]));
  graph.edges().forEach((edge) => {
    const other = edges.get(edge.id());
    if (edge.source().data("iri") !== other.source || edge.target().data("iri") !== other.target) fail(`ends of ${edge.id()}`);
    if (edge.data("evidence") !== other.evidence || edge.data("weight") !== other.weight) fail(`data of ${edge.id()}`);
  });
  console.log(`${name}: ${graph.nodes().length} nodes, ${graph.edges().length} edges in Cytoscape.js ${cytoscape.version}`);
}
