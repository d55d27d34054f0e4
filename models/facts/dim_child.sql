with disabled as (
    select distinct
        la_code,
        person_id
    from {{ ref('stg_ssd__disability') }}
    where disability_code <> 'NONE'
)

select
    person.la_code,
    person.person_id,
    person.birth_date,
    case when person.sex in ('F', 'M') then person.sex else 'unknown' end as sex,
    coalesce(ethnic.ethnic_group, 'unknown') as ethnic_group,
    case when disabled.person_id is null then 'no' else 'yes' end as disability
from {{ ref('stg_ssd__person') }} as person
left join {{ ref('ethnic_groups') }} as ethnic
    on person.ethnicity_code = ethnic.ethnicity_code
left join disabled
    on
        person.la_code = disabled.la_code
        and person.person_id = disabled.person_id
