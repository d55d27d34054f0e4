{# The records that name a team. #}
{% set naming = [
    'stg_ssd__referral', 'stg_ssd__assessment', 'stg_ssd__cin_plan', 'stg_ssd__s47_enquiry', 'stg_ssd__icpc',
    'stg_ssd__care_leaver', 'stg_local__edge_of_care'
] %}

with named_by_records as (
    {% for relation in naming %}
        select
            la_code,
            team_id
        from {{ ref(relation) }}
        where team_id is not null
        {% if not loop.last %}union{% endif %}
    {% endfor %}
)

select
    coalesce(listed.la_code, named_by_records.la_code) as la_code,
    coalesce(listed.team_id, named_by_records.team_id) as team_id,
    listed.team_name,
    listed.team_id is not null as is_listed
from {{ ref('stg_ssd__team') }} as listed
full join named_by_records
    on
        listed.la_code = named_by_records.la_code
        and listed.team_id = named_by_records.team_id
order by la_code, team_id
