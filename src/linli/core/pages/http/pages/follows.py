"""Following a matter, and following it no more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from linli.core.follows.services import follow_matter, unfollow_matter
from linli.core.pages.http.requests import acting, fetch


@require_POST
def change_following(request: HttpRequest, number: str) -> HttpResponse:
    """Begins or ends it; whoever is not signed in is led to that and comes back."""
    matter, user = fetch(request, number), acting(request)
    if user.account is None:
        return redirect(f"/sign-in?{urlencode({'next': f'/matters/{matter.number}'})}")
    if request.POST.get("follow") == "no":
        unfollow_matter(matter, acting_user=user)
    else:
        follow_matter(matter, acting_user=user, now=timezone.now())
    return redirect("matter", number=matter.number)
