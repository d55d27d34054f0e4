-- What a figure out of Annex A, a CIN census or SSDA903 may be relied on for: said of the newest month, once.
with supported as (
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
        case
            when format.snapshots <= coalesce(availability.snapshots, 0) then null
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
),

worded as (
    select
        *,
        case support
            when 'part' then 'format_part'
            when 'not' then 'format_not'
            when 'snapshots' then 'format_snapshots'
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
