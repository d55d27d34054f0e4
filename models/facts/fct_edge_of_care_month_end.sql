with longest_window as (
    select
        la_code,
        max(eoc_window_months) as months
    from {{ ref('dim_council_month') }}
    group by la_code
),

-- unrolled over its own months and the months after it whose window can still reach back to it
reached_month as (
    select
        edge.la_code,
        edge.case_id,
        edge.person_id,
        edge.team_id,
        edge.end_date,
        edge.first_score,
        edge.first_score_date,
        edge.latest_score,
        edge.latest_score_date,
        edge.entered_care_date,
        {{ unrolled(
            'greatest(' ~ month_index('edge.start_date') ~ ', council.first_month_index)',
            'least(coalesce(' ~ month_index('edge.end_date')
            ~ ' + longest_window.months, council.last_month_index), council.last_month_index)'
        ) }} as month_index
    from {{ ref('fct_edge_of_care') }} as edge
    inner join {{ ref('dim_council') }} as council
        on edge.la_code = council.la_code
    inner join longest_window
        on edge.la_code = longest_window.la_code
    where edge.start_date is not null
)

select
    reached_month.la_code,
    reached_month.case_id,
    reached_month.person_id,
    reached_month.team_id,
    reached_month.month_index,
    council_month.period_end,
    coalesce(reached_month.end_date > council_month.period_end, true) as is_open,
    case
        when
            reached_month.first_score_date < reached_month.latest_score_date
            and reached_month.latest_score_date <= council_month.period_end
            then reached_month.latest_score - reached_month.first_score
    end as score_change,
    -- of a child whom nobody can look up it cannot be said
    reached_month.person_id is not null
    and coalesce(reached_month.entered_care_date > council_month.period_end, true) as has_remained_with_family
from reached_month
inner join {{ ref('dim_council_month') }} as council_month
    on
        reached_month.la_code = council_month.la_code
        and reached_month.month_index = council_month.month_index
where
    reached_month.end_date is null
    or reached_month.end_date
    > {{ months_before('council_month.period_end', 'council_month.eoc_window_months') }}
