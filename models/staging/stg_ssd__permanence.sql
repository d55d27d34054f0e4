select
    la_code,
    perm_table_id as permanence_id,
    perm_person_id as person_id,
    perm_cla_id as cla_id,
    perm_placed_for_adoption_date as placed_for_adoption_date,
    perm_permanence_order_date as order_date,
    perm_permanence_order_type as order_type
from {{ source('raw', 'ssd_permanence') }}
