-- Counts of workers, of staff without an absence, of carers recorded late; the seed says which indicators they touch.
with workers as (
    select
        la_code,
        month_index,
        count(*) as counted,
        lag(count(*)) over (partition by la_code order by month_index) as before
    from {{ ref('fct_worker_month_end') }}
    group by la_code, month_index
),

-- each month with an absence, and the eleven months whose year reaches back to it
absent as (
    select distinct
        la_code,
        employee_id,
        {{ unrolled('month_index', 'month_index + 11') }} as month_index
    from {{ ref('fct_absence_month') }}
    where employee_id is not null
),

employed as (
    -- every month of an employment has a row, so twelve rows up to a month are a whole year in post
    select
        la_code,
        employee_id,
        month_index,
        count(*) over (
            partition by la_code, employee_id order by month_index
            rows between 11 preceding and current row
        ) as months_in_post
    from {{ ref('fct_employee_month') }}
    where not is_agency and not has_left
),

staff as (
    select
        employed.la_code,
        employed.month_index,
        count(*) as in_post,
        count(*) filter (where absent.employee_id is null) as never_absent
    from employed
    left join absent
        on
            employed.la_code = absent.la_code
            and employed.employee_id = absent.employee_id
            and employed.month_index = absent.month_index
    where employed.months_in_post = 12
    group by employed.la_code, employed.month_index
),

-- an approval or ending was not yet known at the ends of the months from its own up to the one it was recorded in
unknown_then as (
    {% for day, months_late in [('approved_date', 'approval_months_late'), ('ended_date', 'ending_months_late')] -%}
        select
            la_code,
            {{ unrolled(month_index(day), month_index(day) ~ ' + ' ~ months_late ~ ' - 1') }} as month_index
        from {{ ref('fct_foster_carer') }}
        where carer_type = 'mainstream' and {{ day }} is not null and {{ months_late }} > 0
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

found as (
    select
        workers.la_code,
        workers.month_index,
        'workers_listed' as note_code,
        workers.counted,
        workers.before as out_of,
        coalesce({{ whole_number('workers.before') }}, 'not known') as detail,
        case
            when 100 * abs(workers.counted - workers.before) >= note.edge * workers.before then 'caution'
        end as severity
    from workers
    inner join {{ ref('data_notes') }} as note
        on note.note_code = 'workers_listed'
    union all
    select
        staff.la_code,
        staff.month_index,
        'absence_not_recorded' as note_code,
        staff.never_absent as counted,
        staff.in_post as out_of,
        cast(null as varchar) as detail,
        case when 100 * staff.never_absent >= note.edge * staff.in_post then 'caution' end as severity
    from staff
    inner join {{ ref('data_notes') }} as note
        on note.note_code = 'absence_not_recorded'
    where staff.never_absent > 0
    union all
    select
        la_code,
        month_index,
        'carers_recorded_late' as note_code,
        count(*) as counted,
        cast(null as bigint) as out_of,
        cast(null as varchar) as detail,
        cast(null as varchar) as severity
    from unknown_then
    group by la_code, month_index
),

named as (
    select
        note_code,
        {{ split_to_rows('indicators', ' ') }} as indicator_code
    from {{ ref('data_notes') }}
    where indicators is not null
)

select
    found.la_code,
    named.indicator_code,
    month.period_end,
    found.note_code,
    '' as subject,
    cast(found.counted as double) as counted,
    cast(found.out_of as double) as out_of,
    found.detail,
    found.severity
from found
inner join named
    on found.note_code = named.note_code
inner join {{ ref('dim_month') }} as month
    on found.month_index = month.month_index
