select
    looked_after.la_code,
    looked_after.person_id,
    looked_after.month_index,
    council_month.period_end,
    looked_after.cla_id,
    period.start_date as period_start_date,
    {{ age_in_years('child.birth_date', 'council_month.period_end') }} as age_in_years,
    child.sex,
    legal.legal_status,
    uasc.person_id is not null as is_uasc,
    placement.placement_type,
    placement.placement_provider,
    placement.distance_miles,
    coalesce(placements_counted.placements, 0) as placements_in_window,
    frequency.frequency_days as visit_frequency_days,
    events.last_seen_date,
    events.last_dental_date,
    events.last_other_check_date,
    events.last_due_review,
    care_plan.person_id is not null as has_care_plan
from {{ ref('int_cla_open_month_ends') }} as looked_after
inner join {{ ref('dim_council_month') }} as council_month
    on
        looked_after.la_code = council_month.la_code
        and looked_after.month_index = council_month.month_index
inner join {{ ref('dim_child') }} as child
    on
        looked_after.la_code = child.la_code
        and looked_after.person_id = child.person_id
-- an episode that names no period still makes a child looked after
left join {{ ref('fct_cla_period') }} as period
    on
        looked_after.la_code = period.la_code
        and looked_after.person_id = period.person_id
        and looked_after.cla_id = period.cla_id
left join {{ ref('int_legal_status_month_ends') }} as legal
    on
        looked_after.la_code = legal.la_code
        and looked_after.person_id = legal.person_id
        and looked_after.month_index = legal.month_index
left join {{ ref('int_uasc_month_ends') }} as uasc
    on
        looked_after.la_code = uasc.la_code
        and looked_after.person_id = uasc.person_id
        and looked_after.month_index = uasc.month_index
left join {{ ref('int_placement_month_ends') }} as placement
    on
        looked_after.la_code = placement.la_code
        and looked_after.person_id = placement.person_id
        and looked_after.month_index = placement.month_index
left join {{ ref('int_placements_counted') }} as placements_counted
    on
        looked_after.la_code = placements_counted.la_code
        and looked_after.person_id = placements_counted.person_id
        and looked_after.month_index = placements_counted.month_index
left join {{ ref('int_cla_visit_frequencies') }} as frequency
    on
        looked_after.la_code = frequency.la_code
        and looked_after.person_id = frequency.person_id
        and looked_after.month_index = frequency.month_index
left join {{ ref('int_cla_events_looked_back') }} as events
    on
        looked_after.la_code = events.la_code
        and looked_after.person_id = events.person_id
        and looked_after.month_index = events.month_index
left join {{ ref('int_care_plan_month_ends') }} as care_plan
    on
        looked_after.la_code = care_plan.la_code
        and looked_after.person_id = care_plan.person_id
        and looked_after.month_index = care_plan.month_index
where
    -- a missing birth date counts as under 18; short breaks are not being looked after
    coalesce({{ age_in_years('child.birth_date', 'council_month.period_end') }}, 0) < 18
    and coalesce(legal.legal_status not in ('V3', 'V4'), true)
    -- an adopted child whom nobody closed in the system is counted unless the council decided otherwise
    and not (
        coalesce(council_month.adopted_still_open, 'count') = 'leave_out'
        and coalesce(period.adoption_order_date <= council_month.period_end, false)
    )
