-- Observations of workers, agency staff and caseloads at each month end: one SELECT for each indicator.
with team_department as (
    -- a department that two patterns of an indicator describe is still one department
    select distinct
        department.la_code,
        department.department,
        pattern.indicator_code
    from {{ ref('fct_caseload_month_end') }} as department
    inner join {{ ref('caseload_teams') }} as pattern
        on
            pattern.indicator_code like 'caseload%'
            and lower(department.department) like pattern.department_pattern
            and coalesce(pattern.la_code, department.la_code) = department.la_code
)

select
    'agency_headcount_pct' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    period_end as observed_on,
    department as team_id,
    case when is_agency then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_worker_month_end') }}

union all

select
    'agency_fte_pct' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    period_end as observed_on,
    department as team_id,
    case when is_agency then full_time_equivalent else 0e0 end as numerator,
    full_time_equivalent as denominator
from {{ ref('fct_worker_month_end') }}

union all

select
    'agency_workers_count' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    period_end as observed_on,
    department as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_worker_month_end') }}
where is_agency

union all

select
    'caseload_overall_fte' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    period_end as observed_on,
    department as team_id,
    cast(open_involvements as double) as numerator,
    full_time_equivalent as denominator
from {{ ref('fct_caseload_month_end') }}

union all

-- the caseload of a group of teams: its indicator code and how its departments are written stand in a seed
select
    team.indicator_code,
    worker.la_code,
    cast(null as varchar) as person_id,
    worker.period_end as observed_on,
    worker.department as team_id,
    cast(worker.open_involvements as double) as numerator,
    worker.full_time_equivalent as denominator
from {{ ref('fct_caseload_month_end') }} as worker
inner join team_department as team
    on
        worker.la_code = team.la_code
        and worker.department = team.department

union all

-- a child's own figure, so it is split by who the child is and not by the workers' departments
select
    'social_workers_per_child' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    cast(workers_in_window as double) as numerator,
    1e0 as denominator
from {{ ref('fct_allocated_child_month_end') }}
