// Loads summit.neo4j.nodes.csv and summit.neo4j.relationships.csv, which lie in the import folder of the database, into Neo4j 5.26 or newer:
//   cypher-shell --file THIS_FILE
// Into a new database they load faster without this script:
//   neo4j-admin database import full --nodes=summit.neo4j.nodes.csv --relationships=summit.neo4j.relationships.csv --multiline-fields=true neo4j

CREATE CONSTRAINT resource_iri IF NOT EXISTS FOR (n:Resource) REQUIRE n.iri IS UNIQUE;

LOAD CSV WITH HEADERS FROM 'file:///summit.neo4j.nodes.csv' AS row
CALL (row) {
  MERGE (n:Resource {iri: row.`iri:ID`})
  SET n:$(split(row.`:LABEL`, ';')),
    n.`label` = nullIf(row.`label:string`, ''),
    n.`kind` = nullIf(row.`kind:string`, ''),
    n.`category` = nullIf(row.`category:string`, ''),
    n.`description` = nullIf(row.`description:string`, ''),
    n.`country` = nullIf(row.`country:string`, ''),
    n.`same_as` = split(nullIf(row.`same_as:string[]`, ''), ';'),
    n.`articles` = toInteger(nullIf(row.`articles:long`, '')),
    n.`from` = date(nullIf(row.`from:date`, '')),
    n.`to` = date(nullIf(row.`to:date`, ''))
} IN TRANSACTIONS OF 10000 ROWS;

LOAD CSV WITH HEADERS FROM 'file:///summit.neo4j.relationships.csv' AS row
CALL (row) {
  MATCH (a:Resource {iri: row.`:START_ID`}), (b:Resource {iri: row.`:END_ID`})
  MERGE (a)-[r:$(row.`:TYPE`) {id: row.id}]->(b)
  SET r.`label` = nullIf(row.`label:string`, ''),
    r.`weight` = toFloat(nullIf(row.`weight:double`, '')),
    r.`confidence` = toFloat(nullIf(row.`confidence:double`, '')),
    r.`negated` = toBoolean(nullIf(row.`negated:boolean`, '')),
    r.`sign` = toInteger(nullIf(row.`sign:long`, '')),
    r.`cooperation` = toInteger(nullIf(row.`cooperation:long`, '')),
    r.`conflict` = toInteger(nullIf(row.`conflict:long`, '')),
    r.`balance` = toFloat(nullIf(row.`balance:double`, '')),
    r.`verbal_cooperation` = toInteger(nullIf(row.`verbal_cooperation:long`, '')),
    r.`material_cooperation` = toInteger(nullIf(row.`material_cooperation:long`, '')),
    r.`verbal_conflict` = toInteger(nullIf(row.`verbal_conflict:long`, '')),
    r.`material_conflict` = toInteger(nullIf(row.`material_conflict:long`, '')),
    r.`types` = nullIf(row.`types:string`, ''),
    r.`modality` = nullIf(row.`modality:string`, ''),
    r.`articles` = toInteger(nullIf(row.`articles:long`, '')),
    r.`from` = date(nullIf(row.`from:date`, '')),
    r.`to` = date(nullIf(row.`to:date`, '')),
    r.`reported_from` = date(nullIf(row.`reported_from:date`, '')),
    r.`reported_to` = date(nullIf(row.`reported_to:date`, '')),
    r.`by_month` = nullIf(row.`by_month:string`, ''),
    r.`evidence` = nullIf(row.`evidence:string`, ''),
    r.`claims` = split(nullIf(row.`claims:string[]`, ''), ';')
} IN TRANSACTIONS OF 10000 ROWS;
