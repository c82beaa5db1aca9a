"""Refusals in words: every code has a sentence that says what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

REFUSALS = {
    "matter_not_found": gettext_noop("There is no such matter, or it is not open to you."),
    "unknown_step": gettext_noop("This step does not exist for this matter."),
    "not_in_state": gettext_noop(
        "Somebody was faster: the matter has moved on. Look at where it stands now."
    ),
    "not_your_duty": gettext_noop("This step belongs to somebody else's duty."),
    "recused": gettext_noop(
        "You have had to do with this matter yourself, so somebody else must take this step."
    ),
    "four_eyes": gettext_noop(
        "Whoever handled it may not verify or close it. Ask somebody of another organisation."
    ),
    "another_person": gettext_noop(
        "You had a hand in what is to be decided. Somebody else must take this step."
    ),
    "nothing_asked": gettext_noop("Nobody has asked for this, so there is nothing to decide."),
    "asked_already": gettext_noop("Something was asked for that must be decided first."),
    "no_holder": gettext_noop("No organisation holds this matter."),
    "has_holder": gettext_noop("An organisation holds this matter already."),
    "overdue": gettext_noop("The time has run out already. It can no longer be made longer."),
    "nothing_broken": gettext_noop("Your organisation has broken no promise in this matter."),
    "awaits_others": gettext_noop(
        "Organisations that were called to it have not answered yet. Wait for them, or let them be "
        "called off."
    ),
    "hidden_reporter": gettext_noop(
        "The reporter stays hidden from your organisation. The dispatcher asks for you."
    ),
    "no_contact": gettext_noop("The reporter left no way to be reached."),
    "claimed_by_another": gettext_noop(
        "Another dispatcher is at this matter. Take the next one, or wait a few minutes."
    ),
    "used_up": gettext_noop("This can be done once only, and it has been done."),
    "needs_account": gettext_noop("Sign in first: then we know whom to tell."),
    "claimed": gettext_noop("This matter belongs to an account already."),
    "too_late": gettext_noop("The time for this step has run out."),
    "needs_origin": gettext_noop("This can be opened from another matter only."),
    "restricted": gettext_noop("This matter is for its parties alone and cannot be published."),
    "nothing_published": gettext_noop("Nothing of this matter is published."),
    "idempotency_mismatch": gettext_noop(
        "This form was sent before with other content. Open it again."
    ),
    "receipt_refused": gettext_noop(
        "Number and code do not belong together. Look at your receipt again."
    ),
    "too_many_requests": gettext_noop("Too many attempts. Wait a quarter of an hour."),
    "invalid_input": gettext_noop("Some answers are missing or cannot be used as they are."),
}

FIELD_ERRORS = {
    "required": gettext_noop("Please fill this in."),
    "too_long": gettext_noop("This is too long. Please shorten it."),
    "not_a_choice": gettext_noop("Please choose one of the list."),
    "not_coordinates": gettext_noop("Write latitude and longitude, such as 31.2304, 121.4737."),
    "not_a_number": gettext_noop("Write the number as on the receipt, such as BS-2026-7K3Q."),
    "not_a_text": gettext_noop("Please write words here."),
    "not_photos": gettext_noop("Please add the photos once more."),
    "too_many_photos": gettext_noop("These are too many photos. Leave some out."),
    "photo_gone": gettext_noop(
        "A photo was sent before or kept too long. Please add it once more."
    ),
    "photo_too_many_waiting": gettext_noop(
        "Too many photos were sent from here without a report. Try again in a few hours."
    ),
    "photo_empty": gettext_noop("This file is empty. Take the photo again."),
    "photo_too_large": gettext_noop(
        "This file is too large. Take a photo with the camera of your phone, or a screenshot of it."
    ),
    "photo_too_many_pixels": gettext_noop(
        "This picture is too large. Take a screenshot of it and send that."
    ),
    "photo_animated": gettext_noop("This picture moves. Send a still one, such as a screenshot."),
    "photo_drawing": gettext_noop(
        "This is a drawing (SVG), not a photo. Send a photo or a screenshot of it."
    ),
    "photo_not_a_photo": gettext_noop(
        "This is not a photo that we can open. Send a JPEG, PNG, WebP or HEIC, or a screenshot."
    ),
    "photo_mixed": gettext_noop(
        "This file holds more than a picture. Take the photo again, or send a screenshot of it."
    ),
    "photo_damaged": gettext_noop(
        "This photo is damaged or was cut off on the way. Choose it again, or take a new one."
    ),
    "taken": gettext_noop("There is one of that name already."),
    "organisation_slug": gettext_noop("Use small letters, digits and hyphens alone."),
    "duty_dates": gettext_noop("It would end before it begins."),
    "last_administrator": gettext_noop(
        "Nobody else administers the community. Give somebody else the duty first."
    ),
    "setup_code": gettext_noop("This is not the code. Look in the terminal once more."),
    "place_code": gettext_noop(
        "This is no code of a place. Keep the proposal if you are not sure."
    ),
    "file_too_large": gettext_noop("This file is too large."),
    "column_missing": gettext_noop("A column is missing."),
    "not_a_table": gettext_noop("This is not a table in CSV."),
    "category_code": gettext_noop(
        "Use small letters, digits and underscores, with dots between the levels: roads.lamp."
    ),
    "category_parent": gettext_noop("What stands before the last dot is no category in use."),
    "category_has_more": gettext_noop("Others below it are still in use. Take those out first."),
    "notice_year": gettext_noop("Write a year such as 2027."),
    "notice_source": gettext_noop("Name the document, in at most 200 characters."),
    "notice_without_holidays": gettext_noop("Name at least one holiday."),
    "notice_day": gettext_noop(
        "This is no day such as 2027-01-01, and no span such as 2027-01-01/2027-01-03."
    ),
    "notice_span": gettext_noop("This span runs backwards or is longer than a year."),
    "notice_day_twice": gettext_noop("This day is named twice."),
    "notice_day_outside_year": gettext_noop("This day does not belong to the year."),
    "notice_workday_not_rest": gettext_noop(
        "This day is worked anyway, so it makes up for nothing."
    ),
    "too_many_open": gettext_noop("Too many invitations are open. Withdraw some first."),
    "nobody_mediates": gettext_noop(
        "Nobody mediates here at present. Ask the office of the place."
    ),
    "has_duty_already": gettext_noop("This person has the same duty on these days already."),
    "duty_day": gettext_noop("Choose a day that is not past, and not too far off."),
    "serves_already": gettext_noop("You work for this organisation already."),
    "accepted_otherwise": gettext_noop(
        "It has been accepted under another category. Look at it again."
    ),
    "being_decided": gettext_noop("Somebody decides about that matter this moment. Try again."),
    "nobody_reached": gettext_noop("Nobody was reached, so nobody said this. Leave it out."),
    "blank_needed": gettext_noop(
        "Put what changes each time between 【 and 】, so that nobody sends it unread."
    ),
    "changed_meanwhile": gettext_noop(
        "Somebody changed the limits meanwhile. Look again at what it would change."
    ),
    "not_a_limit": gettext_noop("Write a number with wh, wd, nh or cd, such as 5wd."),
    "display_name": gettext_noop("Write a name of 1 to 40 characters."),
    "points_at_a_person": gettext_noop(
        "Everybody would read this. Take out phone numbers, plates, long numbers and house doors."
    ),
    "blank_left": gettext_noop("There is still a blank 【 】 in it. Fill it in."),
    "out_of_range": gettext_noop("This is no number within the limits."),
    "unknown_field": gettext_noop("This field does not belong to the form."),
    "nobody_works_on_it": gettext_noop("Nobody works on that matter. Choose one under way."),
    "knows_hidden_reporter": gettext_noop(
        "The reporter stays hidden from whoever handles it, and somebody of this organisation knows "
        "him already. Choose another, or let a dispatcher who does not serve it give it out."
    ),
    "not_on_duty_list": gettext_noop(
        "This is not on the list of duties of a residents' body. Choose an office or a company, "
        "and call the residents' body to take part if it is needed."
    ),
    "it_stays": gettext_noop("It stays where it is: leave this empty."),
    "the_same": gettext_noop("It is there already. Choose another."),
    "takes_part_already": gettext_noop("This organisation takes part already. Choose another."),
    "outside_area": gettext_noop("This place lies outside the area that this platform serves."),
    "matter_not_found": gettext_noop("There is no such matter, or it is not open to you."),
    "phone_characters": gettext_noop("A phone number has digits only."),
    "phone_country_missing": gettext_noop("Begin the number with + and the country's code."),
    "phone_area_missing": gettext_noop("Begin the number with the area code."),
    "phone_invalid": gettext_noop("This is not a phone number. Please check the digits."),
}


def say_refusal(code: str) -> str:
    """The sentence for a refusal's code; the general one for a code without its own."""
    return _(REFUSALS.get(code, REFUSALS["invalid_input"]))


def say_field_error(code: str, about: str = "") -> str:
    """The sentence under a field; `about` names the one of several files that it is about."""
    sentence = _(FIELD_ERRORS.get(code, FIELD_ERRORS["not_a_choice"]))
    if not about:
        return sentence
    return _("“%(file)s”: %(sentence)s") % {"file": about, "sentence": sentence}
