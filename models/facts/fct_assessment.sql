with next_early_help as (
    select
        assessment.la_code,
        assessment.assessment_id,
        min(early_help.start_date) as early_help_start_date
    from {{ ref('stg_ssd__assessment') }} as assessment
    inner join {{ ref('stg_ssd__early_help_episode') }} as early_help
        on
            assessment.la_code = early_help.la_code
            and assessment.person_id = early_help.person_id
            and assessment.authorised_date <= early_help.start_date
    group by assessment.la_code, assessment.assessment_id
)

select
    assessment.la_code,
    assessment.assessment_id,
    assessment.person_id,
    assessment.referral_id,
    assessment.start_date,
    referral.referral_date,
    assessment.authorised_date,
    assessment.team_id,
    coalesce(assessment.prov_of_services_flag = 'Y', false) as has_cin_outcome,
    authorised.working_day_number - started.working_day_number as working_days_from_start,
    authorised.working_day_number - referred.working_day_number as working_days_from_referral,
    {{ days_between('assessment.authorised_date', 'next_early_help.early_help_start_date') }} as days_to_early_help
from {{ ref('stg_ssd__assessment') }} as assessment
left join {{ ref('stg_ssd__referral') }} as referral
    on
        assessment.la_code = referral.la_code
        and assessment.referral_id = referral.referral_id
left join {{ ref('dim_date') }} as started
    on assessment.start_date = started.calendar_date
left join {{ ref('dim_date') }} as referred
    on referral.referral_date = referred.calendar_date
left join {{ ref('dim_date') }} as authorised
    on assessment.authorised_date = authorised.calendar_date
left join next_early_help
    on
        assessment.la_code = next_early_help.la_code
        and assessment.assessment_id = next_early_help.assessment_id
