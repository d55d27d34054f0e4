with looked_after_that_day as (
    select distinct
        missing.la_code,
        missing.missing_episode_id
    from {{ ref('stg_ssd__missing_episode') }} as missing
    inner join {{ ref('stg_ssd__cla_episode') }} as episode
        on
            missing.la_code = episode.la_code
            and missing.person_id = episode.person_id
            and {{ open_on('episode.start_date', 'episode.ceased_date', 'missing.start_date') }}
    inner join {{ ref('dim_child') }} as child
        on
            missing.la_code = child.la_code
            and missing.person_id = child.person_id
    where
        -- a missing birth date counts as under 18
        coalesce({{ age_in_years('child.birth_date', 'missing.start_date') }}, 0) < 18
),

legal_status_that_day as (
    select
        missing.la_code,
        missing.missing_episode_id,
        legal.legal_status
    from {{ ref('stg_ssd__missing_episode') }} as missing
    inner join {{ ref('stg_ssd__legal_status') }} as legal
        on
            missing.la_code = legal.la_code
            and missing.person_id = legal.person_id
            and {{ open_on('legal.start_date', 'legal.end_date', 'missing.start_date') }}
    qualify row_number() over (
        partition by missing.la_code, missing.missing_episode_id
        order by legal.start_date desc, legal.legal_status_id desc
    ) = 1
)

select
    missing.la_code,
    missing.missing_episode_id,
    missing.person_id,
    missing.start_date,
    missing.episode_type,
    missing.rhi_offered,
    missing.rhi_accepted,
    looked_after.missing_episode_id is not null
    and coalesce(legal.legal_status not in ('V3', 'V4'), true) as is_looked_after
from {{ ref('stg_ssd__missing_episode') }} as missing
left join looked_after_that_day as looked_after
    on
        missing.la_code = looked_after.la_code
        and missing.missing_episode_id = looked_after.missing_episode_id
left join legal_status_that_day as legal
    on
        missing.la_code = legal.la_code
        and missing.missing_episode_id = legal.missing_episode_id
