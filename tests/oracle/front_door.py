"""Expected figures of MASH, referrals, early help and assessment."""

from __future__ import annotations

from datetime import date, timedelta

from tests.oracle import days
from tests.oracle.cleaning import Row
from tests.oracle.engine import Book
from tests.oracle.rules import has_flag


def contacts(book: Book) -> None:
    """Contacts and the decisions taken on them."""
    book.define("contacts_received", "flow", "count", "ssd_contacts")
    for row in book.council.rows("ssd_contacts"):
        if row["cont_contact_date"]:
            slices = book.slices(row["person"], row["cont_contact_date"])
            book.flow("contacts_received", row["cont_contact_date"], slices, 1)
            book.flow("contact_to_referral_pct", row["cont_contact_date"], slices, 0, 1)
    for code in ("mash_decision_1wd_pct", "contacts_completed_3d_pct", "contact_to_eh_pct"):
        book.define(code, "flow", "percent", "local_contact_decisions", "ssd_contacts")
    for row in book.council.rows("local_contact_decisions"):
        decided = row["decision_date"]
        if decided is None:
            continue
        contacted = book.council.rows("ssd_contacts", "cont_contact_id", row["contact_id"])[0]["cont_contact_date"]
        slices = book.slices(row["person"], decided)
        taken = days.wd(contacted, decided) if contacted else None
        book.flow("mash_decision_1wd_pct", decided, slices, taken is not None and taken <= 1, 1)
        book.flow("contacts_completed_3d_pct", decided, slices, taken is not None and taken <= 3, 1)
        book.flow("contact_to_eh_pct", decided, slices, (row["outcome"] or "").lower() == "early_help", 1)


def _closed_after_assessment(book: Book, row: Row, d: date) -> bool:
    """The child has an earlier episode, closed in the twelve months before, with an assessment authorised."""
    for earlier in book.council.of("ssd_cin_episodes", row["person"]):
        start, closed = earlier["cine_referral_date"], earlier["cine_close_date"]
        if earlier is row or start is None or closed is None or start > d:
            continue
        if start == d and book.readings.earlier_episode == "before":
            continue
        if not days.months_before(d, 12) <= closed <= d:
            continue
        for assessment in book.council.rows("ssd_cin_assessments", "cina_referral_id", earlier["cine_referral_id"]):
            authorised = assessment["cina_assessment_auth_date"]
            if authorised and (book.readings.closure_assessment == "any" or authorised <= d):
                return True
    return False


def referrals(book: Book) -> None:
    """Referrals started, repeated, closed without action, allocated."""
    feed = "ssd_cin_episodes"
    book.define("contact_to_referral_pct", "flow", "percent", "ssd_contacts", feed)
    book.define("referrals_started_count", "flow", "count", feed)
    book.define("referrals_new_cin_rate", "flow", "rate", feed)
    book.define("rereferrals_12m_pct", "flow", "percent", feed)
    book.define("rereferrals_after_closure_12m_pct", "flow", "percent", feed, "ssd_cin_assessments")
    book.define("rereferrals_after_closure_12m_count", "flow", "count", feed, "ssd_cin_assessments")
    book.define("referrals_nfa_pct", "flow", "percent", feed)
    book.define("referrals_outcome_cfa_pct", "flow", "percent", feed)
    book.define("children_allocated_48h_pct", "flow", "percent", feed, "ssd_involvements")
    for row in book.council.rows(feed):
        d = row["cine_referral_date"]
        if d is None:
            continue
        slices = book.slices(row["person"], d, row["cine_referral_team"])
        book.flow("contact_to_referral_pct", d, [s for s in slices if s[0] != "team"], 1)
        book.flow("referrals_started_count", d, slices, 1)
        book.flow("referrals_new_cin_rate", d, slices, 1)
        others = [r["cine_referral_date"] for r in book.council.of(feed, row["person"]) if r is not row]
        again = any(p is not None and days.months_before(d, 12) <= p < d for p in others)
        book.flow("rereferrals_12m_pct", d, slices, again, 1)
        after_closure = _closed_after_assessment(book, row, d)
        book.flow("rereferrals_after_closure_12m_pct", d, slices, after_closure, 1)
        book.flow("rereferrals_after_closure_12m_count", d, slices, after_closure)
        book.flow("referrals_nfa_pct", d, slices, row["cine_referral_nfa"] == "Y", 1)
        book.flow(
            "referrals_outcome_cfa_pct",
            d,
            slices,
            has_flag(row["cine_referral_outcome_json"], "SINGLE_ASSESSMENT_FLAG"),
            1,
        )
        starts = [
            r["invo_involvement_start_date"]
            for r in book.council.rows("ssd_involvements", "invo_referral_id", row["cine_referral_id"])
        ]
        allocated = any(s is not None and d <= s <= d + timedelta(days=2) for s in starts)
        book.flow("children_allocated_48h_pct", d, slices, allocated, 1)


