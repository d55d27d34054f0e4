select
    la_code,
    mid_year,
    vintage,
    age_from,
    age_to,
    population
from {{ source('raw', 'local_populations') }}
