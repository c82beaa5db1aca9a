"""Short templates over the default engine: what the product's pages say, without their looks."""

from django.template import Engine

ENGINE = Engine()

ROW = """<li><a href="/matters/{{ matter.number }}">{{ matter.title }}</a> {{ matter.place.name }}
{% if matter.holder %}{{ matter.holder.name }}{% endif %} {{ matter.number }} {{ matter.state }}
{{ matter.opened_at|date:"Y-m-d H:i" }}{% with promise=matter.promises.all.0 %}
{{ promise.name }} {{ promise.due_at|date:"Y-m-d H:i" }}{% endwith %}"""
HEAD = "<!doctype html><html><head><title>Linli</title></head><body>"

LIST = ENGINE.from_string(
    HEAD
    + "<p>{{ reader.account.display_name }}</p><ul>{% for matter in matters %}"
    + ROW
    + '</li>{% endfor %}</ul>{% if more %}<a href="?page=2">Next</a>{% endif %}</body></html>'
)

WORKLIST = ENGINE.from_string(
    HEAD
    + "<p>{{ reader.account.display_name }}</p><ul>{% for matter, words, usual in rows %}"
    + ROW
    + "<p>{{ words }}</p>{% if usual %}<p>{{ usual.0 }} {{ usual.1 }}</p>{% endif %}</li>"
    + "{% endfor %}</ul></body></html>"
)

MATTER = ENGINE.from_string(
    HEAD
    + """<p>{{ reader.account.display_name }}</p>
<nav>{% for place in places %}<a href="/places/{{ place.code }}">{{ place.name }}</a>{% endfor %}</nav>
<h1>{{ matter.title }}</h1><p>{{ matter.state }} {{ matter.number }}
{% for category in categories %}{{ category.name }} {% endfor %}</p>
<ul>{% for promise in matter.promises.all %}<li>{{ promise.name }} {{ promise.party.name }}
{{ promise.opened_at|date:"Y-m-d H:i" }} {{ promise.due_at|date:"Y-m-d H:i" }}
{{ promise.met_at|date:"Y-m-d H:i" }}</li>{% endfor %}</ul>
<ol>{% for record in records %}<li>{{ record.at|date:"Y-m-d H:i" }} {{ record.step }}
{{ record.organisation.name }} {{ record.sequence }}
{% for part in record.parts.all %}<blockquote>{{ part.text|linebreaksbr }}</blockquote>{% endfor %}
</li>{% endfor %}</ol>
<ul>{% for link in links %}<li>{{ link.relation }} {{ link.other.title }}</li>{% endfor %}</ul>
<p>{{ matter.holder.name }} {{ matter.place.name }} {{ joined }}</p></body></html>"""
)
