-- Counts of records behind a month that a reader must know of; the seed says which indicators each of them touches.
with month as (
    select
        la_code,
        month_index,
        period_end,
        cla_visit_days,
        cla_visit_permanent_days
    from {{ ref('dim_council_month') }}
    where is_reported
),

front_door as (
    {% for relation, event_date, note in [
        ('fct_referral', 'referral_date', 'referrals_and_children'), ('fct_contact', 'contact_date', 'contacts_and_children')
    ] -%}
        select
            la_code,
            {{ month_index(event_date) }} as month_index,
            '{{ note }}' as note_code,
            count(*) as counted,
            count(distinct person_id) as out_of,
            count(*) - count(distinct person_id || ' ' || cast({{ event_date }} as varchar)) as repeated
        from {{ ref(relation) }}
        where {{ event_date }} is not null
        group by la_code, {{ month_index(event_date) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

pending as (
    select
        la_code,
        {{ month_index('referral_date') }} as month_index,
        count(*) filter (
            where not has_assessment_outcome and not is_nfa and close_date is null
        ) as counted,
        count(*) as out_of
    from {{ ref('fct_referral') }}
    where referral_date is not null
    group by la_code, {{ month_index('referral_date') }}
),

looked_after as (
    select
        child.la_code,
        child.month_index,
        count(*) as children,
        count(*) filter (where child.sex = 'unknown') as of_unknown_sex,
        count(*) filter (where child.age_in_years is null) as of_unknown_age,
        count(*) filter (
            where
            coalesce(child.visit_frequency_days not in (month.cla_visit_days, month.cla_visit_permanent_days), true)
        ) as without_frequency
    from {{ ref('fct_cla_month_end') }} as child
    inner join month
        on
            child.la_code = month.la_code
            and child.month_index = month.month_index
    group by child.la_code, child.month_index
),

workers as (
    select
        la_code,
        month_index,
        count(*) as counted,
        lag(count(*)) over (partition by la_code order by month_index) as before
    from {{ ref('fct_worker_month_end') }}
    group by la_code, month_index
),

found as (
    select
        la_code,
        month_index,
        note_code,
        counted,
        out_of,
        case
            when repeated > 0
                then ' Records that share a child and a day with another: ' || {{ whole_number('repeated') }} || '.'
        end as detail,
        case when repeated > 0 then 'caution' end as severity
    from front_door
    union all
    select
        la_code,
        month_index,
        'outcome_pending' as note_code,
        counted,
        out_of,
        cast(null as varchar) as detail,
        cast(null as varchar) as severity
    from pending
    where counted > 0
    {% for note, parts in [
        ('sex_unknown', 'of_unknown_sex'), ('age_unknown', 'of_unknown_age'), ('frequency_not_set', 'without_frequency')
    ] %}
        union all
        select
            looked_after.la_code,
            looked_after.month_index,
            case
                when '{{ note }}' = 'frequency_not_set' and coalesce(feed.status, 'missing') <> 'loaded'
                    then 'frequency_not_delivered'
                else '{{ note }}'
            end as note_code,
            looked_after.{{ parts }} as counted,
            looked_after.children as out_of,
            cast(null as varchar) as detail,
            cast(null as varchar) as severity
        from looked_after
        left join {{ ref('dim_feed_status') }} as feed
            on
                looked_after.la_code = feed.la_code
                and feed.feed = 'local_visit_frequency'
        where looked_after.{{ parts }} > 0
    {% endfor %}
    union all
    select
        workers.la_code,
        workers.month_index,
        'workers_listed' as note_code,
        workers.counted,
        workers.before as out_of,
        coalesce({{ whole_number('workers.before') }}, 'not known') as detail,
        case
            when 100 * abs(workers.counted - workers.before) >= note.edge * workers.before then 'caution'
        end as severity
    from workers
    inner join {{ ref('data_notes') }} as note
        on note.note_code = 'workers_listed'
),

-- a note of the month stands at each indicator that the seed names for it
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
    month.period_end,
    found.note_code,
    '' as subject,
    cast(found.counted as double) as counted,
    cast(found.out_of as double) as out_of,
    found.detail,
    found.severity
from found
inner join named
    on found.note_code = named.note_code
inner join month
    on
        found.la_code = month.la_code
        and found.month_index = month.month_index
