with registered as (
    {{ open_at_month_ends(
        ref('stg_local__home_education'), 'registered_date', 'ended_date',
        ['registration_id', 'person_id', 'registered_date', 'allocated_date', 'first_visit_date']
    ) }}
),

-- a child with two open registrations is one child: the latest start wins, then the greatest key
child_month as (
    select *
    from registered
    qualify row_number() over (
        partition by
            la_code, month_index, person_id, case when person_id is null then registration_id end
        order by registered_date desc, registration_id desc
    ) = 1
),

home_educated as (
    select distinct
        la_code,
        person_id
    from {{ ref('stg_local__home_education') }}
    where person_id is not null
),

-- only their own referrals and disposals are unrolled
referral as (
    select
        referral.la_code,
        referral.person_id,
        referral.referral_date,
        referral.close_date
    from {{ ref('stg_ssd__referral') }} as referral
    inner join home_educated
        on
            referral.la_code = home_educated.la_code
            and referral.person_id = home_educated.person_id
),

disposal as (
    select
        outcome.la_code,
        outcome.person_id,
        outcome.outcome_date,
        outcome.disposal_end_date
    from {{ ref('stg_local__youth_justice') }} as outcome
    inner join home_educated
        on
            outcome.la_code = home_educated.la_code
            and outcome.person_id = home_educated.person_id
),

in_need as (
    {{ open_at_month_ends('referral', 'referral_date', 'close_date', ['person_id']) }}
),

in_youth_justice as (
    {{ open_at_month_ends('disposal', 'outcome_date', 'disposal_end_date', ['person_id']) }}
),

priority as (
    select
        la_code,
        person_id,
        month_index
    from {{ ref('fct_cp_plan_month_end') }}
    union
    select
        la_code,
        person_id,
        month_index
    from in_need
    union
    select
        la_code,
        person_id,
        month_index
    from in_youth_justice
)

select
    child_month.la_code,
    child_month.registration_id,
    child_month.person_id,
    child_month.month_index,
    council_month.period_end,
    priority.person_id is not null as is_in_priority_group,
    coalesce(child_month.allocated_date <= council_month.period_end, false) as is_allocated,
    coalesce(child_month.first_visit_date <= council_month.period_end, false) as is_visited
from child_month
inner join {{ ref('dim_council_month') }} as council_month
    on
        child_month.la_code = council_month.la_code
        and child_month.month_index = council_month.month_index
left join priority
    on
        child_month.la_code = priority.la_code
        and child_month.person_id = priority.person_id
        and child_month.month_index = priority.month_index
