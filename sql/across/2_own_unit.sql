-- own_unit: one row per disclosure of a whole department, of all departments, and disclosure of one of its units for the
-- same year, of the same kind. A unit is one that has the department's own name (its own level, 本级); one of the same
-- region that the department's disclosure names as its own; or, where that names no unit, one whose disclosure names the
-- department as the one above. Names are compared without the places that they begin with, which a text leaves out as it
-- likes: a name that then means two disclosures means none, and who is named by two departments belongs to neither.
create or replace temporary table own_unit as
with
documents as (
    select
        disclosure.*,
        departments.region_key,
        departments.name,
        name_in_place(departments.name, regions.province, regions.prefecture, regions.county, regions.name) as name_key
    from disclosure
    join dim_department as departments on departments.department_key = disclosure.department_key
    join dim_region as regions on regions.region_key = departments.region_key
),

wholes as (select * from documents where scope = 'department'),
units as (select * from documents where scope = 'unit'),

marks as (
    select distinct
        marks.document_key,
        marks.kind,
        name_in_place(marks.text, regions.province, regions.prefecture, regions.county, regions.name) as name_key
    from fact_mark as marks
    join documents on documents.document_key = marks.document_key
    join dim_region as regions on regions.region_key = documents.region_key
    where marks.kind in ('unit', 'parent')
),

own_levels as (
    select wholes.document_key, units.document_key as unit_key, units.name as unit_name
    from wholes
    join units
        on units.department_key = wholes.department_key
        and units.fiscal_year = wholes.fiscal_year
        and units.document_kind = wholes.document_kind
),

named_by_whole as (
    select wholes.document_key, units.document_key as unit_key, units.name as unit_name
    from wholes
    join marks
        on marks.document_key = wholes.document_key
        and marks.kind = 'unit'
    join units
        on units.region_key = wholes.region_key
        and units.fiscal_year = wholes.fiscal_year
        and units.document_kind = wholes.document_kind
        and units.name_key = marks.name_key
        and units.department_key <> wholes.department_key
    qualify count(*) over (partition by wholes.document_key, marks.name_key) = 1
),

named_by_unit as (
    select wholes.document_key, units.document_key as unit_key, units.name as unit_name
    from units
    join marks
        on marks.document_key = units.document_key
        and marks.kind = 'parent'
    join wholes
        on wholes.region_key = units.region_key
        and wholes.fiscal_year = units.fiscal_year
        and wholes.document_kind = units.document_kind
        and wholes.name_key = marks.name_key
        and wholes.department_key <> units.department_key
    where wholes.document_key not in (select document_key from marks where kind = 'unit')
),

named as (
    select * from named_by_whole
    union
    select * from named_by_unit
),

own as (
    select *
    from named
    where unit_key not in (select unit_key from own_levels)
    qualify count(*) over (partition by unit_key) = 1
)

select * from own_levels
union all
select * from own
