select
    la_code,
    cine_referral_id as referral_id,
    cine_person_id as person_id,
    cine_referral_date as referral_date,
    cine_close_date as close_date,
    cine_referral_nfa as nfa_flag,
    single_assessment_flag,
    cine_referral_team as team_id
from {{ source('raw', 'ssd_cin_episodes') }}
