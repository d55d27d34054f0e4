{#
  The words of splits by something else than the child's traits. A split's values hold everything once, so that each
  split sums to the whole.
#}

{# How long something has lasted; `long` is the condition of having lasted two years, which services count in days. #}
{% macro duration_band(start_date, on_date, long) -%}
    case
        when {{ start_date }} is null then 'unknown'
        when {{ long }} then '2_years_and_over'
        when {{ start_date }} <= {{ months_before(on_date, 18) }} then '18_months_to_2_years'
        when {{ start_date }} <= {{ months_before(on_date, 12) }} then '12_to_18_months'
        when {{ start_date }} <= {{ months_before(on_date, 6) }} then '6_to_12_months'
        when {{ start_date }} <= {{ months_before(on_date, 3) }} then '3_to_6_months'
        else 'under_3_months'
    end
{%- endmacro %}
