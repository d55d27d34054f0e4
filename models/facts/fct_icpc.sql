with conference as (
    select
        icpc.la_code,
        icpc.person_id,
        icpc.icpc_date,
        icpc.icpc_id,
        icpc.team_id,
        -- a record that names no meeting is taken as one of its own
        coalesce(icpc.meeting_id, icpc.icpc_id) as conference_id,
        -- a conference dated before its enquiry, or without one, has no clock and is not in time
        case
            when enquiry.start_date <= icpc.icpc_date
                then held.working_day_number - started.working_day_number
        end as working_days_from_s47
    from {{ ref('stg_ssd__icpc') }} as icpc
    left join {{ ref('stg_ssd__s47_enquiry') }} as enquiry
        on
            icpc.la_code = enquiry.la_code
            and icpc.s47_enquiry_id = enquiry.s47_enquiry_id
    left join {{ ref('dim_date') }} as started
        on enquiry.start_date = started.calendar_date
    left join {{ ref('dim_date') }} as held
        on icpc.icpc_date = held.calendar_date
    where icpc.icpc_date is not null
)

-- records of the same child on the same day are one conference, in time if any of them is
select
    la_code,
    person_id,
    icpc_date,
    -- of several teams the greatest key's; an empty team stays empty, which max_by alone would pass over
    nullif(max_by(coalesce(team_id, ''), icpc_id), '') as team_id,
    min(working_days_from_s47) as working_days_from_s47,
    max(conference_id) as conference_id
from conference
group by la_code, person_id, icpc_date
