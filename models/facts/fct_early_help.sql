select
    la_code,
    early_help_episode_id,
    person_id,
    start_date,
    end_date
from {{ ref('stg_ssd__early_help_episode') }}
