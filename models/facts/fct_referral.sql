with referral as (
    select
        *,
        -- referrals of the same day are peers, so the frame that ends the day before leaves them out
        max(referral_date) over (
            partition by la_code, person_id
            order by referral_date
            range between unbounded preceding and interval 1 day preceding
        ) as previous_referral_date
    from {{ ref('stg_ssd__referral') }}
),

assessed as (
    select distinct
        la_code,
        referral_id
    from {{ ref('stg_ssd__assessment') }}
    where authorised_date is not null
),

closed_after_assessment as (
    select
        referral.la_code,
        referral.person_id,
        referral.referral_date,
        referral.close_date
    from referral
    inner join assessed
        on
            referral.la_code = assessed.la_code
            and referral.referral_id = assessed.referral_id
    where referral.close_date is not null
),

previous_closure as (
    select
        referral.la_code,
        referral.referral_id,
        max(earlier.close_date) as previous_assessed_closure_date
    from referral
    inner join closed_after_assessment as earlier
        on
            referral.la_code = earlier.la_code
            and referral.person_id = earlier.person_id
            and referral.referral_date > earlier.referral_date
            and referral.referral_date >= earlier.close_date
    group by referral.la_code, referral.referral_id
),

first_allocation as (
    select
        referral.la_code,
        referral.referral_id,
        min(involvement.start_date) as allocated_date
    from referral
    inner join {{ ref('stg_ssd__involvement') }} as involvement
        on
            referral.la_code = involvement.la_code
            and referral.referral_id = involvement.referral_id
            and referral.referral_date <= involvement.start_date
    group by referral.la_code, referral.referral_id
),

first_assessment as (
    select
        referral.la_code,
        referral.referral_id,
        min(assessment.start_date) as assessment_start_date
    from referral
    inner join {{ ref('stg_ssd__assessment') }} as assessment
        on
            referral.la_code = assessment.la_code
            and referral.referral_id = assessment.referral_id
            and referral.referral_date <= assessment.start_date
    group by referral.la_code, referral.referral_id
)

select
    referral.la_code,
    referral.referral_id,
    referral.person_id,
    referral.referral_date,
    referral.close_date,
    referral.team_id,
    coalesce(referral.nfa_flag = 'Y', false) as is_nfa,
    coalesce(referral.single_assessment_flag = 'Y', false) as has_assessment_outcome,
    referral.previous_referral_date,
    previous_closure.previous_assessed_closure_date,
    {{ days_between('referral.referral_date', 'first_allocation.allocated_date') }} as days_to_allocation,
    completed.working_day_number - referred.working_day_number as working_days_to_completion
from referral
left join previous_closure
    on
        referral.la_code = previous_closure.la_code
        and referral.referral_id = previous_closure.referral_id
left join first_allocation
    on
        referral.la_code = first_allocation.la_code
        and referral.referral_id = first_allocation.referral_id
left join first_assessment
    on
        referral.la_code = first_assessment.la_code
        and referral.referral_id = first_assessment.referral_id
left join {{ ref('dim_date') }} as referred
    on referral.referral_date = referred.calendar_date
-- completed on the first day on which an assessment begins under it or it is closed
left join {{ ref('dim_date') }} as completed
    on
        least(
            coalesce(first_assessment.assessment_start_date, referral.close_date),
            coalesce(referral.close_date, first_assessment.assessment_start_date)
        ) = completed.calendar_date
