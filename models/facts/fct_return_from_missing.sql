select
    back.la_code,
    back.missing_episode_id,
    episode.person_id,
    episode.episode_type,
    back.returned_date,
    back.interview_date,
    back.risk_assessment_date,
    {{ days_between('back.returned_date', 'back.interview_date') }} as days_to_interview,
    interviewed.working_day_number - returned.working_day_number as working_days_to_interview
from {{ ref('stg_local__return_interview') }} as back
-- without the episodes' own feed nobody is known, and the figures say that it is missing
inner join {{ ref('fct_missing_episode') }} as episode
    on
        back.la_code = episode.la_code
        and back.missing_episode_id = episode.missing_episode_id
left join {{ ref('dim_date') }} as returned
    on back.returned_date = returned.calendar_date
left join {{ ref('dim_date') }} as interviewed
    on back.interview_date = interviewed.calendar_date
