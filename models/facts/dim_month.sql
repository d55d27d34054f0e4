with spine as (
    select {{ unrolled(1990 * 12 + 1, 2050 * 12 + 12) }} as month_index
),

dated as (
    select
        month_index,
        {{ month_start('month_index') }} as month_start,
        last_day({{ month_start('month_index') }}) as period_end
    from spine
),

named as (
    select
        *,
        extract(year from month_start) as calendar_year,
        extract(month from month_start) as calendar_month,
        case extract(month from month_start)
            when 1 then 'January' when 2 then 'February' when 3 then 'March'
            when 4 then 'April' when 5 then 'May' when 6 then 'June'
            when 7 then 'July' when 8 then 'August' when 9 then 'September'
            when 10 then 'October' when 11 then 'November' else 'December'
        end as calendar_month_name
    from dated
),

financial as (
    select
        *,
        -- a financial year runs from April to March
        cast(case when calendar_month >= 4 then calendar_year else calendar_year - 1 end as integer) as start_year
    from named
)

select
    month_index,
    month_start,
    period_end,
    substr(calendar_month_name, 1, 3) || '-' || substr(cast(calendar_year as varchar), 3, 2) as month_label,
    calendar_month_name || ' ' || cast(calendar_year as varchar) as month_name,
    cast(start_year as varchar) || '/' || substr(cast(start_year + 1 as varchar), 3, 2) as financial_year,
    cast(month_index - (start_year * 12 + 4) + 1 as integer) as financial_month
from financial
order by month_index
