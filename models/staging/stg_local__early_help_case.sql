select
    la_code,
    case_id,
    person_id,
    referral_date,
    source,
    gateway_attempts,
    gateway_accepted_date,
    plan_date,
    plan_end_date,
    closed_date,
    team as team_id
from {{ source('raw', 'local_early_help') }}
