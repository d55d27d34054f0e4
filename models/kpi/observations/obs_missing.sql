-- Observations of missing episodes: one SELECT for each indicator.
select
    'missing_episodes_month_count' as indicator_code,
    la_code,
    person_id,
    start_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_missing_episode') }}
where episode_type = 'MISSING'

union all

-- children are counted once in each window; the denominator says how many episodes it takes
select
    'missing_children_month_count' as indicator_code,
    la_code,
    person_id,
    start_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    1e0 as denominator
from {{ ref('fct_missing_episode') }}
where episode_type = 'MISSING'

union all

-- children are counted once in each window; the denominator says how many episodes it takes
select
    'missing_repeat_children_count' as indicator_code,
    missing.la_code,
    missing.person_id,
    missing.start_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(council_month.missing_repeat_minimum as double) as denominator
from {{ ref('fct_missing_episode') }} as missing
inner join {{ ref('dim_council_month') }} as council_month
    on
        missing.la_code = council_month.la_code
        and {{ month_index('missing.start_date') }} = council_month.month_index
where missing.episode_type = 'MISSING'

union all

select
    'missing_cla_episodes_count' as indicator_code,
    la_code,
    person_id,
    start_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_missing_episode') }}
where episode_type = 'MISSING' and is_looked_after

union all

-- children are counted once in each window; the denominator says how many episodes it takes
select
    'missing_cla_children_month_count' as indicator_code,
    la_code,
    person_id,
    start_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    1e0 as denominator
from {{ ref('fct_missing_episode') }}
where episode_type = 'MISSING' and is_looked_after

union all

-- children are counted once in each window; the denominator says how many episodes it takes
select
    'missing_cla_repeat_count' as indicator_code,
    missing.la_code,
    missing.person_id,
    missing.start_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(council_month.missing_repeat_minimum as double) as denominator
from {{ ref('fct_missing_episode') }} as missing
inner join {{ ref('dim_council_month') }} as council_month
    on
        missing.la_code = council_month.la_code
        and {{ month_index('missing.start_date') }} = council_month.month_index
where missing.episode_type = 'MISSING' and missing.is_looked_after

union all

select
    'missing_cla_rhi_offered_pct' as indicator_code,
    la_code,
    person_id,
    start_date as observed_on,
    cast(null as varchar) as team_id,
    case when rhi_offered = 'Y' then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_missing_episode') }}
where episode_type = 'MISSING' and is_looked_after and rhi_offered in ('Y', 'N')

union all

select
    'missing_cla_rhi_undertaken_pct' as indicator_code,
    la_code,
    person_id,
    start_date as observed_on,
    cast(null as varchar) as team_id,
    case when rhi_accepted = 'Y' then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_missing_episode') }}
where episode_type = 'MISSING' and is_looked_after and rhi_offered = 'Y'
