-- Plans of another council are left out here, and so of every child protection figure.
select
    la_code,
    cp_plan_id,
    person_id,
    start_date,
    end_date,
    {{ days_between('start_date', 'end_date') }} as days_on_plan
from {{ ref('stg_ssd__cp_plan') }}
where coalesce(other_authority_flag, 'N') <> 'Y'
