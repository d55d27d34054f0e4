-- Observations of periods of care as they start and cease, and reviews as held: one SELECT for each indicator.
select
    'cla_started_count' as indicator_code,
    la_code,
    person_id,
    start_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_period') }}
where not is_short_break

union all

select
    'cla_ceased_count' as indicator_code,
    la_code,
    person_id,
    ceased_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_period') }}
where not is_short_break and ceased_date is not null

union all

select
    'cla_ceased_adopted_pct' as indicator_code,
    la_code,
    person_id,
    ceased_date as observed_on,
    cast(null as varchar) as team_id,
    case when ceased_reason in ('E11', 'E12') then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from {{ ref('fct_cla_period') }}
where not is_short_break and ceased_date is not null

union all

select
    'adoptions_count' as indicator_code,
    la_code,
    person_id,
    ceased_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_period') }}
where not is_short_break and ceased_date is not null and ceased_reason in ('E11', 'E12')

union all

select
    'cla_ceased_sgo_count' as indicator_code,
    la_code,
    person_id,
    ceased_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from {{ ref('fct_cla_period') }}
where
    not is_short_break
    and ceased_date is not null
    and ceased_reason in ('E45', 'E46', 'E47', 'E48')

union all

select
    'adoption_entry_to_placement_days' as indicator_code,
    la_code,
    person_id,
    ceased_date as observed_on,
    cast(null as varchar) as team_id,
    cast(days_to_placed_for_adoption as double) as numerator,
    1e0 as denominator
from {{ ref('fct_cla_period') }}
where
    not is_short_break
    and ceased_date is not null
    and ceased_reason in ('E11', 'E12')
    and days_to_placed_for_adoption is not null

union all

select
    'cla_participation_pct' as indicator_code,
    review.la_code,
    review.person_id,
    review.review_date as observed_on,
    cast(null as varchar) as team_id,
    case
        when review.participation_code in ('PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6') then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from {{ ref('fct_cla_review') }} as review
inner join {{ ref('dim_child') }} as child
    on
        review.la_code = child.la_code
        and review.person_id = child.person_id
where
    review.review_date is not null
    and not review.is_cancelled
    and coalesce(review.participation_code, '') <> 'PN0'
    and {{ age_in_years('child.birth_date', 'review.review_date') }} >= 4
