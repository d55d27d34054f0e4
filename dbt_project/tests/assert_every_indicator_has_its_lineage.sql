{#
  Each indicator comes from one observation model, at least one fact, and exactly the extracts that the registry says it
  needs. Rates are divided by a population, which is a feed that no figure waits for and that the registry does not name.
#}
with declared as (
    select distinct
        indicator_code,
        split_part({{ split_to_rows("replace(feeds, '|', ' ')", ' ') }}, '.', 1) as feed
    from {{ ref('dim_indicator') }}
),

step as (
    select
        indicator_code,
        count(*) filter (where name like 'obs%') as observations,
        count(*) filter (where name like 'fct%') as facts
    from {{ ref('kpi_lineage') }}
    group by indicator_code
),

reached as (
    select
        indicator_code,
        name as feed
    from {{ ref('kpi_lineage') }}
    where layer = 'feed' and name <> 'local_populations'
),

compared as (
    select
        declared.feed as declared,
        reached.feed as reached,
        coalesce(declared.indicator_code, reached.indicator_code) as indicator_code
    from declared
    full outer join reached
        on
            declared.indicator_code = reached.indicator_code
            and declared.feed = reached.feed
),

broken as (
    select indicator.indicator_code
    from {{ ref('dim_indicator') }} as indicator
    left join step
        on indicator.indicator_code = step.indicator_code
    where
        coalesce(step.observations, 0) <> 1
        or coalesce(step.facts, 0) = 0
    union all
    select indicator_code
    from compared
    where declared is null or reached is null
)

select
    indicator_code,
    count(*) as row_count
from broken
group by indicator_code
