-- One row per young person and month end, as the newest delivery not after it says.
with latest_record as (
    select *
    from {{ ref('stg_ssd__care_leaver') }}
    qualify row_number() over (partition by la_code, as_at, person_id order by care_leaver_id desc) = 1
)

select
    delivered.la_code,
    delivered.month_index,
    record.person_id,
    record.in_touch,
    record.suitable_code,
    record.activity_code,
    record.pathway_plan_review_date,
    record.team_id
from {{ ref('int_care_leaver_deliveries') }} as delivered
inner join latest_record as record
    on
        delivered.la_code = record.la_code
        and delivered.as_at = record.as_at
