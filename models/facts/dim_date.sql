with spine as (
    -- day 0 is 1 January 1950, a Sunday, so that day 6 is a Saturday
    select {{ unrolled(0, 36889) }} as day_number
),

dated as (
    select
        {{ days_after("date '1950-01-01'", 'day_number') }} as calendar_date,
        day_number % 7 in (0, 6) as is_weekend
    from spine
),

marked as (
    select
        dated.calendar_date,
        not dated.is_weekend and bank_holiday.holiday_date is null as is_working_day
    from dated
    left join {{ ref('bank_holidays') }} as bank_holiday
        on dated.calendar_date = bank_holiday.holiday_date
)

select
    calendar_date,
    is_working_day,
    cast(sum(case when is_working_day then 1 else 0 end) over (order by calendar_date) as integer)
        as working_day_number
from marked
order by calendar_date
