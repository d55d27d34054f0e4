-- Observations of children looked after at each month end, and who they are: one SELECT for each indicator.
select
    'cla_count' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_month_end') }}

union all

select
    'cla_rate' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_month_end') }}

union all

-- the whole is the number looked after; it is the split by age at entry that the indicator is for
select
    'cla_age_at_entry' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_month_end') }}

union all

select
    'cla_aged_under_1_count' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_month_end') }}
where age_in_years < 1

union all

select
    'cla_aged_1_4_count' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_month_end') }}
where age_in_years between 1 and 4

union all

select
    'cla_aged_5_9_count' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_month_end') }}
where age_in_years between 5 and 9

union all

select
    'cla_aged_10_15_count' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_month_end') }}
where age_in_years between 10 and 15

union all

select
    'cla_aged_16_plus_count' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_month_end') }}
where age_in_years >= 16

union all

select
    'cla_female_count' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_month_end') }}
where sex = 'F'

union all

select
    'cla_male_count' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_month_end') }}
where sex = 'M'

union all

select
    'cla_section20_count' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_month_end') }}
where legal_status = 'V2'

union all

select
    'cla_uasc_count' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_month_end') }}
where is_uasc
