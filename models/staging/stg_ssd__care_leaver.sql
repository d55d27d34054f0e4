select
    la_code,
    as_at,
    clea_table_id as care_leaver_id,
    clea_person_id as person_id,
    clea_care_leaver_in_touch as in_touch,
    clea_care_leaver_accom_suitable as suitable_code,
    clea_care_leaver_activity as activity_code,
    clea_pathway_plan_review_date as pathway_plan_review_date,
    clea_care_leaver_allocated_team as team_id
from {{ source('raw', 'ssd_care_leavers') }}
