{#
  The words of a service that no page shows: on an indicator that the registry does not have, or on a month that the
  council does not report yet. They stay and wait; somebody should look at the code or the month. What an earlier
  delivery said was told then. A warning (dbt_project.yml): words stop no night.
#}
select
    commentary.la_code,
    count(*) as row_count
from {{ ref('stg_local__commentary') }} as commentary
inner join {{ ref('dim_council') }} as council
    on
        commentary.la_code = council.la_code
        and commentary.as_at = council.as_at
left join {{ ref('dim_indicator') }} as indicator
    on commentary.indicator_code = indicator.indicator_code
where
    indicator.indicator_code is null
    or commentary.period_end > council.last_period_end
group by commentary.la_code
