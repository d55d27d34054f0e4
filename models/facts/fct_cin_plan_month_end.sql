with open_plan as (
    {{ open_at_month_ends(ref('fct_cin_plan'), 'start_date', 'end_date', ['person_id', 'start_date']) }}
)

-- a child with two open plans is one child
select
    open_plan.la_code,
    open_plan.person_id,
    open_plan.month_index,
    month.period_end,
    min(open_plan.start_date) as first_start_date,
    max(open_plan.start_date) as latest_start_date
from open_plan
inner join {{ ref('dim_month') }} as month
    on open_plan.month_index = month.month_index
group by open_plan.la_code, open_plan.person_id, open_plan.month_index, month.period_end
