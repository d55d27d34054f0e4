{# Arithmetic of charts of single figures. Belongs here: one expression. The rules are in docs/signals.md. #}

{#
  A mean that is the same whatever the order in which the rows are read: the sum is exact, to twelve decimals, so that
  the last bits of a limit do not differ from one night to the next.
#}
{% macro steady_mean(value) -%}
    cast(sum(cast({{ value }} as decimal(28, 12))) as double) / nullif(count({{ value }}), 0)
{%- endmacro %}

{#
  -1, 0 or 1: on which side of `edge` a figure lies. Nearer than a billionth is on it, because a third of three cases
  and the mean of such thirds differ in their last bits.
#}
{% macro side_of(value, edge) -%}
    cast(sign(round({{ value }} - {{ edge }}, 9)) as integer)
{%- endmacro %}
