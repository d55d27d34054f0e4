with unaccompanied as (
    select
        la_code,
        person_id,
        start_date,
        end_date
    from {{ ref('stg_ssd__immigration_status') }}
    where
        lower(immigration_status) like '%unaccompanied asylum%'
        or lower(immigration_status) like '%uasc%'
),

open_status as (
    {{ open_at_month_ends('unaccompanied', 'start_date', 'end_date', ['person_id']) }}
)

select distinct
    la_code,
    person_id,
    month_index
from open_status
