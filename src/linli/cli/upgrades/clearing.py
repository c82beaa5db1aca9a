"""The statement that empties a schema of PostgreSQL, for a role that owns what lies in it."""

# What the schema does not hold and a cascade could take along.
OUTSIDE = r"""
  (SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.oid <> ours AND n.nspname NOT LIKE 'pg\_%' AND NOT a.attisdropped)
  + (SELECT count(*) FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
    WHERE n.oid <> ours AND n.nspname NOT LIKE 'pg\_%')
  + (SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.oid <> ours AND n.nspname NOT LIKE 'pg\_%')"""

# Drops relations, routines and types, but not those of extensions, which may be a superuser's, nor
# sequences that are part of a column, which go with it.  The schema stays: not every owner of a
# database may drop it and make it anew.  A view that somebody keeps in another schema would go with
# its table and not come back: then it refuses.
# It takes {schema} and {refusal} as literals, {outside} as it stands above.
CLEAR = r"""
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL lock_timeout = '60s';
DO $clear$
DECLARE
  ours oid := (SELECT oid FROM pg_namespace WHERE nspname = {schema});
  outside bigint := {outside};
  statement text;
  statements text[] := ARRAY(
    SELECT format('DROP %s IF EXISTS %s CASCADE', kind, name) FROM (
      SELECT oid, 'pg_class'::regclass AS catalog, format('%I.%I', {schema}, relname) AS name,
        CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
          WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END AS kind
      FROM pg_class WHERE relnamespace = ours AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
      UNION ALL
      SELECT oid, 'pg_proc'::regclass, oid::regprocedure::text, 'ROUTINE'
      FROM pg_proc WHERE pronamespace = ours
      UNION ALL
      SELECT t.oid, 'pg_type'::regclass, format('%I.%I', {schema}, typname), 'TYPE'
      FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
      WHERE typnamespace = ours AND (typtype IN ('e', 'd', 'r') OR c.relkind = 'c')
    ) AS held
    WHERE NOT EXISTS (SELECT FROM pg_depend d
      WHERE d.classid = held.catalog AND d.objid = held.oid AND d.deptype IN ('e', 'i')));
BEGIN
  FOREACH statement IN ARRAY statements LOOP
    EXECUTE statement;
  END LOOP;
  IF outside <> {outside} THEN
    RAISE EXCEPTION '%', {refusal};
  END IF;
END $clear$;
"""
