-- A spell still open counts up to the day of the extract: nothing is known of the days after it.
with spell as (
    select
        absence.la_code,
        absence.absence_id,
        absence.employee_id,
        absence.start_date,
        coalesce(absence.end_date, council.as_at) as last_date,
        coalesce(absence.team, employee.team) as team,
        coalesce(employee.agency_flag = 'Y', false) as is_agency,
        {{ unrolled(
            'greatest(' ~ month_index('absence.start_date') ~ ', council.first_month_index - 11)',
            'least(' ~ month_index('coalesce(absence.end_date, council.as_at)') ~ ', council.last_month_index)'
        ) }} as month_index
    from {{ ref('stg_local__absence') }} as absence
    inner join {{ ref('dim_council') }} as council
        on absence.la_code = council.la_code
    left join {{ ref('stg_local__employee') }} as employee
        on
            absence.la_code = employee.la_code
            and absence.employee_id = employee.employee_id
    where absence.start_date is not null
),

within_month as (
    select
        spell.la_code,
        spell.absence_id,
        spell.employee_id,
        spell.month_index,
        month.period_end,
        spell.team,
        spell.is_agency,
        -- both ends are lost, so the count starts from the day before the first
        {{ days_after('greatest(spell.start_date, month.month_start)', -1) }} as day_before,
        least(spell.last_date, month.period_end) as last_day
    from spell
    inner join {{ ref('dim_month') }} as month
        on spell.month_index = month.month_index
)

select
    within_month.la_code,
    within_month.absence_id,
    within_month.employee_id,
    within_month.month_index,
    within_month.period_end,
    within_month.team,
    within_month.is_agency,
    finished.working_day_number - started.working_day_number as working_days_lost
from within_month
inner join {{ ref('dim_date') }} as started
    on within_month.day_before = started.calendar_date
inner join {{ ref('dim_date') }} as finished
    on within_month.last_day = finished.calendar_date
