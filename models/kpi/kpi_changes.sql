{# Kinds of change in order of weight: when, which figures stood and stand, which words. #}
{% set kinds = [
    ('new_red', "rating = 'red' and old_rating <> 'red'", 'value', 'rating'),
    ('became_missing', 'is_missing and not was_missing', 'answer', 'status'),
    ('revised', 'revised_months > 0', 'revised_value', 'revised_status'),
    ('new_signal', "is_signal and not was_signal", 'value', 'variation'),
    ('left_red', "rating in ('green', 'amber') and old_rating = 'red'", 'value', 'rating'),
    ('no_longer_rated', "rating = 'grey' and old_rating <> 'grey' and not is_missing", 'value', 'rating'),
    ('target_changed', 'is_other_target', 'target_value', 'target_operator'),
    ('came_back', 'was_missing and not is_missing', 'answer', 'status'),
    ('newly_rated', "rating in ('green', 'amber') and old_rating = 'grey'", 'value', 'rating'),
    ('signal_ended', "was_signal and is_judged and not is_signal", 'value', 'variation'),
    ('provisional', 'is_provisional and not old_is_provisional', 'value', 'provisional_reason'),
    ('no_longer_provisional', 'old_is_provisional and not is_provisional', 'value', 'provisional_reason')
] %}

-- of the published months that read differently now: how many, and the newest of them
with revised as (
    select
        revision.la_code,
        revision.indicator_code,
        revision.period_end,
        revision.old_value,
        revision.new_value,
        revision.old_status,
        revision.new_status,
        count(*) over (partition by revision.la_code, revision.indicator_code) as months
    from {{ ref('kpi_revisions') }} as revision
    inner join {{ ref('dim_indicator') }} as indicator
        on
            revision.indicator_code = indicator.indicator_code
            and revision.view = indicator.headline_view
    where
        revision.slice_type = 'all'
        and revision.is_visible
    qualify row_number() over (
        partition by revision.la_code, revision.indicator_code order by revision.period_end desc
    ) = 1
),

paired as (
    select
        score.la_code,
        score.indicator_code,
        score.period_end,
        earlier.period_end as old_period_end,
        score.value,
        earlier.value as old_value,
        score.rating,
        earlier.rating as old_rating,
        score.status,
        -- what was said of the month before when it came out: a feed lost since then is missing in every month now
        coalesce(published.status, earlier.status) as old_status,
        score.value as answer,
        case when published.status is null then earlier.value else published.value end as old_answer,
        score.target_value,
        earlier.target_value as old_target_value,
        score.target_operator,
        earlier.target_operator as old_target_operator,
        score.is_provisional,
        earlier.is_provisional as old_is_provisional,
        score.provisional_reason,
        earlier.provisional_reason as old_provisional_reason,
        signal.variation,
        old_signal.variation as old_variation,
        -- a month without limits is not judged: nothing has begun there, and nothing ended
        coalesce(signal.variation, 'none') <> 'none' as is_judged,
        signal.signal is not null as is_signal,
        old_signal.signal is not null as was_signal,
        revised.period_end as revised_period_end,
        revised.months as revised_months,
        revised.new_value as revised_value,
        revised.old_value as old_revised_value,
        revised.new_status as revised_status,
        revised.old_status as old_revised_status
    from {{ ref('kpi_scorecard') }} as score
    inner join {{ ref('dim_council') }} as council
        on
            score.la_code = council.la_code
            and score.period_end = council.last_period_end
    left join {{ ref('kpi_scorecard') }} as earlier
        on
            score.la_code = earlier.la_code
            and score.indicator_code = earlier.indicator_code
            and score.previous_period_end = earlier.period_end
    left join {{ ref('fct_published_figure') }} as published
        on
            earlier.la_code = published.la_code
            and earlier.indicator_code = published.indicator_code
            and earlier.period_end = published.period_end
            and earlier.view = published.view
            and published.slice_type = 'all'
    left join {{ ref('kpi_signals') }} as signal
        on
            score.la_code = signal.la_code
            and score.indicator_code = signal.indicator_code
            and score.period_end = signal.period_end
    left join {{ ref('kpi_signals') }} as old_signal
        on
            score.la_code = old_signal.la_code
            and score.indicator_code = old_signal.indicator_code
            and score.previous_period_end = old_signal.period_end
    left join revised
        on
            score.la_code = revised.la_code
            and score.indicator_code = revised.indicator_code
),

judged as (
    select
        *,
        -- no cases is an answer, and so are words
        status not in ('ok', 'no cases', 'text') as is_missing,
        old_status not in ('ok', 'no cases', 'text') as was_missing,
        old_period_end is not null
        and (
            target_value is distinct from old_target_value or target_operator is distinct from old_target_operator
        ) as is_other_target
    from paired
)

{% for kind, condition, figure, words in kinds -%}
    select
        la_code,
        indicator_code,
        period_end,
        '{{ kind }}' as kind,
        cast({{ loop.index }} as integer) as importance,
        old_{{ figure }} as before_value,
        {{ figure }} as after_value,
        old_{{ words }} as before_state,
        {{ words }} as after_state,
        {{ 'revised_period_end' if kind == 'revised' else 'period_end' }} as about_period_end,
        cast({{ 'revised_months' if kind == 'revised' else '1' }} as integer) as months
    from judged
    where {{ condition }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
order by la_code, importance, indicator_code
