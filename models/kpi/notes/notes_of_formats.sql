-- What a figure out of Annex A, a CIN census or SSDA903 may be relied on for: said of the newest month, once.
-- whose newest figures reach before what is held; what waiting for the next return mends is no matter of the format
with short as (
    select
        held.la_code,
        held.indicator_code,
        bool_or(held.view = indicator.headline_view) as is_in_headline
    from {{ ref('kpi_windows_not_held') }} as held
    inner join {{ ref('dim_council') }} as council
        on
            held.la_code = council.la_code
            and held.month_index = council.last_month_index
    inner join {{ ref('dim_indicator') }} as indicator
        on held.indicator_code = indicator.indicator_code
    where held.status like 'known since%'
    group by held.la_code, held.indicator_code
),

supported as (
    select
        availability.la_code,
        availability.indicator_code,
        council.last_period_end as period_end,
        format.support,
        format.why,
        cast(format.snapshots as double) as out_of,
        cast(availability.snapshots as double) as counted,
        case format.format
            when 'annex_a' then 'Annex A'
            when 'cin_census' then 'the CIN census'
            else 'SSDA903'
        end as format_words,
        coalesce(short.is_in_headline, false) as is_headline_short,
        case
            when short.la_code is null or format.snapshots <= coalesce(availability.snapshots, 0) then null
            when format.format = 'annex_a' and format.snapshots > 1
                then
                    cast(format.snapshots as varchar) || ' monthly snapshots have accumulated ('
                    || cast(availability.snapshots as varchar) || ' so far)'
            when format.format <> 'annex_a'
                then cast(format.snapshots as varchar) || ' years are delivered together'
        end as awaited
    from {{ ref('dim_indicator_availability') }} as availability
    inner join {{ ref('dim_council') }} as council
        on availability.la_code = council.la_code
    inner join {{ ref('format_support') }} as format
        on
            availability.indicator_code = format.indicator_code
            and availability.format = format.format
    left join short
        on
            availability.la_code = short.la_code
            and availability.indicator_code = short.indicator_code
    -- where a feed is missing, waiting does not help
    where availability.missing_feeds is null or format.support = 'not'
),

worded as (
    select
        *,
        case
            when support = 'part' then 'format_part'
            when support = 'not' then 'format_not'
            when support = 'snapshots' and is_headline_short then 'format_snapshots'
            else 'format_longer_windows'
        end as note_code
    from supported
    where support in ('part', 'not') or awaited is not null
)

select
    la_code,
    indicator_code,
    period_end,
    note_code,
    '' as subject,
    counted,
    out_of,
    case note_code
        when 'format_part' then why || coalesce('; windows of twelve months once ' || awaited, '')
        when 'format_not' then format_words || ': ' || why
        when 'format_snapshots' then awaited || ': ' || why
        else awaited
    end as detail
from worded
