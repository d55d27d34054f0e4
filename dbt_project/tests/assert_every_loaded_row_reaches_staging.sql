{#
  What the ledger says was loaded is what staging shows: a file mounted twice, or a delivery that a newer one should
  have replaced, changes every figure and breaks no key. Three feeds show all their deliveries, the others the current.
#}
{% set feeds = [
    ('ssd_person', ref('stg_ssd__person')), ('ssd_disability', ref('stg_ssd__disability')),
    ('ssd_immigration_status', ref('stg_ssd__immigration_status')), ('ssd_contacts', ref('stg_ssd__contact')),
    ('ssd_early_help_episodes', ref('stg_ssd__early_help_episode')), ('ssd_cin_episodes', ref('stg_ssd__referral')),
    ('ssd_cin_assessments', ref('stg_ssd__assessment')), ('ssd_cin_plans', ref('stg_ssd__cin_plan')),
    ('ssd_s47_enquiry', ref('stg_ssd__s47_enquiry')), ('ssd_initial_cp_conference', ref('stg_ssd__icpc')),
    ('ssd_cp_plans', ref('stg_ssd__cp_plan')), ('ssd_cp_visits', ref('stg_ssd__cp_visit')),
    ('ssd_cp_reviews', ref('stg_ssd__cp_review')), ('ssd_pre_proceedings', ref('stg_ssd__pre_proceedings')),
    ('ssd_cla_episodes', ref('stg_ssd__cla_episode')), ('ssd_cla_placement', ref('stg_ssd__cla_placement')),
    ('ssd_legal_status', ref('stg_ssd__legal_status')), ('ssd_cla_reviews', ref('stg_ssd__cla_review')),
    ('ssd_cla_visits', ref('stg_ssd__cla_visit')), ('ssd_cla_health', ref('stg_ssd__cla_health_check')),
    ('ssd_cla_care_plan', ref('stg_ssd__cla_care_plan')), ('ssd_care_leavers', ref('stg_ssd__care_leaver')),
    ('ssd_permanence', ref('stg_ssd__permanence')), ('ssd_missing', ref('stg_ssd__missing_episode')),
    ('ssd_involvements', ref('stg_ssd__involvement')), ('ssd_professionals', ref('stg_ssd__professional')),
    ('ssd_department', ref('stg_ssd__team')), ('local_contact_decisions', ref('stg_local__contact_decision')),
    ('local_visit_frequency', ref('stg_local__visit_frequency')),
    ('local_care_leaver_status', ref('stg_local__care_leaver_status')),
    ('local_populations', ref('stg_local__population')),
    ('local_foster_carers', ref('stg_local__foster_carer')),
    ('local_edge_of_care', ref('stg_local__edge_of_care')),
    ('local_youth_justice', ref('stg_local__youth_justice')),
    ('local_home_education', ref('stg_local__home_education')),
    ('local_early_help', ref('stg_local__early_help_case')),
    ('local_permanence', ref('stg_local__permanence_plan')), ('local_peps', ref('stg_local__pep')),
    ('local_ehc_assessments', ref('stg_local__ehc_assessment')),
    ('local_hr_staff', ref('stg_local__employee')), ('local_hr_absence', ref('stg_local__absence')),
    ('local_audits', ref('stg_local__audit')), ('local_returns', ref('stg_local__return')),
    ('ssd_cin_visits', ref('stg_ssd__cin_visit')), ('local_cin_reviews', ref('stg_local__cin_review')),
    ('local_legal_tracker', ref('stg_local__pre_proceedings_assessment')),
    ('local_return_interviews', ref('stg_local__return_interview')),
    ('local_commentary', ref('stg_local__commentary'))
] %}

with staged as (
    {% for feed, relation in feeds -%}
        select
            la_code,
            '{{ feed }}' as feed,
            count(*) as row_count
        from {{ relation }}
        group by la_code
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

loaded as (
    select
        la_code,
        feed,
        -- of Annex A the rows of earlier snapshots that are still in view
        sum(rows_loaded + rows_earlier) as row_count
    from {{ ref('stg_delivery') }}
    where is_current or feed in ('ssd_care_leavers', 'ssd_professionals', 'local_commentary')
    group by la_code, feed
)

select
    loaded.la_code,
    loaded.feed
from loaded
left join staged
    on
        loaded.la_code = staged.la_code
        and loaded.feed = staged.feed
where coalesce(loaded.row_count, 0) <> coalesce(staged.row_count, 0)
