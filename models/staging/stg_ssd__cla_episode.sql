select
    la_code,
    clae_cla_episode_id as cla_episode_id,
    clae_person_id as person_id,
    clae_cla_id as cla_id,
    clae_cla_episode_start_date as start_date,
    clae_cla_episode_ceased_date as ceased_date,
    clae_cla_episode_ceased_reason as ceased_reason
from {{ source('raw', 'ssd_cla_episodes') }}
