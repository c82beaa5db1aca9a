"""What the steps of a case ask for."""

from django.utils.translation import gettext_noop as _

from linli.core.matters.definition import Choice, Field, FieldType
from linli.core.records.enums import Audience

CATEGORY = Field(
    name="category", label=_("What is it about?"), type=FieldType.OPTION, options="categories"
)
RIGHT_CATEGORY = Field(
    name="category", label=_("The right category"), type=FieldType.OPTION, options="categories"
)
WORDS = Field(
    name="words",
    label=_("What is the matter?"),
    hint=_("A few words are enough. Only the people who deal with it read them."),
    type=FieldType.TEXT,
)
PLACE = Field(
    name="place",
    label=_("Which grid?"),
    hint=_("Your community and grid, if your phone does not know where you are."),
    type=FieldType.OPTION,
    options="grids",
    required=False,
)
COORDINATES = Field(
    name="coordinates",
    label=_("Coordinates, if you know them"),
    hint=_("Latitude, longitude, such as 31.2304, 121.4737"),
    type=FieldType.COORDINATES,
    required=False,
)
SPOT = Field(
    name="spot",
    label=_("Address, building, or something nearby"),
    hint=_("Such as: behind number 3, at the north gate of the market"),
    type=FieldType.LINE,
    required=False,
    max_length=200,
)
HIDDEN = Field(
    name="hidden",
    label=_("Keep me hidden from the organisation that handles it"),
    hint=_("It then gets the dispatcher's words instead of yours, and no way to reach you."),
    type=FieldType.FLAG,
    required=False,
)
ON_BEHALF = Field(
    name="on_behalf",
    label=_("I enter this for a resident who agrees"),
    type=FieldType.FLAG,
    required=False,
)
NAME = Field(
    name="contact_name",
    label=_("Your name"),
    hint=_("Never shown on a public page"),
    type=FieldType.CONTACT,
    required=False,
)
PHONE = Field(
    name="contact_phone",
    label=_("Your phone"),
    hint=_("So that we can ask and tell you how it went"),
    type=FieldType.CONTACT,
    required=False,
)
PHOTOS = Field.photos(
    "photos",
    _("Photos"),
    hint=_("A photo says where and how bad. Faces and number plates need not be on it."),
)
REDIRECTIONS = (
    Choice("emergency", _("Emergency: told to call the emergency services at once")),
    Choice("legal_route", _("It has its own legal route: court, arbitration, review")),
    Choice("repeated", _("The same matter without new facts: its result was told")),
    Choice("confidential", _("Secrets or privacy: explained, not handled here")),
    Choice("beyond_duty", _("Outside every office's duty: market or social channels")),
    Choice("unlawful", _("Against the law or public order: advised against")),
)
ROUTE = Field(
    name="route", label=_("Which way instead?"), type=FieldType.CHOICE, choices=REDIRECTIONS
)
EXPLANATION = Field(
    name="explanation",
    label=_("What the resident is told"),
    hint=_("Left empty, the usual words for this way are sent."),
    type=FieldType.TEXT,
    required=False,
    audience=Audience.REPORT,
)
ORIGINAL = Field(
    name="original",
    label=_("Number of the matter that it repeats"),
    hint=_("Such as BS-2026-7K3Q"),
    type=FieldType.MATTER,
)
ORGANISATION = Field(
    name="organisation",
    label=_("Which organisation handles it?"),
    type=FieldType.OPTION,
    options="organisations",
)
BRIEF = Field(
    name="brief",
    label=_("What is to be done"),
    hint=_("For a hidden reporter these are the only words that the organisation gets."),
    type=FieldType.TEXT,
    audience=Audience.PARTIES,
)
LONGER = (
    Choice("3wd", _("Three working days")),
    Choice("5wd", _("Five working days")),
    Choice("10wd", _("Ten working days")),
    Choice("15wd", _("Fifteen working days")),
)
REACHED = Field(
    name="reached",
    label=_("Did you reach the reporter?"),
    type=FieldType.CHOICE,
    choices=(Choice("yes", _("Yes")), Choice("no", _("No"))),
)
NOTE = Field(
    name="note",
    label=_("Note"),
    type=FieldType.TEXT,
    required=False,
    audience=Audience.OFFICES,
)
RESULT = Field(
    name="result",
    label=_("What was done"),
    hint=_("The reporter and the one who verifies read this."),
    type=FieldType.TEXT,
    audience=Audience.PARTIES,
)
BEFORE = Field.photos(
    "before",
    _("Before the work"),
    hint=_("From the same spot as the photo after it, if you can."),
    audience=Audience.PARTIES,
)
AFTER = Field.photos(
    "after", _("After the work"), audience=Audience.PARTIES, beside=("before", "photos")
)
FOUND = Field.photos("found", _("What it looks like now"), audience=Audience.PARTIES)
FINDING = Field(
    name="finding",
    label=_("What you found on the spot"),
    type=FieldType.TEXT,
    required=False,
    audience=Audience.PARTIES,
)
HERE = Field(
    name="here",
    label=_("Where you stand"),
    hint=_("Your phone can say it. Kept is only how near the spot that is."),
    type=FieldType.COORDINATES,
    required=False,
)
NEARNESS = Field(
    name="nearness",
    label=_("Looked at from where:"),
    type=FieldType.CHOICE,
    choices=(
        Choice("spot", _("at the spot, within 100 metres")),
        Choice("near", _("within 500 metres of the spot")),
        Choice("grid", _("in the grid")),
        Choice("away", _("from elsewhere")),
    ),
    required=False,
    reckoned=True,
)
REASON = Field(name="reason", label=_("Why"), type=FieldType.TEXT, audience=Audience.PARTIES)
# The reporter's own words: a hidden reporter's are not for the organisation that handles it.
REOPEN_REASON = Field(name="reason", label=_("Why"), type=FieldType.TEXT)
SOLVED = Field(
    name="solved",
    label=_("Is it solved?"),
    type=FieldType.CHOICE,
    choices=(
        Choice("yes", _("Solved")),
        Choice("partly", _("Partly solved")),
        Choice("no", _("Not solved")),
    ),
)
SATISFIED = Field(
    name="satisfied",
    label=_("Are you satisfied with how it was handled?"),
    type=FieldType.CHOICE,
    choices=(
        Choice("very", _("Very satisfied")),
        Choice("satisfied", _("Satisfied")),
        Choice("basically", _("Basically satisfied")),
        Choice("no", _("Not satisfied")),
    ),
)
OPINION = Field(
    name="opinion",
    label=_("Would you like to say more?"),
    type=FieldType.TEXT,
    required=False,
    audience=Audience.REPORT,
)
ANSWERED = Field(
    name="answered",
    label=_("Did you reach the reporter?"),
    type=FieldType.CHOICE,
    choices=(
        Choice("yes", _("Yes")),
        Choice("no", _("No")),
        Choice("declined", _("Reached, and did not wish to answer")),
    ),
)
CONTACTED = Field(
    name="contacted",
    label=_("Did the organisation get in touch in time?"),
    type=FieldType.CHOICE,
    choices=(Choice("yes", _("Yes")), Choice("no", _("No"))),
    required=False,
)
PUBLIC_TITLE = Field(
    name="public_title",
    label=_("Public title"),
    hint=_("No names, phone numbers, plates or house doors"),
    type=FieldType.LINE,
    max_length=120,
    audience=Audience.PUBLIC,
)
PUBLIC_WORDS = Field(
    name="public_words",
    label=_("Public words"),
    hint=_("Read once more: everybody will see them."),
    type=FieldType.TEXT,
    audience=Audience.PUBLIC,
)
PUBLIC_PHOTOS = Field.photos(
    "public_photos",
    _("Public photos"),
    hint=_("Only what you add here is published. Blur every face and number plate first."),
    audience=Audience.PUBLIC,
    redacts=True,
)
TAKE_DOWN_REASON = Field(
    name="grounds",
    label=_("Why is it taken down?"),
    type=FieldType.CHOICE,
    choices=(
        Choice("privacy", _("It shows somebody's private data")),
        Choice("wish", _("The reporter asked for it")),
        Choice("wrong", _("It is wrong")),
        Choice("unlawful", _("The law forbids it")),
    ),
)
CAUSE = Field(
    name="cause",
    label=_("What was it due to?"),
    type=FieldType.CHOICE,
    choices=(
        Choice("material", _("Material or spare parts were not there")),
        Choice("others", _("Others had to act or to permit it first")),
        Choice("access", _("The spot could not be reached")),
        Choice("weather", _("The weather")),
        Choice("hands", _("Too few people or machines")),
        Choice("money", _("The money was not there")),
        Choice("ours", _("A mistake of ours")),
    ),
)
STATEMENT = Field(
    name="statement",
    label=_("What your organisation says about it"),
    hint=_("Everybody reads this. No names, phone numbers, plates or house doors."),
    type=FieldType.TEXT,
    max_length=500,
    audience=Audience.PUBLIC,
)
SUPPLEMENT = Field(
    name="text", label=_("What do you want to add?"), type=FieldType.TEXT, max_length=2000
)
MORE_PHOTOS = Field.photos("more_photos", _("Photos"))
