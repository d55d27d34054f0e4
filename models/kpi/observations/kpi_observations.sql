{{ config(materialized="table") }}

with sliced as (
    select
        observation.la_code,
        observation.indicator_code,
        indicator.slices,
        {{ month_index('observation.observed_on') }} as month_index,
        coalesce(observation.team_id, 'unknown') as team,
        -- an observation of nobody, or of a person whom the council's list does not name, is of unknown traits
        {{ age_band('child.birth_date', 'observation.observed_on') }} as age_band,
        coalesce(child.sex, 'unknown') as sex,
        coalesce(child.ethnic_group, 'unknown') as ethnic_group,
        coalesce(child.disability, 'no') as disability,
        observation.numerator,
        observation.denominator
    from {{ ref('obs_all') }} as observation
    inner join {{ ref('dim_indicator') }} as indicator
        on
            observation.indicator_code = indicator.indicator_code
            and indicator.counting_window <> 'distinct'
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
        slices,
        month_index,
        {{ slice_type() }} as slice_type,
        {{ slice_value() }} as slice_value,
        -- rounded beyond any meaning so that the order of adding parts of a post cannot show
        round(sum(numerator), 9) as numerator,
        round(sum(denominator), 9) as denominator
    from sliced
    group by grouping sets {{ child_slices('la_code, indicator_code, slices, month_index') }}
),

split as (
    select
        part.la_code,
        part.indicator_code,
        {{ month_index('part.observed_on') }} as month_index,
        part.slice_type,
        part.slice_value,
        round(sum(part.numerator), 9) as numerator,
        round(sum(part.denominator), 9) as denominator
    from {{ ref('split_all') }} as part
    inner join {{ ref('dim_indicator') }} as indicator
        on
            part.indicator_code = indicator.indicator_code
            and indicator.counting_window <> 'distinct'
    where part.observed_on is not null
    group by
        part.la_code,
        part.indicator_code,
        {{ month_index('part.observed_on') }},
        part.slice_type,
        part.slice_value
)

select
    la_code,
    indicator_code,
    month_index,
    slice_type,
    slice_value,
    numerator,
    denominator
from summed
where
    slice_type = 'all'
    or slices = 'child'
    or (slices = 'worker' and slice_type = 'team')
union all
select
    la_code,
    indicator_code,
    month_index,
    slice_type,
    slice_value,
    numerator,
    denominator
from split
order by la_code, indicator_code, slice_type, slice_value, month_index
