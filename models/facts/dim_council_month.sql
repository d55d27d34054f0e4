{# Every parameter becomes a column: its name here and its type. #}
{% set parameters = [
    ('mash_decision_working_days', 'integer'),
    ('contact_completion_working_days', 'integer'),
    ('rereferral_months', 'integer'),
    ('rereferral_closure_months', 'integer'),
    ('allocation_days', 'integer'),
    ('stepdown_days', 'integer'),
    ('assessment_working_days', 'integer'),
    ('assessment_clock_start', 'varchar'),
    ('icpc_working_days', 'integer'),
    ('cpp_long_days', 'integer'),
    ('cpp_band_months', 'integer'),
    ('cpp_visit_working_days', 'integer'),
    ('preproceedings_working_days', 'integer'),
    ('distance_miles', 'double'),
    ('placements_minimum', 'integer'),
    ('placements_months', 'integer'),
    ('cla_visit_days', 'integer'),
    ('cla_visit_permanent_days', 'integer'),
    ('dental_months', 'integer'),
    ('adopted_still_open', 'varchar'),
    ('missing_repeat_minimum', 'integer'),
    ('forced_conversion_days', 'integer'),
    ('eoc_improvement_points', 'double'),
    ('eoc_window_months', 'integer'),
    ('eh_plan_working_days', 'integer'),
    ('pep_months', 'integer'),
    ('pep_age_from', 'integer'),
    ('pep_age_to', 'integer'),
    ('ehc_assessment_days', 'integer'),
    ('referral_completion_working_days', 'integer'),
    ('assessment_to_eh_days', 'integer'),
    ('cin_visit_working_days', 'integer'),
    ('cin_plan_months', 'integer'),
    ('cpp_cin_long_months', 'integer'),
    ('preproceedings_assessment_days', 'integer'),
    ('emergency_placement_types', 'varchar'),
    ('rhi_days', 'integer'),
    ('rhi_working_days', 'integer'),
    ('worker_change_months', 'integer'),
    ('spc_screen_ranges', 'double'),
    ('spc_window_months', 'integer'),
    ('spc_baseline_points', 'integer'),
    ('spc_trend_points', 'integer'),
    ('spc_shift_points', 'integer'),
    ('spc_trial_points', 'integer')
] %}

with council_month as (
    select
        council.la_code,
        month.month_index,
        month.month_start,
        month.period_end,
        month.financial_year,
        month.month_index >= council.first_month_index as is_reported,
        calendar.working_day_number
    from {{ ref('dim_council') }} as council
    inner join {{ ref('dim_month') }} as month
        -- eleven months before the first reported one, so that its twelve months are whole
        on month.month_index between council.first_month_index - 11 and council.last_month_index
    inner join {{ ref('dim_date') }} as calendar
        on month.period_end = calendar.calendar_date
),

parameter_in_force as (
    -- the council's own row wins over the national one, then the latest that had begun by the month's last day
    select
        council_month.la_code,
        council_month.month_index,
        parameter.parameter,
        parameter.value
    from council_month
    inner join {{ ref('parameters') }} as parameter
        on
            council_month.period_end >= parameter.valid_from
            and (parameter.la_code is null or council_month.la_code = parameter.la_code)
    qualify row_number() over (
        partition by council_month.la_code, council_month.month_index, parameter.parameter
        order by case when parameter.la_code is null then 1 else 0 end, parameter.valid_from desc
    ) = 1
),

parameter_columns as (
    select
        {% for name, type in parameters -%}
            cast(max(value) filter (where parameter = '{{ name }}') as {{ type }}) as {{ name }},
        {% endfor -%}
        la_code,
        month_index
    from parameter_in_force
    group by la_code, month_index
),

population_in_use as (
    select
        council_month.la_code,
        council_month.month_index,
        population.age_from,
        population.population,
        population.mid_year as population_mid_year,
        population.vintage as population_vintage
    from council_month
    inner join {{ ref('int_populations_chosen') }} as population
        on
            council_month.la_code = population.la_code
            and council_month.period_end >= population.mid_year_date
    -- newest vintage first, then its latest mid-year not after the month's last day
    qualify row_number() over (
        partition by council_month.la_code, council_month.month_index, population.age_from
        order by population.vintage_number desc nulls last, population.vintage desc, population.mid_year_date desc
    ) = 1
)

select
    council_month.la_code,
    council_month.month_index,
    council_month.month_start,
    council_month.period_end,
    council_month.financial_year,
    council_month.is_reported,
    council_month.working_day_number,
    {% for name, _ in parameters -%}
        parameter_columns.{{ name }},
    {% endfor -%}
    children.population,
    children.population_mid_year,
    children.population_vintage,
    young_people.population as young_population,
    young_people.population_mid_year as young_population_mid_year,
    young_people.population_vintage as young_population_vintage
from council_month
inner join parameter_columns
    on
        council_month.la_code = parameter_columns.la_code
        and council_month.month_index = parameter_columns.month_index
left join population_in_use as children
    on
        council_month.la_code = children.la_code
        and council_month.month_index = children.month_index
        and children.age_from = 0
left join population_in_use as young_people
    on
        council_month.la_code = young_people.la_code
        and council_month.month_index = young_people.month_index
        and young_people.age_from = 10
order by council_month.la_code, council_month.month_index
