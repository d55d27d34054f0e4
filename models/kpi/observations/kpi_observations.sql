{{ config(materialized="table") }}

{# Every model that yields observations. An indicator's SELECT stands in exactly one of them. #}
{% set relations = [
    ref('obs_front_door'), ref('obs_early_help'), ref('obs_assessment'), ref('obs_child_protection'),
    ref('obs_child_protection_stock'), ref('obs_court'), ref('obs_looked_after'), ref('obs_looked_after_care'),
    ref('obs_looked_after_flow'), ref('obs_care_leavers'), ref('obs_missing'), ref('obs_workforce')
] %}

with observation as (
    {% for relation in relations -%}
        select * from {{ relation }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

sliced as (
    select
        observation.la_code,
        observation.indicator_code,
        indicator.slices,
        {{ month_index('observation.observed_on') }} as month_index,
        coalesce(observation.team_id, 'unknown') as team,
        {{ age_band('child.birth_date', 'observation.observed_on') }} as age_band,
        child.sex,
        child.ethnic_group,
        child.disability,
        observation.numerator,
        observation.denominator
    from observation
    inner join {{ ref('dim_indicator') }} as indicator
        on
            observation.indicator_code = indicator.indicator_code
            and indicator.counting_window = 'sum'
    left join {{ ref('dim_child') }} as child
        on
            observation.la_code = child.la_code
            and observation.person_id = child.person_id
    where observation.observed_on is not null
),

summed as (
    select
        la_code,
        indicator_code,
        month_index,
        {{ slice_type() }} as slice_type,
        {{ slice_value() }} as slice_value,
        -- rounded beyond any meaning so that the order of adding parts of a post cannot show
        round(sum(numerator), 9) as numerator,
        round(sum(denominator), 9) as denominator
    from sliced
    where slices = 'child'
    group by grouping sets {{ child_slices('la_code, indicator_code, month_index') }}
    union all
    select
        la_code,
        indicator_code,
        month_index,
        case when grouping(team) = 0 then 'team' else 'all' end as slice_type,
        case when grouping(team) = 0 then team else 'all' end as slice_value,
        round(sum(numerator), 9) as numerator,
        round(sum(denominator), 9) as denominator
    from sliced
    where slices = 'worker'
    group by grouping sets (
        (la_code, indicator_code, month_index),
        (la_code, indicator_code, month_index, team)
    )
)

select * from summed
order by la_code, indicator_code, slice_type, slice_value, month_index