def early_help(book: Book) -> None:
    """Early help started, and plans of children in need that step down to it."""
    feed = "ssd_early_help_episodes"
    book.define("eha_started_count", "flow", "count", feed)
    book.define("eha_started_rate", "flow", "rate", feed)
    for row in book.council.rows(feed):
        d = row["earl_episode_start_date"]
        if d is not None:
            book.flow("eha_started_count", d, book.slices(row["person"], d), 1)
            book.flow("eha_started_rate", d, book.slices(row["person"], d), 1)
    book.define("stepdown_cin_to_eh_count", "flow", "count", "ssd_cin_plans", feed)
    book.define("stepdown_cin_to_eh_pct", "flow", "percent", "ssd_cin_plans", feed)
    for row in book.council.rows("ssd_cin_plans"):
        ended = row["cinp_cin_plan_end_date"]
        if ended is None:
            continue
        starts = [r["earl_episode_start_date"] for r in book.council.of(feed, row["person"])]
        stepped = any(s is not None and ended <= s <= ended + timedelta(days=30) for s in starts)
        slices = book.slices(row["person"], ended, row["cinp_cin_plan_team"])
        book.flow("stepdown_cin_to_eh_count", ended, slices, stepped)
        book.flow("stepdown_cin_to_eh_pct", ended, slices, stepped, 1)


def assessments(book: Book) -> None:
    """Assessments authorised, and those still open after 45 working days."""
    feed = "ssd_cin_assessments"
    book.define("assessments_completed_count", "flow", "count", feed)
    book.define("assessments_completed_rate", "flow", "rate", feed)
    book.define("assessments_completed_45wd_pct", "flow", "percent", feed)
    book.define("assessments_outcome_cin_pct", "flow", "percent", feed)
    book.define("assessments_open_over_45wd_count", "stock", "count", feed)
    for row in book.council.rows(feed):
        start, done = row["cina_assessment_start_date"], row["cina_assessment_auth_date"]
        if done is not None:
            slices = book.slices(row["person"], done, row["cina_assessment_team"])
            book.flow("assessments_completed_count", done, slices, 1)
            book.flow("assessments_completed_rate", done, slices, 1)
            book.flow(
                "assessments_completed_45wd_pct", done, slices, start is not None and days.wd(start, done) <= 45, 1
            )
            in_need = has_flag(row["cina_assessment_outcome_json"], "PROV_OF_SERVICES_FLAG")
            book.flow("assessments_outcome_cin_pct", done, slices, in_need, 1)
        for me in book.months:
            if start is not None and start <= me and (done is None or done > me) and days.wd(start, me) > 45:
                book.stock(
                    "assessments_open_over_45wd_count",
                    me,
                    book.slices(row["person"], me, row["cina_assessment_team"]),
                    1,
                )


def observe(book: Book) -> None:
    """All figures of this module."""
    contacts(book)
    referrals(book)
    early_help(book)
    assessments(book)
