-- A council that delivers dated statuses is read from them for every month; the others from their deliveries.
with status as (
    select
        la_code,
        month_index,
        person_id,
        in_touch,
        suitable_code,
        activity_code
    from {{ ref('int_care_leavers_local') }}
    union all
    select
        la_code,
        month_index,
        person_id,
        in_touch,
        suitable_code,
        activity_code
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
    aged.la_code,
    aged.person_id,
    aged.month_index,
    aged.period_end,
    aged.age_in_years,
    snapshot.team_id,
    coalesce(aged.in_touch = 'YES', false) as is_in_touch,
    coalesce(aged.suitable_code = '1', false) as is_suitable,
    coalesce(substr(aged.activity_code, 1, 1) in ('F', 'P'), false) as is_in_eet
from aged
left join {{ ref('int_care_leavers_snapshot') }} as snapshot
    on
        aged.la_code = snapshot.la_code
        and aged.month_index = snapshot.month_index
        and aged.person_id = snapshot.person_id
where
    aged.age_in_years between 17 and 21
    and coalesce(aged.in_touch, '') not in ('DIED', 'RHOM', 'NREQ')
