{# Each referral alike: its indicator, what it adds to the part and to the whole. #}
{% set figures = [
    ("'referrals_started_count' as indicator_code", '1e0', 'cast(null as double)'),
    ("'referrals_new_cin_rate' as indicator_code", '1e0', 'cast(null as double)'),
    ("'referrals_new_cin_count' as indicator_code", '1e0', 'cast(null as double)'),
    ("'referrals_nfa_pct' as indicator_code", 'case when is_nfa then 1e0 else 0e0 end', '1e0'),
    ("'referrals_outcome_cfa_pct' as indicator_code", 'case when has_assessment_outcome then 1e0 else 0e0 end', '1e0')
] %}

-- Observations of referrals: one SELECT for each indicator.
{% for indicator_code, numerator, denominator in figures -%}
    select
        {{ indicator_code }},
        la_code,
        person_id,
        referral_date as observed_on,
        team_id,
        {{ numerator }} as numerator,
        {{ denominator }} as denominator
    from {{ ref('fct_referral') }}
    union all
{% endfor %}
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
