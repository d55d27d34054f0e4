-- Effective dates decide every figure; the dates of recording only say how late the register learnt of it.
select
    la_code,
    carer_id,
    carer_type,
    approved_date,
    ended_date,
    end_reason,
    adolescent_training_date,
    {{ month_index('approval_recorded_date') }} - {{ month_index('approved_date') }} as approval_months_late,
    {{ month_index('end_recorded_date') }} - {{ month_index('ended_date') }} as ending_months_late
from {{ ref('stg_local__foster_carer') }}
