select
    la_code,
    outcome_id,
    person_id,
    birth_date,
    ethnicity as ethnicity_code,
    outcome_date,
    outcome,
    first_time_entrant as first_time_entrant_flag,
    disposal_end_date,
    suitable_ete as suitable_ete_flag
from {{ source('raw', 'local_youth_justice') }}
