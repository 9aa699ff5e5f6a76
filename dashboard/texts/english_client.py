"""English: what clients read about themselves."""

from collections.abc import Mapping

# Progress
MY_PROGRESS = "My progress"
MY_PROGRESS_NONE_ADVICE = "Your chart starts with the first visit whose photos could be measured."
PLAIN_CHART = (
    "Each sign is one of your visits; lower means fewer lines. Inside the grey band a visit cannot "
    "be told apart from your first one."
)
PHOTOS_NOT_AGREED = "Your photos are not shown"
PHOTOS_NOT_AGREED_ADVICE = (
    "You have not agreed to see your progress in photos. You can agree under “Consents and data”, "
    "and take it back there at any time."
)
NEXT_TITLE = "What comes next"
NEXT_HEADS = ("From", "What")
NEXT_NONE = "No date is set. Ask your practice when your next photos make sense."
DONE_TITLE = "What was done"
REPORT_DOWNLOAD = "Download my report (PDF)"
REPORT_TITLE_SHORT = "Report"
REPORT_LEAD = "Photos, chart and every visit on two or three pages, to keep or to print."
ERROR_TITLE = "What the error means"

# Diary
DIARY = "Diary"
DIARY_TITLE = "Side-effect diary"
DIARY_LEAD = "Tell your practice what you noticed after a treatment. Everything helps, mild or not."
DIARY_KIND = "What do you notice?"
DIARY_SINCE = "Since when?"
DIARY_WHERE = "Where?"
DIARY_ANYWHERE = "Not at one place"
DIARY_SEVERITY = "How bad is it?"
DIARY_ACTION = "What did you do about it?"
DIARY_KEEP = "Add to the diary"
DIARY_KEPT = "Your practice can read it now."
DIARY_EMPTY = "Nothing in your diary"
DIARY_EMPTY_ADVICE = "What you add above is listed here, with the day it began and ended."
DIARY_LASTS = "since {start}"
DIARY_ENDED = "{start} to {end}"
DIARY_OVER = "It is over"
EFFECT_SEVERITIES: Mapping[str, str] = {
    "mild": "Mild",
    "moderate": "Moderate",
    "severe": "Severe",
}
URGENT_TITLE = "Call the emergency services now"
URGENT_ADVICE = (
    "Trouble with swallowing, speaking or breathing after botulinum toxin can begin hours to weeks "
    "after the injection and can be life-threatening. Do not wait for your practice to answer and "
    "do not wait for your next visit."
)

# Consents and data
MY_RECORDS = "Consents and data"
CONSENTS_TITLE = "What you agreed to"
CONSENTS_LEAD = "Each purpose stands by itself, and taking it back is as easy as agreeing."
CONSENT_NAMES: Mapping[str, str] = {
    "treatment_record": "Treatment record",
    "own_progress": "My own progress in photos",
    "research": "Research",
    "teaching_marketing": "Teaching and advertising",
    "biometric": "Face geometry",
}
CONSENT_TEXTS: Mapping[str, str] = {
    "treatment_record": "My photos and treatments may be kept as part of my treatment record.",
    "own_progress": "My photos may be used to show me my own progress.",
    "research": (
        "Figures from my photos, my treatments and my age group may be used for research under a "
        "random code. Readers who are not told my name may grade my photos here. No photo and no "
        "name is handed out."
    ),
    "teaching_marketing": (
        "My photos may be shown to others for teaching or advertising. I am asked again before "
        "each use."
    ),
    "biometric": (
        "Points on my face may be found in my photos to measure lines at the same place each time."
    ),
}
CONSENT_VERSION = "2026-11 en"
CONSENT_HOLDS = "Agreed on {date}"
CONSENT_WITHDRAWN = "Taken back on {date}"
CONSENT_NEVER = "Not agreed"
CONSENT_GIVE = "I agree"
CONSENT_WITHDRAW = "Take back"
DATA_TITLE = "My data"
DATA_LEAD = (
    "Everything this practice keeps about you: photos as taken, figures, consents, and who used "
    "them. Photos that were set aside are listed with the reason, without the picture. The file is "
    "not encrypted; keep it safe."
)
DATA_DOWNLOAD = "Download my data (ZIP)"
