-- Observations of mainstream fostering households: one SELECT for each indicator. No child is in them.
with carer as (
    select * from {{ ref('fct_foster_carer') }}
    where carer_type = 'mainstream'
),

movement as (
    select
        la_code,
        approved_date as moved_on,
        1e0 as change
    from carer
    union all
    select
        la_code,
        ended_date as moved_on,
        -1e0 as change
    from carer
    where ended_date is not null
),

approved_month as (
    {{ open_at_month_ends('carer', 'approved_date', 'ended_date', ['adolescent_training_date']) }}
),

carer_month as (
    select
        approved_month.la_code,
        council_month.period_end,
        coalesce(approved_month.adolescent_training_date <= council_month.period_end, false) as is_trained
    from approved_month
    inner join {{ ref('dim_council_month') }} as council_month
        on
            approved_month.la_code = council_month.la_code
            and approved_month.month_index = council_month.month_index
)

select
    'inhouse_foster_carers_count' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from carer_month

union all

-- approvals less endings: the one count here that may fall below nought
select
    'foster_carer_net_change_count' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    moved_on as observed_on,
    cast(null as varchar) as team_id,
    change as numerator,
    cast(null as double) as denominator
from movement

union all

select
    'foster_carers_approved_count' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    approved_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from carer

union all

select
    'foster_carers_resigned_count' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    ended_date as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from carer
where ended_date is not null

union all

select
    'foster_carers_adolescent_trained_count' as indicator_code,
    la_code,
    cast(null as varchar) as person_id,
    period_end as observed_on,
    cast(null as varchar) as team_id,
    1e0 as numerator,
    cast(null as double) as denominator
from carer_month
where is_trained
