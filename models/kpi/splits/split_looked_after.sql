-- Children looked after at a month end by what is in force on that day, by length of the period and by age at entry.
with child as (
    select
        looked_after.la_code,
        looked_after.period_end,
        coalesce(looked_after.legal_status, 'unknown') as legal_status,
        coalesce(looked_after.placement_type, 'unknown') as placement_type,
        coalesce(looked_after.placement_provider, 'unknown') as placement_provider,
        {{ duration_band(
            'looked_after.period_start_date',
            'looked_after.period_end',
            'looked_after.period_start_date <= ' ~ months_before('looked_after.period_end', 24)
        ) }} as duration,
        case
            when looked_after.period_start_date is null then 'unknown'
            else {{ age_band('child.birth_date', 'looked_after.period_start_date') }}
        end as age_at_entry
    from {{ ref('fct_cla_month_end') }} as looked_after
    inner join {{ ref('dim_child') }} as child
        on
            looked_after.la_code = child.la_code
            and looked_after.person_id = child.person_id
)

{% for slice_type, needed in [
    ('legal_status', 'ssd_legal_status'),
    ('placement_type', 'ssd_cla_placement'),
    ('placement_provider', 'ssd_cla_placement'),
    ('duration', 'ssd_cla_episodes'),
    ('age_at_entry', 'ssd_cla_episodes')
] -%}
    select
        '{{ 'cla_age_at_entry' if slice_type == 'age_at_entry' else 'cla_count' }}' as indicator_code,
        child.la_code,
        child.period_end as observed_on,
        '{{ slice_type }}' as slice_type,
        child.{{ slice_type }} as slice_value,
        1e0 as numerator,
        cast(null as double) as denominator
    from child
    inner join {{ ref('dim_feed_status') }} as needed
        on
            child.la_code = needed.la_code
            and needed.feed = '{{ needed }}'
            and needed.status = 'loaded'
    {% if not loop.last %}union all{% endif %}
{% endfor %}
