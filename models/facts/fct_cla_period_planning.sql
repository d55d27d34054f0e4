with second_review as (
    select
        la_code,
        person_id,
        cla_id,
        review_date
    from {{ ref('stg_ssd__cla_review') }}
    where review_date is not null and coalesce(cancelled_flag, 'N') <> 'Y'
    qualify row_number() over (
        partition by la_code, person_id, cla_id
        order by review_date, cla_review_id
    ) = 2
),

planned_by_then as (
    select distinct
        review.la_code,
        review.person_id,
        review.cla_id
    from second_review as review
    inner join {{ ref('stg_local__permanence_plan') }} as plan
        on
            review.la_code = plan.la_code
            and review.person_id = plan.person_id
            and review.review_date >= plan.recorded_date
            and review.review_date <= coalesce(plan.ended_date, review.review_date)
),

book as (
    select
        la_code,
        person_id,
        min(life_story_book_date) as life_story_book_date
    from {{ ref('stg_local__permanence_plan') }}
    group by la_code, person_id
)

select
    period.la_code,
    period.person_id,
    period.cla_id,
    period.is_short_break,
    period.ceased_date,
    period.ceased_reason,
    review.review_date as second_review_date,
    planned.cla_id is not null as has_plan_by_second_review,
    book.life_story_book_date
from {{ ref('fct_cla_period') }} as period
left join second_review as review
    on
        period.la_code = review.la_code
        and period.person_id = review.person_id
        and period.cla_id = review.cla_id
left join planned_by_then as planned
    on
        period.la_code = planned.la_code
        and period.person_id = planned.person_id
        and period.cla_id = planned.cla_id
left join book
    on
        period.la_code = book.la_code
        and period.person_id = book.person_id
