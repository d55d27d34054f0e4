-- Every observation by the part of the council that its team works in, for the councils whose teams are so described.
with named_team as (
    -- records name a team by its id, workers by its name
    select
        la_code,
        team_id as team,
        coalesce(team_name, team_id) as team_name
    from {{ ref('dim_team') }}
    union
    select
        la_code,
        team_name as team,
        team_name
    from {{ ref('dim_team') }}
    where team_name is not null
),

team as (
    select
        named_team.la_code,
        named_team.team,
        described.locality
    from named_team
    inner join {{ ref('team_localities') }} as described
        on
            named_team.la_code = described.la_code
            and lower(named_team.team_name) like described.team_pattern
    -- of two patterns the longer one says more
    qualify row_number() over (
        partition by named_team.la_code, named_team.team
        order by length(described.team_pattern) desc, described.team_pattern asc, named_team.team_name asc
    ) = 1
),

-- a record that has no team of its own is counted where the child's latest referral before it was dealt with
referral as (
    select
        referral.la_code,
        referral.person_id,
        referral.referral_date,
        lead(referral.referral_date, 1, cast('9999-12-31' as date)) over (
            partition by referral.la_code, referral.person_id
            order by referral.referral_date, referral.referral_id
        ) as next_referral_date,
        team.locality
    from {{ ref('fct_referral') }} as referral
    left join team
        on
            referral.la_code = team.la_code
            and referral.team_id = team.team
    where referral.la_code in (select described.la_code from {{ ref('team_localities') }} as described)
),

observation as (
    select
        observed.indicator_code,
        observed.la_code,
        observed.person_id,
        observed.observed_on,
        observed.team_id,
        observed.numerator,
        observed.denominator
    from {{ ref('obs_all') }} as observed
    inner join {{ ref('dim_indicator') }} as indicator
        on
            observed.indicator_code = indicator.indicator_code
            and indicator.slices <> 'whole'
            and indicator.counting_window <> 'distinct'
    where observed.la_code in (select described.la_code from {{ ref('team_localities') }} as described)
),

-- each child and day once, so that the search for the referral in force is not made for every indicator
child_day as (
    select distinct
        la_code,
        person_id,
        observed_on
    from observation
    where team_id is null
),

located as (
    select
        child_day.la_code,
        child_day.person_id,
        child_day.observed_on,
        referral.locality
    from child_day
    inner join referral
        on
            child_day.la_code = referral.la_code
            and child_day.person_id = referral.person_id
            and child_day.observed_on >= referral.referral_date
            and child_day.observed_on < referral.next_referral_date
),

placed as (
    select
        observation.indicator_code,
        observation.la_code,
        observation.observed_on,
        case when observation.team_id is null then located.locality else team.locality end as locality,
        observation.numerator,
        observation.denominator
    from observation
    left join team
        on
            observation.la_code = team.la_code
            and observation.team_id = team.team
    left join located
        on
            observation.la_code = located.la_code
            and observation.person_id = located.person_id
            and observation.observed_on = located.observed_on
)

select
    indicator_code,
    la_code,
    observed_on,
    'locality' as slice_type,
    coalesce(locality, 'unknown') as slice_value,
    numerator,
    denominator
from placed
