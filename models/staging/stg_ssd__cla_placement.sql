select
    la_code,
    clap_cla_placement_id as cla_placement_id,
    clap_person_id as person_id,
    clap_cla_placement_start_date as start_date,
    clap_cla_placement_end_date as end_date,
    clap_cla_placement_type as placement_type,
    clap_cla_placement_provider as placement_provider,
    clap_cla_placement_distance as distance_miles
from {{ source('raw', 'ssd_cla_placement') }}
