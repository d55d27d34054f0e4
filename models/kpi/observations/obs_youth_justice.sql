-- Observations of youth justice outcomes and of disposals as they end: one SELECT for each indicator.
select
    'yj_custody_rate' as indicator_code,
    la_code,
    person_id,
    outcome_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_youth_justice_outcome') }}
where outcome = 'custody' and coalesce(age_at_outcome between 10 and 17, true)

union all

select
    'yj_ete_under16_pct' as indicator_code,
    la_code,
    person_id,
    disposal_end_date as observed_on,
    cast(null as varchar) as team_id,
    case when is_in_suitable_ete then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_youth_justice_outcome') }}
where age_at_disposal_end < 16

union all

-- the papers print under and over 16: the age of 16 itself belongs here
select
    'yj_ete_over16_pct' as indicator_code,
    la_code,
    person_id,
    disposal_end_date as observed_on,
    cast(null as varchar) as team_id,
    case when is_in_suitable_ete then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_youth_justice_outcome') }}
where age_at_disposal_end >= 16

union all

select
    'yj_first_time_entrants_count' as indicator_code,
    la_code,
    person_id,
    outcome_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_youth_justice_outcome') }}
where is_first_time_entrant

union all

select
    'yj_disproportionality' as indicator_code,
    la_code,
    person_id,
    outcome_date as observed_on,
    cast(null as varchar) as team_id,
    case when ethnic_group = 'White' then 0e0 else 1e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_youth_justice_outcome') }}
where ethnic_group <> 'unknown'
