from data.queries.reference import FRAME_TITLES, abbreviations, agents, downloads


def test_an_abbreviation_of_an_agent_has_its_class_and_target(store):
    rows = abbreviations(store).set_index("abbreviation")
    assert rows.loc["SIR", ["agent_class", "target"]].tolist() == ["mTOR inhibitor", "mTOR"]
    assert rows.loc["BID", ["agent_class", "target"]].tolist() == ["", ""]
    assert len(rows) == len(store.abbreviations)


def test_agents_count_their_events(store):
    rows = agents(store).set_index("code")
    assert rows["events"].sum() == len(store.regimen_events)
    assert rows.loc["C1H", "agent_class"] == "T-cell-depleting antibody"


def test_every_frame_can_be_downloaded_and_has_a_title(store):
    rows = downloads(store)
    assert rows["frame"].tolist() == list(store.frames())
    assert set(rows["frame"]) == set(FRAME_TITLES)
    assert rows.set_index("frame").loc["trials", "rows"] == 19
