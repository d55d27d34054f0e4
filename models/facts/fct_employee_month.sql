-- Every employment unrolled over its own months, eleven before the first one reported, so that twelve months are whole.
with employed as (
    select
        employee.*,
        {{ unrolled(
            'greatest(' ~ month_index('employee.start_date') ~ ', council.first_month_index - 11)',
            'least(coalesce(' ~ month_index('employee.leave_date')
            ~ ', council.last_month_index), council.last_month_index)'
        ) }} as month_index
    from {{ ref('stg_local__employee') }} as employee
    inner join {{ ref('dim_council') }} as council
        on employee.la_code = council.la_code
    where employee.start_date is not null
)

select
    employed.la_code,
    employed.employee_id,
    employed.month_index,
    month.period_end,
    employed.team,
    coalesce(employed.permanent_flag = 'Y', false)
    and coalesce(employed.agency_flag <> 'Y', true) as is_permanent,
    coalesce(employed.agency_flag = 'Y', false) as is_agency,
    employed.start_date <= month.month_start as was_in_post_at_start,
    coalesce(employed.leave_date <= month.period_end, false) as has_left,
    case when employed.leave_date <= month.period_end then employed.leaving_reason end as leaving_reason
from employed
inner join {{ ref('dim_month') }} as month
    on employed.month_index = month.month_index
