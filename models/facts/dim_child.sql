{# Records that name a person: where a council's own list of people did not come, they are all that is known of them. #}
{% set naming = [
    'stg_ssd__contact', 'stg_ssd__referral', 'stg_ssd__assessment', 'stg_ssd__early_help_episode', 'stg_ssd__cin_plan',
    'stg_ssd__s47_enquiry', 'stg_ssd__icpc', 'stg_ssd__cp_plan', 'stg_ssd__cp_review', 'stg_ssd__cp_visit',
    'stg_ssd__pre_proceedings', 'stg_ssd__cla_episode', 'stg_ssd__cla_review', 'stg_ssd__missing_episode',
    'stg_ssd__care_leaver', 'stg_local__care_leaver_status', 'stg_local__contact_decision', 'stg_ssd__involvement',
    'stg_local__pre_proceedings_assessment'
] %}

with listed as (
    select distinct la_code
    from {{ ref('stg_ssd__person') }}
),

unlisted as (
    {% for relation in naming %}
        select
            la_code,
            person_id
        from {{ ref(relation) }}
        where
            person_id is not null
            and la_code not in (select listed.la_code from listed)
        {% if not loop.last %}union{% endif %}
    {% endfor %}
),

disabled as (
    select distinct
        la_code,
        person_id
    from {{ ref('stg_ssd__disability') }}
    where disability_code <> 'NONE'
),

known as (
    select
        la_code,
        person_id,
        birth_date,
        sex,
        ethnicity_code
    from {{ ref('stg_ssd__person') }}
    union all
    select
        la_code,
        person_id,
        cast(null as date) as birth_date,
        cast(null as varchar) as sex,
        cast(null as varchar) as ethnicity_code
    from unlisted
)

select
    known.la_code,
    known.person_id,
    known.birth_date,
    case when known.sex in ('F', 'M') then known.sex else 'unknown' end as sex,
    coalesce(ethnic.ethnic_group, 'unknown') as ethnic_group,
    case when disabled.person_id is null then 'no' else 'yes' end as disability
from known
left join {{ ref('ethnic_groups') }} as ethnic
    on known.ethnicity_code = ethnic.ethnicity_code
left join disabled
    on
        known.la_code = disabled.la_code
        and known.person_id = disabled.person_id
