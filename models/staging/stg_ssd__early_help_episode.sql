select
    la_code,
    earl_episode_id as early_help_episode_id,
    earl_person_id as person_id,
    earl_episode_start_date as start_date,
    earl_episode_end_date as end_date
from {{ source('raw', 'ssd_early_help_episodes') }}
