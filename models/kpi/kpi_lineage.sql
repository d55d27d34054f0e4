-- The way of every figure from the scorecard to its extracts, read off dbt's graph when the night runs.
with observed as (
    select
        given.indicator_code,
        given.observation,
        given.fact
    from (
        values
        {{ observed_facts() }}
    ) as given (indicator_code, observation, fact)
),

way as (
    select
        given.fact,
        given.name,
        given.steps,
        given.feed,
        given.read_through
    from (
        values
        {{ ways_to_extracts() }}
    ) as given (fact, name, steps, feed, read_through)
),

sentence as (
    select
        given.name,
        given.description
    from (
        values
        {{ first_sentences() }}
    ) as given (name, description)
),

declared as (
    select
        indicator_code,
        split_part({{ split_to_rows("replace(feeds, '|', ' ')", ' ') }}, '.', 1) as feed
    from {{ ref('dim_indicator') }}
),

figure as (
    select
        observed.indicator_code,
        observed.observation,
        observed.fact
    from observed
    where observed.indicator_code is not null
    union all
    -- what is returned by hand, and the caseloads of teams: their codes stand in a table and not in the SELECT
    select
        indicator.indicator_code,
        observed.observation,
        observed.fact
    from observed
    inner join {{ ref('dim_indicator') }} as indicator
        on
            observed.indicator_code is null
            and observed.fact = 'fct_return'
            and indicator.feeds = 'local_returns'
    union all
    select distinct
        team.indicator_code,
        observed.observation,
        observed.fact
    from observed
    inner join {{ ref('caseload_teams') }} as team
        on
            observed.indicator_code is null
            and observed.fact <> 'fct_return'
    left join observed as named
        on team.indicator_code = named.indicator_code
    where named.indicator_code is null
    union all
    -- who the children are, and how many live there
    select
        indicator_code,
        cast(null as varchar) as observation,
        'dim_child' as fact
    from declared
    where feed = 'ssd_person'
    union all
    select
        indicator_code,
        cast(null as varchar) as observation,
        'dim_council_month' as fact
    from {{ ref('dim_indicator') }}
    where unit like 'rate_%'
),

node as (
    select
        figure.indicator_code,
        way.name,
        max(3 + cast(way.steps as integer)) as depth
    from figure
    inner join way
        on figure.fact = way.fact
    left join declared
        on
            figure.indicator_code = declared.indicator_code
            and way.feed = declared.feed
    left join declared as parent
        on
            figure.indicator_code = parent.indicator_code
            and way.read_through = parent.feed
    where
        (declared.feed is not null and parent.feed is not null)
        or figure.fact = 'dim_council_month'
    group by figure.indicator_code, way.name
    union all
    select distinct
        indicator_code,
        observation as name,
        2 as depth
    from figure
    where observation is not null
    union all
    select
        indicator.indicator_code,
        top.name,
        top.depth
    from {{ ref('dim_indicator') }} as indicator
    cross join (values ('kpi_scorecard', 0), ('kpi_measures', 1)) as top (name, depth)
)

select
    node.indicator_code,
    case split_part(node.name, '_', 1)
        when 'kpi' then 'kpi'
        when 'obs' then 'kpi'
        when 'fct' then 'facts'
        when 'dim' then 'facts'
        when 'int' then 'intermediate'
        when 'stg' then 'staging'
        else 'feed'
    end as layer,
    node.name,
    sentence.description,
    cast(node.depth as integer) as depth
from node
left join sentence
    on node.name = sentence.name
order by node.indicator_code, depth, node.name
