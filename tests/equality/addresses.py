"""Addresses that are asked for; views, formats and tables are those that the app names."""

BUILT_IN = ""
DATASETS = ("islets", "islets-later", "marrow", "long-names", "site-download")
"""The imports, by their names in an address."""
NO_SUCH = "no-such"

PAGES = (
    "/",
    "/map",
    "/design",
    "/registry",
    "/protocols",
    "/compare",
    "/outcomes",
    "/trials",
    "/then-and-now",
    "/deck",
    "/sources",
)
OF_ONE = (
    "/trials/NCT01143168",
    "/trials/nct00315614",
    "/trials/NCT00000012?dataset=islets",
    "/trials/NCT00000041?dataset=site-download",
    "/trials/NCT00000042?dataset=site-download",
    "/protocols/miami-2005-07-ita",
    "/protocols/miami-2000-02-ita?phase=phase2",
)
"""Pages of one trial or protocol."""

ON_EVERY_PAGE = (
    "phase=phase2",
    "condition=t1d~t2d&phase=phase1-2~phase2&country=USA&q=stem",
    "q=nothing-has-this-word",
    "phase=phase77&nonsense=1&phase=phase2&q=%3Cscript%3E",
    "dataset=no-such",
    "dataset=islets&phase=phase2",
)
"""Filters, none that match, and what is ignored."""
ON_ONE_PAGE = {
    "/": ("present=at-a-glance", "present=NO&no-room=condition", "donor=autologous"),
    "/map": (
        "count=organisations&places=sites&region=europe",
        "count=enrollment&region=americas&phase=phase2",
        "count=nonsense&region=asia",
        "present=trial-map&region=europe",
        "places=sites&dataset=site-download",
    ),
    "/design": (
        "measure=share",
        "measure=share&control=active&masking=none~double",
        "present=phase-by-condition&measure=share",
        "measure=share&dataset=site-download",
    ),
    "/registry": (
        "dataset=islets&started-from=2012&started-to=2014",
        "dataset=site-download&status=withdrawn~recruiting",
        "dataset=site-download&type=expanded-access",
        "dataset=site-download&sponsor=nih&present=started-per-year",
        "status=withdrawn",
    ),
    "/protocols": (
        "window=followup",
        "window=transplant&regimen=miami-2000-02-ita",
        "role=graft&from=2000&to=2005",
        "class=nonsense&agent=dac&transplant=no",
        "present=protocol-timeline&agent=dac",
        "agent=dac&regimen=miami-2000-02-ita&from=2006",
    ),
    "/compare": (
        "compare=miami-2005-07-ita~miami-2000-02-ita",
        "compare=miami-2005-07-ita&window=transplant",
        "compare=gone~miami-2000-02-ita",
        "present=agent-matrix",
        "present=comparison-timeline&window=followup",
    ),
    "/outcomes": ("present=graft-function", "present=chimerism", "phase=phase2&measure=share"),
    "/trials": (
        "find=islet&sort=-start~phase",
        "find=no-such-word",
        "sort=nct-id~title~-phase~country~start",
        "sort=nonsense&find=a",
        "find=study&sort=-phase&dataset=islets",
        "present=trial-list&sort=-nct-id",
    ),
    "/then-and-now": (
        "change=changed",
        "field=phase~enrollment",
        "change=nonsense&field=overall_status",
        "present=then-and-now",
        "against=islets",
        "dataset=islets&against=islets-later",
        "dataset=islets&against=islets-later&change=changed&field=phase",
        "dataset=islets&against=islets",
        "dataset=islets&against=-",
    ),
    "/sources": ("present=no-such-figure",),
}

