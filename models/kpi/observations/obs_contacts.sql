-- Observations of contacts and what is decided on them: one SELECT for each indicator.
select
    'contacts_received' as indicator_code,
    la_code,
    person_id,
    contact_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_contact') }}

union all

select
    'mash_decision_1wd_pct' as indicator_code,
    decision.la_code,
    decision.person_id,
    decision.decision_date as observed_on,
    cast(null as varchar) as team_id,
    case
        when decision.working_days_to_decision <= council_month.mash_decision_working_days then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_contact_decision') }} as decision
inner join {{ ref('dim_council_month') }} as council_month
    on
        decision.la_code = council_month.la_code
        and {{ month_index('decision.decision_date') }} = council_month.month_index

union all

select
    'contacts_completed_3d_pct' as indicator_code,
    decision.la_code,
    decision.person_id,
    decision.decision_date as observed_on,
    cast(null as varchar) as team_id,
    case
        when decision.working_days_to_decision <= council_month.contact_completion_working_days then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_contact_decision') }} as decision
inner join {{ ref('dim_council_month') }} as council_month
    on
        decision.la_code = council_month.la_code
        and {{ month_index('decision.decision_date') }} = council_month.month_index

union all

select
    'contact_to_eh_pct' as indicator_code,
    la_code,
    person_id,
    decision_date as observed_on,
    cast(null as varchar) as team_id,
    case when outcome = 'early_help' then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_contact_decision') }}
where decision_date is not null

union all

-- two flows of one month: referrals started over contacts received
select
    'contact_to_referral_pct' as indicator_code,
    la_code,
    person_id,
    referral_date as observed_on,
    team_id,
    1e0 as numerator,
    0e0 as denominator
from {{ ref('fct_referral') }}

union all

select
    'contact_to_referral_pct' as indicator_code,
    la_code,
    person_id,
    contact_date as observed_on,
    cast(null as varchar) as team_id,
    0e0 as numerator,
    1e0 as denominator
from {{ ref('fct_contact') }}
