// What does each appraisal count as benefit, and who gains?
//
// column appraisal         STRING   Appraisal.id
// column line              STRING   BenefitLine.id
// column name              STRING   what changes
// column class             STRING   fiscal, economic or social
// column quantity          FLOAT    units a year
// column unit_value        FLOAT    £ a unit
// column start_t           INTEGER  first year, 0 is the base year
// column duration          INTEGER  years
// column deadweight        FLOAT    share that would happen anyway
// column displacement      FLOAT    share that displaces other benefit
// column attribution       FLOAT    share others brought about
// column drop_off          FLOAT    share lost each year after the first
// column optimism_bias     FLOAT    reduction as a fraction
// column cashable_share    FLOAT    share that releases cash
// column price_year        INTEGER  year of prices, blank for the appraisal's
// column indicator         STRING   short name of what is measured
// column population_grade  INTEGER  evidence of who is affected, 1 best to 6 worst
// column effect_grade      INTEGER  evidence of the effect on them, 1 best to 6 worst
// column age_grade         INTEGER  age of the evidence, 1 best to 6 worst
// column beneficiary       STRING   Organisation.id of who gains
// column beneficiary_name  STRING   its name
// column share             FLOAT    share gained
MATCH (l:BenefitLine)-[:LINE_OF]->(a:Appraisal)
OPTIONAL MATCH (l)-[r:ACCRUES_TO]->(o:Organisation)
RETURN DISTINCT a.id AS appraisal, l.id AS line, l.name AS name, l.benefit_class AS class,
  l.quantity AS quantity, l.unit_value AS unit_value, l.start_t AS start_t,
  l.duration AS duration, l.deadweight AS deadweight, l.displacement AS displacement,
  l.attribution AS attribution, l.drop_off AS drop_off, l.optimism_bias AS optimism_bias,
  l.cashable_share AS cashable_share, l.price_year AS price_year, l.indicator AS indicator,
  l.population_grade AS population_grade, l.effect_grade AS effect_grade,
  l.age_grade AS age_grade, o.id AS beneficiary, o.name AS beneficiary_name,
  r.share AS share
ORDER BY appraisal, line, beneficiary