OF_A_FILE = (
    "",
    "phase=phase2",
    "q=nothing-has-this-word",
    "dataset=islets",
    "dataset=site-download",
)
"""Queries of every view in every format: all, some, none, and of imports."""
OF_ONE_FORMAT = {
    "csv": ("rows=all", "rows=all&dataset=islets", "rows=shown", "rows=nonsense", "title=x"),
    "json": ("theme=dark", "theme=nonsense"),
    "pptx": ("title=A%20name",),
}
OF_ONE_VIEW = {
    "trial-map": (
        "count=organisations&places=sites&region=europe",
        "count=enrollment&region=americas",
        "region=asia&dataset=site-download",
        "count=nonsense",
    ),
    "phase-by-condition": ("measure=share",),
    "phase-by-country": ("measure=share&q=islet",),
    "protocol-timeline": ("window=followup", "role=graft&from=2000&to=2005", "agent=dac"),
    "at-a-glance": ("from=1998&to=2002", "role=induction"),
    "comparison-timeline": ("compare=miami-2005-07-ita~miami-2000-02-ita&window=transplant",),
    "then-and-now": (
        "change=changed",
        "field=phase~enrollment",
        "dataset=islets&against=islets-later",
    ),
    "trial-list": ("find=islet&sort=-start~phase", "dataset=islets&sort=-phase&find=study"),
    "started-per-year": ("dataset=islets&started-from=2012&started-to=2014",),
    "condition": ("dataset=islets",),
}
DECKS = (
    "",
    "dataset=islets",
    "title=Some%20figures&figure=trial-map%3Fregion%3Deurope&figure=agent-matrix",
    "figure=phase-by-condition%3Fmeasure%3Dshare&figure=trial-list%3Fdataset%3Dislets",
    "figure=started-per-year%3Fdataset%3Dsite-download&title=&figure=graft-function",
    "figure=no-such-figure",
    "figure=trial-map%3Fphase%3Dphase77",
    "phase=phase2",
    "dataset=no-such",
)

REFUSED = (
    "/nowhere",
    "/trials/NCT99999999",
    "/trials/NCT00000012",
    "/trials/a/b",
    "/protocols/gone",
    "/404",
    "/data/no-such.csv",
    "/data/trials.csv?dataset=no-such",
    "/data/trials.xlsx",
    "/data/",
    "/export/no-such.csv",
    "/export/trial-map",
    "/export/trial-map.exe",
    "/export/deck.csv",
    "/export/a/b.csv",
    "/export/trial-map.csv?nonsense=1",
    "/export/trial-map.csv?phase=phase77",
    "/export/trial-map.csv?phase=phase1&phase=phase2",
    "/export/trial-map.csv?rows=all&rows=all",
    "/export/trial-map.csv?status=withdrawn",
    "/export/trial-map.csv?q=%FF",
    "/export/trial-map.csv?dataset=no-such",
    f"/export/trial-map.csv?q={'x' * 5_000}",
    f"/export/deck.pptx?figure={'x' * 9_000}",
    "/export/trial-map.csv?" + "&".join(f"a{n}=1" for n in range(101)),
    "/assets/no-such.js",
    "/_dash-component-suites/dash/no-such.js",
    "/_dash-component-suites/no_such/package.js",
    "/deck-words.json?dataset=no-such",
)
BESIDE = (
    "/healthz",
    "/readyz",
    "/_dash-dependencies",
    "/deck-words.json",
    "/deck-words.json?dataset=islets",
    "/print.json?path=/&view=at-a-glance&view=phase-by-condition&view=no-such",
    "/print.json?path=/map&query=%3Fregion%3Deurope&view=trial-map",
    "/print.json?path=/trials/NCT01143168&own=places",
    "/print.json?path=/protocols/miami-2005-07-ita&own=miami-2005-07-ita&own=no-such",
    "/print.json?path=/registry&query=%3Fdataset%3Dislets&view=started-per-year",
    "/data/trials-as-shown.csv?phase=phase2&nonsense=1",
    "/data/trials-as-shown.csv?dataset=islets&sort=-phase",
)
"""Addresses of neither page nor file of a view; the older one of the list of trials redirects."""

ROWS_ASKED = (
    {"startRow": 0, "endRow": 100, "sortModel": [], "filterModel": {}},
    {
        "startRow": 1,
        "endRow": 4,
        "sortModel": [
            {"colId": "phase", "sort": "desc"},
            {"colId": "title", "sort": "asc"},
            {"colId": "nonsense", "sort": "asc"},
        ],
        "filterModel": {},
    },
    {"startRow": -5, "endRow": 1_000_000, "sortModel": "nonsense"},
)
"""Requests of the browser's grid."""
TYPED = ("", "dia", "no-such")
"""Texts that a reader types into a filter that is searched."""
