-- Observations of plans for children looked after, permanence and education: one SELECT for each indicator.
select
    'cla_permanence_plan_count' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_planning_month_end') }}
where has_permanence_plan

union all

select
    'cla_life_story_work_count' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_planning_month_end') }}
where has_life_story_work

union all

select
    'ltf_matched_pct' as indicator_code,
    la_code,
    person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    case when is_matched then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cla_planning_month_end') }}
where has_long_term_fostering_plan

union all

select
    'cla_pep_pct' as indicator_code,
    child.la_code,
    child.person_id,
    child.period_end as observed_on,
    cast(null as varchar) as team_id,
    case
        when child.last_pep_date > {{ months_before('child.period_end', 'council_month.pep_months') }} then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_cla_planning_month_end') }} as child
inner join {{ ref('dim_council_month') }} as council_month
    on
        child.la_code = council_month.la_code
        and child.month_index = council_month.month_index
where child.age_in_years between council_month.pep_age_from and council_month.pep_age_to

union all

select
    'permanence_plan_by_2nd_review_pct' as indicator_code,
    la_code,
    person_id,
    second_review_date as observed_on,
    cast(null as varchar) as team_id,
    case when has_plan_by_second_review then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cla_period_planning') }}
where not is_short_break and second_review_date is not null

union all

-- the book has the month's other days too: the order and the book are rarely of one day
select
    'life_story_book_adoption_pct' as indicator_code,
    la_code,
    person_id,
    ceased_date as observed_on,
    cast(null as varchar) as team_id,
    case when life_story_book_date <= last_day(ceased_date) then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cla_period_planning') }}
where not is_short_break and ceased_date is not null and ceased_reason in ('E11', 'E12')
