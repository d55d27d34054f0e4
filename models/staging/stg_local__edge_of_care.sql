select
    la_code,
    case_id,
    person_id,
    referral_date,
    start_date,
    end_date,
    first_score,
    first_score_date,
    latest_score,
    latest_score_date,
    team as team_id
from {{ source('raw', 'local_edge_of_care') }}
