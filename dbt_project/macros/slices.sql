{#
  The slices of a child's observation: the whole, and by team, age band, sex, ethnic group and disability. Every
  observation falls in exactly one value of each, so that each slice sums to the whole.
#}

{% macro child_slices(grain) -%}
    (
        ({{ grain }}),
        ({{ grain }}, team),
        ({{ grain }}, age_band),
        ({{ grain }}, sex),
        ({{ grain }}, ethnic_group),
        ({{ grain }}, disability)
    )
{%- endmacro %}

{% macro slice_type() -%}
    case
        when grouping(team) = 0 then 'team'
        when grouping(age_band) = 0 then 'age_band'
        when grouping(sex) = 0 then 'sex'
        when grouping(ethnic_group) = 0 then 'ethnic_group'
        when grouping(disability) = 0 then 'disability'
        else 'all'
    end
{%- endmacro %}

{% macro slice_value() -%}
    case
        when grouping(team) = 0 then team
        when grouping(age_band) = 0 then age_band
        when grouping(sex) = 0 then sex
        when grouping(ethnic_group) = 0 then ethnic_group
        when grouping(disability) = 0 then disability
        else 'all'
    end
{%- endmacro %}

{# Teams and every split: their values are those that a council has, not a list. #}
{% macro is_open_slice(slice_type) -%}
    {{ slice_type }} not in ('all', 'age_band', 'sex', 'ethnic_group', 'disability')
{%- endmacro %}

{# The values that are listed every month, also with nothing in them. Teams are those that the council has. #}
{% macro fixed_slices() -%}
    (values
        ('all', 'all'),
        ('age_band', 'under_1'), ('age_band', '1_4'), ('age_band', '5_9'), ('age_band', '10_15'),
        ('age_band', '16_plus'), ('age_band', 'unknown'),
        ('sex', 'F'), ('sex', 'M'), ('sex', 'unknown'),
        ('ethnic_group', 'White'), ('ethnic_group', 'Mixed'), ('ethnic_group', 'Asian'),
        ('ethnic_group', 'Black'), ('ethnic_group', 'Other'), ('ethnic_group', 'unknown'),
        ('disability', 'yes'), ('disability', 'no')
    )
{%- endmacro %}
