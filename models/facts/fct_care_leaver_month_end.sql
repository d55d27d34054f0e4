-- A council that delivers dated statuses is read from them for every month; the others from their deliveries.
with status as (
    select
        la_code,
        month_index,
        person_id,
        in_touch,
        suitable_code,
        activity_code,
        cast(null as varchar) as team_id
    from {{ ref('int_care_leavers_local') }}
    union all
    select
        la_code,
        month_index,
        person_id,
        in_touch,
        suitable_code,
        activity_code,
        team_id
    from {{ ref('int_care_leavers_snapshot') }}
    where la_code not in (select local.la_code from {{ ref('stg_local__care_leaver_status') }} as local)
),

-- the cohort ages from the birth date; without one it cannot be said to be 17 to 21
aged as (
    select
        status.*,
        council_month.period_end,
        {{ age_in_years('child.birth_date', 'council_month.period_end') }} as age_in_years
    from status
    inner join {{ ref('dim_council_month') }} as council_month
        on
            status.la_code = council_month.la_code
            and status.month_index = council_month.month_index
    inner join {{ ref('dim_child') }} as child
        on
            status.la_code = child.la_code
            and status.person_id = child.person_id
)

select
    la_code,
    person_id,
    month_index,
    period_end,
    age_in_years,
    team_id,
    coalesce(in_touch = 'YES', false) as is_in_touch,
    coalesce(suitable_code = '1', false) as is_suitable,
    coalesce(substr(activity_code, 1, 1) in ('F', 'P'), false) as is_in_eet
from aged
where
    age_in_years between 17 and 21
    and coalesce(in_touch, '') not in ('DIED', 'RHOM', 'NREQ')
