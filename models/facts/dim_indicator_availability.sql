-- What an indicator needs is a list of feeds; "a|b" is met by either, "feed.column" by a feed that has the column.
with need as (
    select
        indicator_code,
        kind,
        looks_back,
        {{ split_to_rows('feeds', ' ') }} as need
    from {{ ref('indicators') }}
),

alternative as (
    select
        indicator_code,
        kind,
        looks_back,
        need,
        {{ split_to_rows('need', '|') }} as alternative
    from need
),

named as (
    select
        indicator_code,
        kind,
        looks_back,
        need,
        alternative,
        split_part(alternative, '.', 1) as feed,
        split_part(alternative, '.', 2) as column_name
    from alternative
),

judged as (
    select
        feed_status.la_code,
        named.indicator_code,
        named.looks_back,
        named.need,
        -- a feed that is not there is named whole, not by the column that would have been read
        case when feed_status.status = 'loaded' then named.alternative else named.feed end as need_name,
        -- a feed that holds the present state only still answers from the newest delivery that brought it
        (
            feed_status.status = 'loaded'
            or (
                named.feed in ('ssd_care_leavers', 'ssd_professionals')
                and feed_status.first_loaded_as_at is not null
            )
        )
        and not (
            named.column_name <> ''
            and ',' || replace(coalesce(feed_status.missing_columns, ''), ' ', '') || ','
            like '%,' || named.column_name || ',%'
        ) as is_met,
        -- these two feeds hold the present state only: nothing is known of the months before their first delivery
        case
            when named.feed in ('ssd_care_leavers', 'ssd_professionals') then feed_status.first_loaded_as_at
        end as known_from,
        -- files of other formats hold a window only: a stock asks for a day's state, all else for whole events
        case when named.kind = 'stock' then feed_status.state_from else feed_status.known_from end as held_from,
        feed_status.known_until as held_until,
        -- the format that brought it, where that is not the dataset; who a child is makes no figure
        case when feed_status.format <> 'ssd' and named.feed <> 'ssd_person' then feed_status.format end as format,
        feed_status.snapshots
    from named
    inner join {{ ref('dim_feed_status') }} as feed_status
        on named.feed = feed_status.feed
),

need_met as (
    select
        la_code,
        indicator_code,
        need,
        bool_or(is_met) as is_met,
        -- of two alternatives the case system's own feed is named
        max(need_name) as need_name,
        case when bool_or(is_met and known_from is null) then null else min(known_from) end as known_from,
        case when bool_or(is_met and held_from is null) then null else min(held_from) filter (where is_met) end
            as held_from,
        -- the one that the day is of, which need not be the one that is named above; of several with one day always the
        -- same, or the status would change from night to night
        min_by(need_name, cast(held_from as varchar) || need_name)
        filter (where is_met and held_from is not null) as held_from_name,
        case when bool_or(is_met and held_until is null) then null else max(held_until) filter (where is_met) end
            as held_until,
        max_by(need_name, cast(held_until as varchar) || need_name)
        filter (where is_met and held_until is not null) as held_until_name,
        max(format) filter (where is_met) as format,
        max(snapshots) filter (where is_met) as snapshots,
        looks_back
    from judged
    group by la_code, indicator_code, looks_back, need
)

select
    la_code,
    indicator_code,
    string_agg(distinct need_name, ', ' order by need_name) filter (where not is_met) as missing_feeds,
    max(known_from) as known_from,
    split_part(max_by(need_name, known_from) filter (where known_from is not null), '.', 1) as known_from_feed,
    max(held_from) as held_from,
    split_part(
        max_by(held_from_name, cast(held_from as varchar) || held_from_name) filter (where held_from is not null),
        '.',
        1
    ) as held_from_feed,
    min(held_until) as held_until,
    split_part(
        min_by(held_until_name, cast(held_until as varchar) || held_until_name) filter (where held_until is not null),
        '.',
        1
    ) as held_until_feed,
    looks_back,
    min(format) as format,
    min(snapshots) filter (where format is not null) as snapshots
from need_met
group by la_code, indicator_code, looks_back
