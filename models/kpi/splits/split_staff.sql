-- Audits by the grade given and leavers by why they left.
with graded as (
    select * from {{ ref('fct_audit') }}
    where grade is not null
)

select
    'audit_grade_count' as indicator_code,
    la_code,
    completed_date as observed_on,
    'grade' as slice_type,
    grade as slice_value,
    1e0 as numerator,
    cast(null as double) as denominator
from graded

union all

-- of each grade the share of all that were given one, so that a part's whole is every graded audit
select
    'audit_grade_pct' as indicator_code,
    graded.la_code,
    graded.completed_date as observed_on,
    'grade' as slice_type,
    scale.grade as slice_value,
    case when graded.grade = scale.grade then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from graded
cross join
    (values ('outstanding'), ('good'), ('requires_improvement'), ('inadequate')) as scale (grade)

union all

select
    'staff_leavers_count' as indicator_code,
    la_code,
    period_end as observed_on,
    'leaving_reason' as slice_type,
    coalesce(leaving_reason, 'unknown') as slice_value,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_employee_month') }}
where is_permanent and has_left
