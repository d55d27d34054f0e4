-- Records of the same child on the same day are one conference, in time if any of them is.
select
    review.la_code,
    review.person_id,
    review.review_date,
    coalesce(bool_or(review.review_date <= review.due_date), false) as is_on_time
from {{ ref('stg_ssd__cp_review') }} as review
left join {{ ref('stg_ssd__cp_plan') }} as plan
    on
        review.la_code = plan.la_code
        and review.cp_plan_id = plan.cp_plan_id
where
    review.review_date is not null
    and review.person_id is not null
    and coalesce(plan.other_authority_flag, 'N') <> 'Y'
group by review.la_code, review.person_id, review.review_date
