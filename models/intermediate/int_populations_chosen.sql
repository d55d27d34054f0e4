-- A council that delivers its own estimates is read from them alone; the others from the published seed.
with delivered as (
    select
        la_code,
        mid_year,
        vintage,
        age_from,
        age_to,
        population
    from {{ ref('stg_local__population') }}
),

published as (
    select
        la_code,
        mid_year,
        vintage,
        age_from,
        age_to,
        population
    from {{ ref('populations') }}
    where la_code not in (select delivered.la_code from delivered)
),

chosen as (
    select * from delivered
    union all
    select * from published
)

select
    la_code,
    cast(mid_year as integer) as mid_year,
    make_date(cast(mid_year as integer), 6, 30) as mid_year_date,
    cast(vintage as varchar) as vintage,
    try_cast(vintage as integer) as vintage_number,
    cast(population as bigint) as population
from chosen
where age_from = 0 and age_to = 17
