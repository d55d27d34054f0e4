-- Observations of MASH and referrals: one SELECT for each indicator.
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

union all

select
    'referrals_started_count' as indicator_code,
    la_code,
    person_id,
    referral_date as observed_on,
    team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_referral') }}

union all

select
    'referrals_new_cin_rate' as indicator_code,
    la_code,
    person_id,
    referral_date as observed_on,
    team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_referral') }}

union all

select
    'referrals_new_cin_count' as indicator_code,
    la_code,
    person_id,
    referral_date as observed_on,
    team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_referral') }}

union all

select
    'referrals_completed_3d_pct' as indicator_code,
    referral.la_code,
    referral.person_id,
    referral.referral_date as observed_on,
    referral.team_id,
    case
        when referral.working_days_to_completion <= council_month.referral_completion_working_days then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_referral') }} as referral
inner join {{ ref('dim_council_month') }} as council_month
    on
        referral.la_code = council_month.la_code
        and {{ month_index('referral.referral_date') }} = council_month.month_index

union all

select
    'rereferrals_12m_pct' as indicator_code,
    referral.la_code,
    referral.person_id,
    referral.referral_date as observed_on,
    referral.team_id,
    case
        when
            referral.previous_referral_date
            >= {{ months_before('referral.referral_date', 'council_month.rereferral_months') }}
            then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_referral') }} as referral
inner join {{ ref('dim_council_month') }} as council_month
    on
        referral.la_code = council_month.la_code
        and {{ month_index('referral.referral_date') }} = council_month.month_index

union all

select
    'rereferrals_after_closure_12m_pct' as indicator_code,
    referral.la_code,
    referral.person_id,
    referral.referral_date as observed_on,
    referral.team_id,
    case
        when
            referral.previous_assessed_closure_date
            >= {{ months_before('referral.referral_date', 'council_month.rereferral_closure_months') }}
            then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_referral') }} as referral
inner join {{ ref('dim_council_month') }} as council_month
    on
        referral.la_code = council_month.la_code
        and {{ month_index('referral.referral_date') }} = council_month.month_index

union all

select
    'rereferrals_after_closure_12m_count' as indicator_code,
    referral.la_code,
    referral.person_id,
    referral.referral_date as observed_on,
    referral.team_id,
    case
        when
            referral.previous_assessed_closure_date
            >= {{ months_before('referral.referral_date', 'council_month.rereferral_closure_months') }}
            then 1e0
        else 0e0
    end as numerator,
    cast(null as double) as denominator
from {{ ref('fct_referral') }} as referral
inner join {{ ref('dim_council_month') }} as council_month
    on
        referral.la_code = council_month.la_code
        and {{ month_index('referral.referral_date') }} = council_month.month_index

union all

select
    'referrals_nfa_pct' as indicator_code,
    la_code,
    person_id,
    referral_date as observed_on,
    team_id,
    case when is_nfa then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_referral') }}

union all

select
    'referrals_outcome_cfa_pct' as indicator_code,
    la_code,
    person_id,
    referral_date as observed_on,
    team_id,
    case when has_assessment_outcome then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_referral') }}

union all

select
    'children_allocated_48h_pct' as indicator_code,
    referral.la_code,
    referral.person_id,
    referral.referral_date as observed_on,
    referral.team_id,
    case when referral.days_to_allocation <= council_month.allocation_days then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_referral') }} as referral
inner join {{ ref('dim_council_month') }} as council_month
    on
        referral.la_code = council_month.la_code
        and {{ month_index('referral.referral_date') }} = council_month.month_index
