select
    la_code,
    pers_person_id as person_id,
    pers_dob as birth_date,
    pers_sex as sex,
    pers_ethnicity as ethnicity_code
from {{ source('raw', 'ssd_person') }}
