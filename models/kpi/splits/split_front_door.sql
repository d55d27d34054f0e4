-- Referrals by whether they are forced conversions: a contact that could not be turned down, so it became a referral
-- and was closed with no further action and no assessment. The official figures stand; the part 'no' is without them.
with able_council as (
    -- without contacts or assessments nothing can be said of either
    select la_code
    from {{ ref('dim_feed_status') }}
    where feed in ('ssd_contacts', 'ssd_cin_assessments') and status = 'loaded'
    group by la_code
    having count(*) = 2
),

referral as (
    select
        referral.*,
        council_month.rereferral_months,
        council_month.forced_conversion_days
    from {{ ref('fct_referral') }} as referral
    inner join able_council
        on referral.la_code = able_council.la_code
    inner join {{ ref('dim_council_month') }} as council_month
        on
            referral.la_code = council_month.la_code
            and {{ month_index('referral.referral_date') }} = council_month.month_index
),

forced as (
    select distinct
        referral.la_code,
        referral.referral_id
    from referral
    inner join {{ ref('fct_contact') }} as contact
        on
            referral.la_code = contact.la_code
            and referral.person_id = contact.person_id
            and {{ days_between('contact.contact_date', 'referral.referral_date') }}
            between 0 and referral.forced_conversion_days
    left join {{ ref('fct_assessment') }} as assessment
        on
            referral.la_code = assessment.la_code
            and referral.referral_id = assessment.referral_id
            and {{ days_between('referral.referral_date', 'assessment.start_date') }} <= referral.forced_conversion_days
    where referral.is_nfa and assessment.assessment_id is null
),

marked as (
    select
        referral.*,
        case when forced.referral_id is null then 'no' else 'yes' end as forced_conversion
    from referral
    left join forced
        on
            referral.la_code = forced.la_code
            and referral.referral_id = forced.referral_id
)

select
    'rereferrals_12m_pct' as indicator_code,
    la_code,
    referral_date as observed_on,
    'forced_conversion' as slice_type,
    forced_conversion as slice_value,
    case
        when previous_referral_date >= {{ months_before('referral_date', 'rereferral_months') }} then 1e0
        else 0e0
    end as numerator,
    1e0 as denominator
from marked

union all

select
    'referrals_nfa_pct' as indicator_code,
    la_code,
    referral_date as observed_on,
    'forced_conversion' as slice_type,
    forced_conversion as slice_value,
    case when is_nfa then 1e0 else 0e0 end as numerator,
    1e0 as denominator
from marked
