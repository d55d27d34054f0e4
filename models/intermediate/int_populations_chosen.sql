-- A council that delivers its own estimates of these ages is read from them alone; the others from the published seed.
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
    from {{ ref('populations') }} as estimate
    where not exists (
        select 1
        from delivered
        where
            estimate.la_code = delivered.la_code
            and estimate.age_from = delivered.age_from
            and estimate.age_to = delivered.age_to
    )
),

chosen as (
    select * from delivered
    union all
    select * from published
)

select
    la_code,
    age_from,
    age_to,
    cast(mid_year as integer) as mid_year,
    make_date(cast(mid_year as integer), 6, 30) as mid_year_date,
    cast(vintage as varchar) as vintage,
    try_cast(vintage as integer) as vintage_number,
    cast(population as bigint) as population
from chosen
where age_to = 17 and age_from in (0, 10)
