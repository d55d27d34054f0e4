with judged as (
    select
        score.la_code,
        score.indicator_code,
        score.period_end,
        score.value,
        score.is_provisional,
        score.target_value,
        score.rating,
        score.rating_reason,
        score.performance,
        signals.assurance,
        -- limits on few months, and a month of few cases, are no ground for a group
        case
            when signals.is_trial or signals.has_few_cases or signals.variation is null then 'none'
            else split_part(signals.variation, '_', 1)
        end as signal
    from {{ ref('kpi_scorecard') }} as score
    -- months before the chart have no signal
    left join {{ ref('kpi_signals') }} as signals
        on
            score.la_code = signals.la_code
            and score.indicator_code = signals.indicator_code
            and score.period_end = signals.period_end
),

reasoned as (
    select
        la_code,
        indicator_code,
        period_end,
        case
            when value is null then 'no figure'
            when is_provisional and (target_value is not null or signal in ('concern', 'improvement', 'neutral'))
                then 'not confirmed'
            when rating = 'green' and signal = 'concern' then 'target met, concern signal'
            when rating = 'green' and (performance = 'worsened') is not true then 'target met, not worsening'
            when rating = 'green' and signal = 'improvement' then 'target met, improvement signal'
            when rating = 'green' and assurance = 'pass' then 'target met reliably'
            when rating = 'green' then 'target met, worse than last month'
            when rating = 'amber' and signal = 'concern' then 'target nearly met, concern signal'
            when rating = 'amber' then 'target nearly met'
            when rating = 'red' and signal = 'improvement' then 'target missed, improvement signal'
            when rating = 'red' then 'target missed'
            when signal = 'concern' then 'concern signal'
            when signal = 'improvement' then 'improvement signal'
            when signal = 'neutral' then 'signal, no good direction'
            when target_value is null then 'no target, no signal'
            when rating_reason like 'fewer than %' then 'few cases'
            when rating_reason = 'no threshold' then 'no threshold'
            else 'target is for a later day'
        end as proposed_reason
    from judged
),

proposed as (
    select
        *,
        case
            when proposed_reason in ('no figure', 'no target, no signal') then null
            when
                proposed_reason in (
                    'target met, not worsening', 'target met, improvement signal', 'target met reliably',
                    'improvement signal'
                )
                then 'going_well'
            when proposed_reason in ('target missed', 'target nearly met, concern signal', 'concern signal')
                then 'do_better'
            else 'watch'
        end as proposed_group
    from reasoned
)

select
    proposed.la_code,
    proposed.indicator_code,
    proposed.period_end,
    proposed.proposed_group,
    proposed.proposed_reason,
    coalesce(said.board_group, proposed.proposed_group) as board_group,
    coalesce(said.board_group_reason, proposed.proposed_reason) as reason,
    said.board_group is not null as is_override,
    said.board_group_reason as override_reason,
    said.author as overridden_by,
    said.written_on as overridden_on
from proposed
left join {{ ref('fct_commentary') }} as said
    on
        proposed.la_code = said.la_code
        and proposed.indicator_code = said.indicator_code
        and proposed.period_end = said.period_end
        and said.board_group is not null
order by proposed.la_code, proposed.indicator_code, proposed.period_end
