-- Observations of HR's staff and absences, of audits and of returns made by hand: one SELECT for each indicator.
with turnover_team as (
    -- a team that two patterns describe is still one team
    select distinct
        employee.la_code,
        employee.team
    from {{ ref('fct_employee_month') }} as employee
    inner join {{ ref('caseload_teams') }} as pattern
        on
            pattern.indicator_code = 'staff_turnover_pct'
            and lower(employee.team) like pattern.department_pattern
            and coalesce(pattern.la_code, employee.la_code) = employee.la_code
)

select
    'staff_turnover_pct' as indicator_code,
    employee.la_code,
    cast(null as varchar) as person_id,
    employee.period_end as observed_on,
    employee.team as team_id,
    case when employee.has_left then 1e0 else 0e0 end as numerator,
    case when employee.was_in_post_at_start then 1e0 else 0e0 end as denominator
from {{ ref('fct_employee_month') }} as employee
inner join turnover_team
    on
        employee.la_code = turnover_team.la_code
        and employee.team = turnover_team.team
where employee.is_permanent

union all

select
    'staff_leavers_count' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    period_end as observed_on,
    team as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_employee_month') }}
where is_permanent and has_left

union all

-- the days come from the spells, the employees from the staff list: agency staff are in neither
select
    'sickness_days_per_employee' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    period_end as observed_on,
    team as team_id,
    cast(working_days_lost as double) as numerator,
    0e0 as denominator
from {{ ref('fct_absence_month') }}
where not is_agency

union all

select
    'sickness_days_per_employee' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    period_end as observed_on,
    team as team_id,
    0e0 as numerator,
    1e0 as denominator
from {{ ref('fct_employee_month') }}
where was_in_post_at_start and not is_agency

union all

select
    'sickness_days_lost_month' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    period_end as observed_on,
    team as team_id,
    cast(working_days_lost as double) as numerator,
    cast(null as double) as denominator
from {{ ref('fct_absence_month') }}

union all

select
    'audits_completed_pct' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    scheduled_date as observed_on,
    team as team_id,
    case when is_completed_in_month then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_audit') }}

union all

select
    'audits_completed_count' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    completed_date as observed_on,
    team as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_audit') }}

union all

select
    'audit_grade_count' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    completed_date as observed_on,
    team as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_audit') }}
where grade is not null

union all

select
    'audit_grade_pct' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    completed_date as observed_on,
    team as team_id,
    case when grade in ('good', 'outstanding') then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_audit') }}
where grade is not null

union all

-- a figure returned by hand is its own observation; which indicators come this way stands in the registry
select
    indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    numerator,
    denominator
from {{ ref('fct_return') }}
where has_figure
