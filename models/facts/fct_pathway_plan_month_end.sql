-- Only months that have a delivery to look back on: the feed does not say when a plan was written.
with cohort as (
    select
        la_code,
        person_id,
        month_index,
        period_end
    from {{ ref('fct_cla_month_end') }}
    where age_in_years >= 16
    union
    select
        la_code,
        person_id,
        month_index,
        period_end
    from {{ ref('fct_care_leaver_month_end') }}
)

select
    cohort.la_code,
    cohort.person_id,
    cohort.month_index,
    cohort.period_end,
    snapshot.team_id,
    coalesce(snapshot.pathway_plan_review_date <= cohort.period_end, false) as has_pathway_plan
from cohort
inner join {{ ref('int_care_leaver_deliveries') }} as delivered
    on
        cohort.la_code = delivered.la_code
        and cohort.month_index = delivered.month_index
left join {{ ref('int_care_leavers_snapshot') }} as snapshot
    on
        cohort.la_code = snapshot.la_code
        and cohort.month_index = snapshot.month_index
        and cohort.person_id = snapshot.person_id
