// Which shares of a benefit are due to somebody else, and to whom?
//
// column appraisal  STRING  Appraisal.id
// column line       STRING  BenefitLine.id
// column to         STRING  id of the organisation or partnership
// column to_name    STRING  its name
// column share      FLOAT   share due to it, as a fraction
MATCH (o:Organisation|Partnership)<-[r:ATTRIBUTED_TO]-(l:BenefitLine)-[:LINE_OF]->(a:Appraisal)
RETURN DISTINCT a.id AS appraisal, l.id AS line, o.id AS to, o.name AS to_name, r.share AS share
ORDER BY appraisal, line, to, share
