{# Every model that yields observations. An indicator's SELECT stands in exactly one of them. #}
{% set relations = [
    ref('obs_contacts'),
    ref('obs_referrals'),
    ref('obs_early_help'),
    ref('obs_early_help_cases'),
    ref('obs_assessment'),
    ref('obs_child_protection'),
    ref('obs_child_protection_stock'),
    ref('obs_court'),
    ref('obs_looked_after'),
    ref('obs_looked_after_care'),
    ref('obs_looked_after_flow'),
    ref('obs_planning'),
    ref('obs_care_leavers'),
    ref('obs_missing'),
    ref('obs_send'),
    ref('obs_workforce'),
    ref('obs_fostering'),
    ref('obs_youth_justice'),
    ref('obs_family'),
    ref('obs_children_in_need'),
    ref('obs_return_interviews'),
    ref('obs_staff')
] %}

{% for relation in relations -%}
    select
        indicator_code,
        la_code,
        person_id,
        observed_on,
        team_id,
        numerator,
        denominator
    from {{ relation }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
