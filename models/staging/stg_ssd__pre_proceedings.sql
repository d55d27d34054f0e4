select
    la_code,
    prep_table_id as pre_proceedings_id,
    prep_person_id as person_id,
    prep_pre_pro_decision_date as decision_date,
    prep_initial_pre_pro_meeting_date as meeting_date
from {{ source('raw', 'ssd_pre_proceedings') }}
