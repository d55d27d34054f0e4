{#
  Every group of observations against the facts it counts, month by month, on a way that does not go through it.
  A SELECT that joins to more rows than one doubles its figure; this is where that shows, by council and month.
#}
{% set counted = [
    ('contacts_received', 'numerator', ref('fct_contact'), 'contact_date', 'true'),
    ('contact_to_referral_pct', 'denominator', ref('fct_contact'), 'contact_date', 'true'),
    ('mash_decision_1wd_pct', 'denominator', ref('fct_contact_decision'), 'decision_date', 'true'),
    ('rereferrals_12m_pct', 'denominator', ref('fct_referral'), 'referral_date', 'true'),
    ('eha_started_count', 'numerator', ref('fct_early_help'), 'start_date', 'true'),
    ('stepdown_cin_to_eh_pct', 'denominator', ref('fct_cin_plan'), 'end_date', 'true'),
    ('assessments_completed_45wd_pct', 'denominator', ref('fct_assessment'), 'authorised_date', 'true'),
    ('s47_started_count', 'numerator', ref('fct_s47_enquiry'), 'start_date', 'true'),
    ('icpc_15wd_pct', 'denominator', ref('fct_icpc'), 'icpc_date', 'true'),
    ('cpp_ended_2yrs_plus_pct', 'denominator', ref('fct_cp_plan'), 'end_date', 'true'),
    ('cpp_18m_to_2y_pct', 'denominator', ref('fct_cp_plan_month_end'), 'period_end', 'true'),
    ('preproceedings_started_15wd_pct', 'denominator', ref('fct_pre_proceedings'), 'meeting_date', 'true'),
    ('preproceedings_assessments_16wk_pct', 'denominator', ref('fct_pre_proceedings_assessment'), 'completed_date', 'true'),
    ('cin_review_in_timescale_pct', 'denominator', ref('fct_cin_month_end'), 'period_end', 'last_due_review is not null'),
    ('missing_rhi_completed_pct', 'denominator', ref('fct_return_from_missing'), 'returned_date', "episode_type = 'MISSING'"),
    ('social_workers_per_child', 'denominator', ref('fct_allocated_child_month_end'), 'period_end', 'true'),
    ('cla_count', 'numerator', ref('fct_cla_month_end'), 'period_end', 'true'),
    ('eh_open_with_active_plan_pct', 'denominator', ref('fct_early_help_case_month_end'), 'period_end', 'true'),
    ('eh_referrals_from_mash_count', 'numerator', ref('fct_early_help_case'), 'referral_date', "source = 'mash'"),
    ('cla_permanence_plan_count', 'numerator', ref('fct_cla_planning_month_end'), 'period_end', 'has_permanence_plan'),
    ('permanence_plan_by_2nd_review_pct', 'denominator', ref('fct_cla_period_planning'), 'second_review_date',
        'not is_short_break'),
    ('ehc_assessment_20wk_pct', 'denominator', ref('fct_ehc_assessment'), 'completed_date', 'true'),
    ('cla_placements_3plus_pct', 'denominator', ref('fct_cla_month_end'), 'period_end', 'true'),
    ('cla_started_count', 'numerator', ref('fct_cla_period'), 'start_date', 'not is_short_break'),
    ('pathway_plan_cohort_count', 'numerator', ref('fct_pathway_plan_month_end'), 'period_end', 'true'),
    ('missing_episodes_month_count', 'numerator', ref('fct_missing_episode'), 'start_date', "episode_type = 'MISSING'"),
    ('agency_headcount_pct', 'denominator', ref('fct_worker_month_end'), 'period_end', 'true'),
    ('foster_carers_approved_count', 'numerator', ref('fct_foster_carer'), 'approved_date', "carer_type = 'mainstream'"),
    ('eoc_referrals_count', 'numerator', ref('fct_edge_of_care'), 'referral_date', 'true'),
    ('eoc_remained_with_family_pct', 'denominator', ref('fct_edge_of_care_month_end'), 'period_end', 'true'),
    ('yj_first_time_entrants_count', 'numerator', ref('fct_youth_justice_outcome'), 'outcome_date', 'is_first_time_entrant'),
    ('ehe_cohort_visited_pct', 'denominator', ref('fct_home_education_month_end'), 'period_end', 'true')
] %}

with counted as (
    {% for indicator_code, part, fact, counted_on, condition in counted -%}
        select
            '{{ indicator_code }}' as indicator_code,
            la_code,
            last_day({{ counted_on }}) as period_end,
            count(*) as cases
        from {{ fact }}
        where {{ condition }} and {{ counted_on }} is not null
        group by la_code, last_day({{ counted_on }})
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

measured as (
    select
        la_code,
        indicator_code,
        period_end,
        case indicator_code
            {% for indicator_code, part, fact, counted_on, condition in counted %}
                when '{{ indicator_code }}' then {{ part }}
            {% endfor %}
        end as cases
    from {{ ref('kpi_measures') }}
    where
        slice_type = 'all'
        and view in ('month', 'snapshot')
        and status not like 'feed missing%'
)

select
    measured.indicator_code,
    count(*) as row_count
from measured
left join counted
    on
        measured.la_code = counted.la_code
        and measured.indicator_code = counted.indicator_code
        and measured.period_end = counted.period_end
where abs(measured.cases - coalesce(counted.cases, 0)) > 1e-6
group by measured.indicator_code
