-- Counts of the children looked after at a month end, and of their records; the seed says which indicators they touch.
with looked_after as (
    select
        child.la_code,
        child.month_index,
        month.period_end,
        count(*) as children,
        count(*) filter (where child.sex = 'unknown') as of_unknown_sex,
        count(*) filter (where child.age_in_years is null) as of_unknown_age,
        count(*) filter (
            where
            coalesce(child.visit_frequency_days not in (month.cla_visit_days, month.cla_visit_permanent_days), true)
        ) as without_frequency,
        -- of those for a year or more, as the figure of dental checks has them
        count(*) filter (
            where
            child.period_start_date <= {{ months_before('month.period_end', 'month.dental_months') }}
            and coalesce(child.last_dental_date <= {{ months_before('month.period_end', 'month.dental_months') }}, true)
        ) as without_dental_check,
        count(*) filter (
            where
            child.period_start_date <= {{ months_before('month.period_end', 'month.dental_months') }}
            and coalesce(child.last_dental_date <= {{ months_before('month.period_end', 'month.dental_months') }}, true)
            and coalesce(
                child.last_other_check_date <= {{ months_before('month.period_end', 'month.dental_months') }}, true
            )
        ) as without_any_check,
        count(child.last_other_check_date) as with_another_check
    from {{ ref('fct_cla_month_end') }} as child
    inner join {{ ref('dim_council_month') }} as month
        on
            child.la_code = month.la_code
            and child.month_index = month.month_index
    group by child.la_code, child.month_index, month.period_end
),

found as (
    {% for note, part, whole in [
        ('sex_unknown', 'of_unknown_sex', 'children'), ('age_unknown', 'of_unknown_age', 'children'),
        ('frequency_not_set', 'without_frequency', 'children'),
        ('health_checks_missing', 'without_any_check', 'without_dental_check')
    ] -%}
        select
            looked_after.la_code,
            looked_after.period_end,
            case
                when '{{ note }}' = 'frequency_not_set' and coalesce(feed.status, 'missing') <> 'loaded'
                    then 'frequency_not_delivered'
                else '{{ note }}'
            end as note_code,
            looked_after.{{ part }} as counted,
            looked_after.{{ whole }} as out_of
        from looked_after
        left join {{ ref('dim_feed_status') }} as feed
            on
                looked_after.la_code = feed.la_code
                and feed.feed = 'local_visit_frequency'
        inner join {{ ref('data_notes') }} as note
            on note.note_code = '{{ note }}'
        where
            looked_after.{{ part }} > 0
            {% if note == 'health_checks_missing' -%}
                -- an extract of dental checks alone says nothing about the others
                and looked_after.with_another_check > 0
                and 100 * looked_after.{{ part }} >= note.edge * looked_after.{{ whole }}
            {%- endif %}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

named as (
    select
        note_code,
        {{ split_to_rows('indicators', ' ') }} as indicator_code
    from {{ ref('data_notes') }}
    where indicators is not null
)

select
    found.la_code,
    named.indicator_code,
    found.period_end,
    found.note_code,
    '' as subject,
    cast(found.counted as double) as counted,
    cast(found.out_of as double) as out_of,
    cast(null as varchar) as detail
from found
inner join named
    on found.note_code = named.note_code
