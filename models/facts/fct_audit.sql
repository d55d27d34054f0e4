select
    la_code,
    audit_id,
    team,
    scheduled_date,
    completed_date,
    -- written in words or as a code, with a space or without; what is none of the four is a grade all the same
    case
        when replace(grade, ' ', '_') in ('outstanding', 'good', 'requires_improvement', 'inadequate')
            then replace(grade, ' ', '_')
        when grade in ('ri', 'requires improvement to be good') then 'requires_improvement'
        when grade is not null then 'unknown'
    end as grade,
    coalesce(completed_date <= last_day(scheduled_date), false) as is_completed_in_month
from {{ ref('stg_local__audit') }}
