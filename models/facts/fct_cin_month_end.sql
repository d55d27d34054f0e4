with open_referral as (
    {{ open_at_month_ends(ref('fct_referral'), 'referral_date', 'close_date', ['person_id', 'referral_date']) }}
),

-- a child with two open referrals is one child, in need since the first of them
in_need as (
    select
        open_referral.la_code,
        open_referral.person_id,
        open_referral.month_index,
        min(open_referral.referral_date) as referral_date
    from open_referral
    left join {{ ref('fct_cp_plan_month_end') }} as protected
        on
            open_referral.la_code = protected.la_code
            and open_referral.person_id = protected.person_id
            and open_referral.month_index = protected.month_index
    left join {{ ref('fct_cla_month_end') }} as looked_after
        on
            open_referral.la_code = looked_after.la_code
            and open_referral.person_id = looked_after.person_id
            and open_referral.month_index = looked_after.month_index
    where protected.person_id is null and looked_after.person_id is null
    group by open_referral.la_code, open_referral.person_id, open_referral.month_index
),

visited_month as (
    select
        la_code,
        person_id,
        {{ month_index('visit_date') }} as month_index,
        max(visit_date) as seen_date
    from {{ ref('stg_ssd__cin_visit') }}
    where seen_flag = 'Y' and visit_date is not null
    group by la_code, person_id, {{ month_index('visit_date') }}
),

reviewed_month as (
    select
        la_code,
        person_id,
        {{ month_index('review_date') }} as month_index,
        max(review_date) as reviewed_date
    from {{ ref('stg_local__cin_review') }}
    where review_date is not null
    group by la_code, person_id, {{ month_index('review_date') }}
),

due_month as (
    select
        la_code,
        person_id,
        {{ month_index('due_date') }} as month_index,
        case when review_date <= due_date then 'on time' else 'late' end as review_outcome
    from {{ ref('stg_local__cin_review') }}
    where due_date is not null
    qualify row_number() over (
        partition by la_code, person_id, {{ month_index('due_date') }}
        order by due_date desc, review_id desc
    ) = 1
),

-- one line of time per child: events first, month ends last within a month
timeline as (
    {% for relation, event in [
        ('visited_month', 'seen_date'), ('reviewed_month', 'reviewed_date'), ('due_month', 'review_outcome'),
        ('in_need', 'referral_date')
    ] -%}
        select
            la_code,
            person_id,
            month_index,
            {{ 'seen_date' if event == 'seen_date' else 'cast(null as date)' }} as seen_date,
            {{ 'reviewed_date' if event == 'reviewed_date' else 'cast(null as date)' }} as reviewed_date,
            {{ 'review_outcome' if event == 'review_outcome' else 'cast(null as varchar)' }} as review_outcome,
            {{ 'referral_date' if event == 'referral_date' else 'cast(null as date)' }} as referral_date
        from {{ relation }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

looked_back as (
    select
        la_code,
        person_id,
        month_index,
        referral_date,
        max(seen_date) over last_known as last_seen_date,
        max(reviewed_date) over last_known as last_reviewed_date,
        last_value(review_outcome ignore nulls) over last_known as last_due_review
    from timeline
    window last_known as (
        partition by la_code, person_id
        order by month_index, referral_date is not null
        rows between unbounded preceding and current row
    )
)

select
    looked_back.la_code,
    looked_back.person_id,
    looked_back.month_index,
    council_month.period_end,
    looked_back.referral_date,
    council_month.working_day_number - referred.working_day_number as working_days_in_need,
    looked_back.last_seen_date,
    council_month.working_day_number - seen.working_day_number as working_days_since_seen,
    looked_back.last_due_review,
    case
        when plan.person_id is not null
            then greatest(plan.latest_start_date, coalesce(looked_back.last_reviewed_date, plan.latest_start_date))
    end as plan_updated_date
from looked_back
inner join {{ ref('dim_council_month') }} as council_month
    on
        looked_back.la_code = council_month.la_code
        and looked_back.month_index = council_month.month_index
inner join {{ ref('dim_child') }} as child
    on
        looked_back.la_code = child.la_code
        and looked_back.person_id = child.person_id
left join {{ ref('fct_cin_plan_month_end') }} as plan
    on
        looked_back.la_code = plan.la_code
        and looked_back.person_id = plan.person_id
        and looked_back.month_index = plan.month_index
left join {{ ref('dim_date') }} as referred
    on looked_back.referral_date = referred.calendar_date
left join {{ ref('dim_date') }} as seen
    on looked_back.last_seen_date = seen.calendar_date
where
    looked_back.referral_date is not null
    -- a missing birth date counts as under 18
    and coalesce({{ age_in_years('child.birth_date', 'council_month.period_end') }}, 0) < 18
