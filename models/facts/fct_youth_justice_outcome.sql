-- Age and ethnicity are the youth justice service's own: many of its young people are not known to the case system.
select
    outcome.la_code,
    outcome.outcome_id,
    outcome.person_id,
    outcome.outcome_date,
    outcome.outcome,
    {{ age_in_years('outcome.birth_date', 'outcome.outcome_date') }} as age_at_outcome,
    coalesce(ethnic.ethnic_group, 'unknown') as ethnic_group,
    coalesce(outcome.first_time_entrant_flag = 'Y', false) as is_first_time_entrant,
    outcome.disposal_end_date,
    {{ age_in_years('outcome.birth_date', 'outcome.disposal_end_date') }} as age_at_disposal_end,
    coalesce(outcome.suitable_ete_flag = 'Y', false) as is_in_suitable_ete
from {{ ref('stg_local__youth_justice') }} as outcome
left join {{ ref('ethnic_groups') }} as ethnic
    on outcome.ethnicity_code = ethnic.ethnicity_code
