select
    la_code,
    carer_id,
    carer_type,
    approved_date,
    approval_recorded_date,
    ended_date,
    end_recorded_date,
    end_reason,
    adolescent_training_date
from {{ source('raw', 'local_foster_carers') }}
