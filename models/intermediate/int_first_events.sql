{# The earliest date that each kind of record carries: how far back a council's figures can reach. #}
{% set dated = [
    ('stg_ssd__contact', 'contact_date'),
    ('stg_ssd__referral', 'referral_date'),
    ('stg_ssd__assessment', 'start_date'),
    ('stg_ssd__early_help_episode', 'start_date'),
    ('stg_ssd__s47_enquiry', 'start_date'),
    ('stg_ssd__icpc', 'icpc_date'),
    ('stg_ssd__cp_plan', 'start_date'),
    ('stg_ssd__cla_episode', 'start_date'),
    ('stg_ssd__missing_episode', 'start_date'),
    ('stg_ssd__pre_proceedings', 'meeting_date'),
    ('stg_ssd__cin_plan', 'start_date'),
    ('stg_ssd__cp_review', 'review_date'),
    ('stg_ssd__cla_review', 'review_date'),
    ('stg_ssd__involvement', 'start_date'),
    ('stg_local__contact_decision', 'decision_date'),
    ('stg_ssd__professional', 'as_at'),
    ('stg_ssd__care_leaver', 'as_at'),
    ('stg_local__care_leaver_status', 'status_date'),
    ('stg_local__edge_of_care', 'referral_date'),
    ('stg_local__youth_justice', 'outcome_date'),
    ('stg_local__pre_proceedings_assessment', 'meeting_date')
] %}

with first_events as (
    {% for relation, column in dated %}
        select
            la_code,
            min({{ column }}) as first_event_date
        from {{ ref(relation) }}
        group by la_code
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    la_code,
    min(first_event_date) as first_event_date
from first_events
group by la_code
