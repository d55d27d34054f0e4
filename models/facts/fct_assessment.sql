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
    authorised.working_day_number - referred.working_day_number as working_days_from_referral
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
