-- Observations of cases of the early help module: one SELECT for each indicator.
select
    'eha_first_appearance_gateway_count' as indicator_code,
    la_code,
    person_id,
    gateway_accepted_date as observed_on,
    team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_early_help_case') }}
where gateway_accepted_date is not null and gateway_attempts = 1

union all

select
    'eh_plan_in_timescale_count' as indicator_code,
    early_help.la_code,
    early_help.person_id,
    early_help.plan_date as observed_on,
    early_help.team_id,
    case when early_help.working_days_to_plan <= council_month.eh_plan_working_days then 1e0 else 0e0 end as numerator,
    cast(null as double) as denominator
from {{ ref('fct_early_help_case') }} as early_help
inner join {{ ref('dim_council_month') }} as council_month
    on
        early_help.la_code = council_month.la_code
        and {{ month_index('early_help.plan_date') }} = council_month.month_index

union all

select
    'eh_open_with_active_plan_pct' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    team_id,
    case when has_active_plan then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_early_help_case_month_end') }}

union all

-- each referral adds one in its own month, and a year later is taken off as last year's: any window compares like
-- with like
select
    'eh_referrals_increase_pct' as indicator_code,
    la_code,
    person_id,
    referral_date as observed_on,
    team_id,
    1e0 as numerator,
    0e0 as denominator
from {{ ref('fct_early_help_case') }}
where has_year_before

union all

select
    'eh_referrals_increase_pct' as indicator_code,
    la_code,
    person_id,
    year_after_referral_date as observed_on,
    team_id,
    -1e0 as numerator,
    1e0 as denominator
from {{ ref('fct_early_help_case') }}
where is_after_first_month

union all

select
    'eh_referrals_from_mash_count' as indicator_code,
    la_code,
    person_id,
    referral_date as observed_on,
    team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_early_help_case') }}
where source = 'mash'

union all

select
    'eh_stepdowns_from_csc_count' as indicator_code,
    la_code,
    person_id,
    referral_date as observed_on,
    team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_early_help_case') }}
where source = 'csc_step_down'
