{{ config(materialized="table") }}

-- A child is counted once in a window, however many months it spans, so these windows are counted and not summed.
with event as (
    select
        observation.la_code,
        observation.indicator_code,
        observation.person_id,
        observation.observed_on,
        observation.denominator as events_needed,
        month.month_index,
        month.financial_month,
        council.first_month_index,
        council.last_month_index
    from {{ ref('obs_missing') }} as observation
    inner join {{ ref('dim_indicator') }} as indicator
        on
            observation.indicator_code = indicator.indicator_code
            and indicator.counting_window = 'distinct'
    inner join {{ ref('dim_council') }} as council
        on observation.la_code = council.la_code
    inner join {{ ref('dim_month') }} as month
        on {{ month_index('observation.observed_on') }} = month.month_index
),

-- each event unrolled over the months whose window reaches back to it
reached as (
    {% for view, reach in [('month', '0'), ('ytd', '12 - financial_month'), ('rolling12', '11')] -%}
        select
            la_code,
            indicator_code,
            '{{ view }}' as view,
            {{ unrolled(
                'greatest(month_index, first_month_index)', 'least(month_index + ' ~ reach ~ ', last_month_index)'
            ) }} as month_index,
            person_id,
            observed_on,
            events_needed
        from event
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- the child stands in the slices of the day of the latest event in the window
child_in_window as (
    select
        la_code,
        indicator_code,
        view,
        month_index,
        person_id,
        max(observed_on) as observed_on,
        count(*) as events,
        max(events_needed) as events_needed
    from reached
    group by la_code, indicator_code, view, month_index, person_id
    having count(*) >= max(events_needed)
),

sliced as (
    select
        child_in_window.la_code,
        child_in_window.indicator_code,
        child_in_window.view,
        child_in_window.month_index,
        'unknown' as team,
        {{ age_band('child.birth_date', 'child_in_window.observed_on') }} as age_band,
        coalesce(child.sex, 'unknown') as sex,
        coalesce(child.ethnic_group, 'unknown') as ethnic_group,
        coalesce(child.disability, 'no') as disability
    from child_in_window
    left join {{ ref('dim_child') }} as child
        on
            child_in_window.la_code = child.la_code
            and child_in_window.person_id = child.person_id
)

select
    la_code,
    indicator_code,
    view,
    month_index,
    {{ slice_type() }} as slice_type,
    {{ slice_value() }} as slice_value,
    cast(count(*) as double) as numerator
from sliced
group by grouping sets {{ child_slices('la_code, indicator_code, view, month_index') }}
union all
-- how often: only where once is not enough
select
    la_code,
    indicator_code,
    view,
    month_index,
    'episodes' as slice_type,
    cast(events as varchar) as slice_value,
    cast(count(*) as double) as numerator
from child_in_window
where events_needed > 1
group by la_code, indicator_code, view, month_index, events
