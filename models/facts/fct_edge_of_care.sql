-- The first period of care that began on the day of the case's start or later; short breaks are not care here.
with first_care as (
    select
        edge.la_code,
        edge.case_id,
        min(period.start_date) as entered_care_date
    from {{ ref('stg_local__edge_of_care') }} as edge
    inner join {{ ref('fct_cla_period') }} as period
        on
            edge.la_code = period.la_code
            and edge.person_id = period.person_id
            and edge.start_date <= period.start_date
    where not period.is_short_break
    group by edge.la_code, edge.case_id
)

select
    edge.la_code,
    edge.case_id,
    edge.person_id,
    edge.team_id,
    edge.referral_date,
    edge.start_date,
    edge.end_date,
    edge.first_score,
    edge.first_score_date,
    edge.latest_score,
    edge.latest_score_date,
    first_care.entered_care_date
from {{ ref('stg_local__edge_of_care') }} as edge
left join first_care
    on
        edge.la_code = first_care.la_code
        and edge.case_id = first_care.case_id
