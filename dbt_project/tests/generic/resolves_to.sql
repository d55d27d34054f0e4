{#
  Every combination of `columns` is found in `to_columns` of `to`. A row with a null in any of them points nowhere and
  is left out: whether it may is the business of the contract. Gives how many rows do not resolve, never which.
#}
{% test resolves_to(model, columns, to, to_columns) %}

with unresolved as (
    select count(*) as row_count
    from {{ model }} as child
    left join {{ to }} as parent
        on
            {% for column in columns -%}
            child.{{ column }} = parent.{{ to_columns[loop.index0] }}
            {{ 'and ' if not loop.last }}
            {%- endfor %}
    where
        parent.{{ to_columns[0] }} is null
        {% for column in columns -%}
        and child.{{ column }} is not null
        {% endfor %}
)

select row_count
from unresolved
where row_count > 0

{% endtest %}
