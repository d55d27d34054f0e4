{# Every model that splits an indicator by something else than the team and the child's traits. #}
{% set relations = [
    ref('split_child_protection'),
    ref('split_front_door'),
    ref('split_locality'),
    ref('split_looked_after'),
    ref('split_staff')
] %}

{% for relation in relations -%}
    select
        indicator_code,
        la_code,
        observed_on,
        slice_type,
        slice_value,
        numerator,
        denominator
    from {{ relation }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
