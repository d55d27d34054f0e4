{# Each child alike: the indicator, and which of the children it counts. Of cla_age_at_entry the whole is the number
   looked after: it is the split by age at entry that the indicator is for. #}
{% set figures = [
    ("'cla_count' as indicator_code", 'true'),
    ("'cla_rate' as indicator_code", 'true'),
    ("'cla_age_at_entry' as indicator_code", 'true'),
    ("'cla_aged_under_1_count' as indicator_code", 'age_in_years < 1'),
    ("'cla_aged_1_4_count' as indicator_code", 'age_in_years between 1 and 4'),
    ("'cla_aged_5_9_count' as indicator_code", 'age_in_years between 5 and 9'),
    ("'cla_aged_10_15_count' as indicator_code", 'age_in_years between 10 and 15'),
    ("'cla_aged_16_plus_count' as indicator_code", 'age_in_years >= 16'),
    ("'cla_female_count' as indicator_code", "sex = 'F'"),
    ("'cla_male_count' as indicator_code", "sex = 'M'"),
    ("'cla_section20_count' as indicator_code", "legal_status = 'V2'"),
    ("'cla_uasc_count' as indicator_code", 'is_uasc')
] %}

-- Observations of children looked after at each month end, and who they are: one SELECT for each indicator.
{% for indicator_code, counted in figures -%}
    select
        {{ indicator_code }},
        la_code,
        person_id,
        period_end as observed_on,
        cast(null as varchar) as team_id,
        1e0 as numerator,
        cast(null as double) as denominator
    from {{ ref('fct_cla_month_end') }}
    where {{ counted }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
