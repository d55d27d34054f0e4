select
    la_code,
    miss_table_id as missing_episode_id,
    miss_person_id as person_id,
    miss_missing_episode_type as episode_type,
    miss_missing_episode_start_date as start_date,
    miss_missing_rhi_offered as rhi_offered,
    miss_missing_rhi_accepted as rhi_accepted
from {{ source('raw', 'ssd_missing') }}
