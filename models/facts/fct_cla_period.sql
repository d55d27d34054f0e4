with last_episode as (
    select
        la_code,
        person_id,
        cla_id,
        ceased_date,
        ceased_reason
    from {{ ref('stg_ssd__cla_episode') }}
    -- the latest start wins, then the greatest key
    qualify row_number() over (
        partition by la_code, person_id, cla_id
        order by start_date desc nulls last, cla_episode_id desc
    ) = 1
),

period as (
    select
        episode.la_code,
        episode.person_id,
        episode.cla_id,
        min(episode.start_date) as start_date
    from {{ ref('stg_ssd__cla_episode') }} as episode
    group by episode.la_code, episode.person_id, episode.cla_id
),

legal_status_at_start as (
    select
        period.la_code,
        period.person_id,
        period.cla_id,
        legal.legal_status
    from period
    inner join {{ ref('stg_ssd__legal_status') }} as legal
        on
            period.la_code = legal.la_code
            and period.person_id = legal.person_id
            and {{ open_on('legal.start_date', 'legal.end_date', 'period.start_date') }}
    qualify row_number() over (
        partition by period.la_code, period.person_id, period.cla_id
        order by legal.start_date desc, legal.legal_status_id desc
    ) = 1
),

-- a permanence record belongs to its own period where it names one, otherwise to the child
permanence as (
    select
        period.la_code,
        period.person_id,
        period.cla_id,
        max(record.placed_for_adoption_date) as placed_for_adoption_date,
        max(record.order_date) filter (where record.order_type like '%adoption%') as adoption_order_date
    from period
    inner join {{ ref('stg_ssd__permanence') }} as record
        on
            period.la_code = record.la_code
            and period.person_id = record.person_id
            and coalesce(record.cla_id, period.cla_id) = period.cla_id
    group by period.la_code, period.person_id, period.cla_id
)

select
    period.la_code,
    period.person_id,
    period.cla_id,
    period.start_date,
    case
        when coalesce(last_episode.ceased_reason, '') <> 'X1' then last_episode.ceased_date
    end as ceased_date,
    last_episode.ceased_reason,
    coalesce(legal.legal_status in ('V3', 'V4'), false) as is_short_break,
    placed.placed_for_adoption_date,
    {{ days_between('period.start_date', 'placed.placed_for_adoption_date') }} as days_to_placed_for_adoption,
    placed.adoption_order_date
from period
inner join last_episode
    on
        period.la_code = last_episode.la_code
        and period.person_id = last_episode.person_id
        and period.cla_id = last_episode.cla_id
left join legal_status_at_start as legal
    on
        period.la_code = legal.la_code
        and period.person_id = legal.person_id
        and period.cla_id = legal.cla_id
left join permanence as placed
    on
        period.la_code = placed.la_code
        and period.person_id = placed.person_id
        and period.cla_id = placed.cla_id
