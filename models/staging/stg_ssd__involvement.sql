select
    la_code,
    invo_involvements_id as involvement_id,
    invo_professional_id as professional_id,
    invo_person_id as person_id,
    invo_referral_id as referral_id,
    invo_involvement_start_date as start_date,
    invo_involvement_end_date as end_date
from {{ source('raw', 'ssd_involvements') }}
