-- Counts of a month's contacts, referrals, conferences and visits; the seed says which indicators each of them touches.
with front_door as (
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
        {{ month_index('referral_date') }} as month_index,
        'outcome_pending' as note_code,
        count(*) filter (where not has_assessment_outcome and not is_nfa and close_date is null) as counted,
        count(*) as out_of,
        cast(null as varchar) as detail,
        cast(null as varchar) as severity
    from {{ ref('fct_referral') }}
    where referral_date is not null
    group by la_code, {{ month_index('referral_date') }}
    having count(*) filter (where not has_assessment_outcome and not is_nfa and close_date is null) > 0
    union all
    select
        la_code,
        {{ month_index('icpc_date') }} as month_index,
        'conferences_and_children' as note_code,
        count(*) as counted,
        count(distinct conference_id) as out_of,
        cast(null as varchar) as detail,
        cast(null as varchar) as severity
    from {{ ref('fct_icpc') }}
    group by la_code, {{ month_index('icpc_date') }}
    union all
    select
        la_code,
        month_index,
        'seen_alone_not_recorded' as note_code,
        count(*) filter (where not is_seen_alone_recorded) as counted,
        count(*) as out_of,
        cast(null as varchar) as detail,
        cast(null as varchar) as severity
    from {{ ref('fct_cp_plan_month_end') }}
    group by la_code, month_index
    having count(*) filter (where not is_seen_alone_recorded) > 0
    union all
    select
        la_code,
        {{ month_index('gateway_accepted_date') }} as month_index,
        'gateway_attempts' as note_code,
        sum(gateway_attempts) as counted,
        count(*) as out_of,
        cast(null as varchar) as detail,
        cast(null as varchar) as severity
    from {{ ref('fct_early_help_case') }}
    where gateway_accepted_date is not null and gateway_attempts is not null
    group by la_code, {{ month_index('gateway_accepted_date') }}
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
inner join {{ ref('dim_month') }} as month
    on found.month_index = month.month_index
