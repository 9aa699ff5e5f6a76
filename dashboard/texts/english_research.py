"""English: what researchers read."""

from collections.abc import Mapping

RESEARCH = "Research"
RESEARCH_LEAD = (
    "Only clients who agreed to research, under a random code: no name, no date, no photo. What "
    "fewer than five people share is left out."
)
COHORT_EMPTY = "Nothing may be shown yet"
COHORT_EMPTY_ADVICE = (
    "Fewer than five clients with photos and the same kind of treatment agreed to research. Ask "
    "clients for their consent; they can give it on their own page."
)
COHORT_FILTERS: Mapping[str, str] = {
    "treated_with": "Treated with",
    "age_band": "Age at the first visit",
    "fitzpatrick": "Skin type",
}
COHORT_ALL = "All"
COHORT_COUNT = "{people} people."
COHORT_DISTRIBUTION = "Line density at the first visit"
COHORT_DISTRIBUTION_ALT = "Line density of {people} people at the first visit, median {median}."
COHORT_TREND = "Change against the first visit"
COHORT_TREND_ALT = "Change of {visits} visits against the first, median {median}."
COHORT_NOTHING = "Nobody was measured there with this expression; choose another one."
TABLE_PREVIEW = "Table"
TABLE_SHOWN = "{shown} of {all} rows."
EXPORT_TITLE = "Export"
EXPORT_LEAD = (
    "All tables with data dictionary and digests. The register notes who is in it, so that a "
    "withdrawn consent names every export that must be corrected. Filters do not narrow it."
)
EXPORT_DOWNLOAD = "Download the export (ZIP)"
EXPORTS_TITLE = "Exports written so far"
EXPORT_HEADS = ("Number", "Date", "People", "Digest")

# Blinded reading
READING = "Blinded reading"
READING_LEAD = (
    "Grade one region of each photo. Order and mirroring are drawn by chance, dates and treatments "
    "are hidden, and some photos come twice. Left and right are the person's own; photos graded on "
    "one side are never mirrored."
)
READING_SET = "What is graded"
READING_EMPTY = "No photo to grade"
READING_EMPTY_ADVICE = "No client with such photos agreed to research yet; choose another set."
READING_DONE = "{done} of {all} graded"
READING_PHOTO = "The photo to grade"
READING_QUESTION = "How deep are the lines? {region}"
READING_REFERENCE = "Reference picture: {grade}"
READING_SCALE = (
    "The references were rendered: the same person each time, only the depth of the lines differs. "
    "A grade cannot be changed afterwards."
)
GRADES = ("none", "faint", "moderate", "deep", "severe")
READING_FINISHED = "You have read the whole set"
READING_THANKS = "Your grades are kept and will be in the next export."
READING_NOT_YET = "Agreement cannot be shown, because a photo of the set cannot be read any more."
READING_WITHIN = "With yourself, on photos that came twice"
READING_BETWEEN = "With another reader"
READING_ALONE = "Nobody else has finished this set yet."
READING_KAPPA = "Weighted kappa {value} (95 % {low} to {high}), {photos} photos."
