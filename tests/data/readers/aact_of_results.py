"""Study objects of API v2 -> AACT's tables of results, after AACT's published field mapping.

The mapping is that of ctti-clinicaltrials/aact, app/models (outcome.rb, baseline_measurement.rb,
milestone.rb, drop_withdrawal.rb, reported_event.rb, reported_event_total.rb, result_group.rb), as
of late 2024. Its conversions are done, too: a number of the column type numeric loses what is no
number, and one made by ``convert_to: :float`` gets a decimal.
"""

import re
from collections import defaultdict

Tables = dict[str, list[dict[str, str]]]
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def as_float(text) -> str:
    """A number as a float is written; nothing where the text does not begin with one."""
    found = NUMBER.match(str(text or ""))
    return str(float(found[0])) if found else ""


def as_integer(text) -> str:
    found = re.match(r"-?\d+", str(text or ""))
    return found[0] if found else ""


def as_numeric(text) -> str:
    found = NUMBER.match(str(text or ""))
    return found[0] if found else ""


def of_studies(studies, group_has_outcome: bool = False) -> Tables:
    """Tables of results and the columns of ``studies`` that belong to them.

    Args:
        group_has_outcome: result_groups has outcome_id, as since 2024-11.
    """
    maker = _Maker(group_has_outcome)
    for study in studies:
        maker.add(study)
    return dict(maker.tables)


class _Maker:
    def __init__(self, group_has_outcome: bool) -> None:
        self.tables: Tables = defaultdict(list)
        self.group_has_outcome = group_has_outcome
        self.group_ids: dict = {}

    def row(self, table: str, **cells) -> str:
        rows = self.tables[table]
        number = str(len(rows) + 1)
        own = {"id": number} if table != "studies" else {}
        texts = {name: "" if cell is None else str(cell) for name, cell in cells.items()}
        rows.append({**own, "nct_id": self.nct_id} | texts)
        return number

    def group(self, each, kind: str, outcome: str = "") -> None:
        more = {"outcome_id": outcome} if self.group_has_outcome else {}
        self.group_ids[self.nct_id, kind, outcome, each["id"]] = self.row(
            "result_groups",
            ctgov_group_code=each["id"],
            result_type=kind,
            title=each.get("title"),
            description=each.get("description"),
            **more,
        )

    def of_group(self, code, kind: str, outcome: str = "") -> dict[str, str]:
        found = self.group_ids.get((self.nct_id, kind, outcome, code), "")
        return {"result_group_id": found, "ctgov_group_code": code}

    def add(self, study) -> None:
        self.nct_id = study["protocolSection"]["identificationModule"]["nctId"]
        section = study.get("resultsSection", {})
        baseline = section.get("baselineCharacteristicsModule", {})
        self.row(
            "studies",
            baseline_population=baseline.get("populationDescription"),
            limitations_and_caveats=section.get("moreInfoModule", {})
            .get("limitationsAndCaveats", {})
            .get("description"),
        )
        self.flow(section.get("participantFlowModule", {}))
        self.baseline(baseline)
        for outcome in section.get("outcomeMeasuresModule", {}).get("outcomeMeasures", ()):
            self.outcome(outcome)
        self.events(section.get("adverseEventsModule", {}))

    def flow(self, flow) -> None:
        if flow:
            self.row(
                "participant_flows",
                recruitment_details=flow.get("recruitmentDetails"),
                pre_assignment_details=flow.get("preAssignmentDetails"),
                units_analyzed=flow.get("typeUnitsAnalyzed"),
            )
        for each in flow.get("groups", ()):
            self.group(each, "Participant Flow")
        for period in flow.get("periods", ()):
            for milestone in period.get("milestones", ()):
                for each in milestone.get("achievements", ()):
                    self.row(
                        "milestones",
                        **self.of_group(each["groupId"], "Participant Flow"),
                        title=milestone.get("type"),
                        period=period.get("title"),
                        description=each.get("description"),
                        count=as_integer(each.get("numSubjects")),
                        milestone_description=milestone.get("comment"),
                        count_units=each.get("numUnits"),
                    )
            for reason in period.get("dropWithdraws", ()):
                for each in reason.get("reasons", ()):
                    self.row(
                        "drop_withdrawals",
                        **self.of_group(each["groupId"], "Participant Flow"),
                        period=period.get("title"),
                        reason=reason.get("type"),
                        count=as_integer(each.get("numSubjects")),
                        drop_withdraw_comment=reason.get("comment"),
                        reason_comment=each.get("comment"),
                        count_units=as_integer(each.get("numUnits")),
                    )

    def counts(self, table: str, node, kind: str, scope: str, outcome: str = "") -> None:
        more = {"outcome_id": outcome} if outcome else {}
        for denom in node.get("denoms", ()):
            for each in denom.get("counts", ()):
                self.row(
                    table,
                    **more,
                    **self.of_group(each["groupId"], kind, outcome),
                    units=denom.get("units"),
                    scope=scope,
                    count=as_integer(each.get("value")),
                )

    def baseline(self, baseline) -> None:
        for each in baseline.get("groups", ()):
            self.group(each, "Baseline")
        self.counts("baseline_counts", baseline, "Baseline", "overall")
        for measure in baseline.get("measures", ()):
            units = measure.get("denomUnitsSelected", "Participants")
            for of_class in measure.get("classes", ()):
                denoms = (
                    of_class.get("denoms") or measure.get("denoms") or baseline.get("denoms", ())
                )
                numbers = {
                    count["groupId"]: count["value"]
                    for denom in denoms
                    if denom.get("units") == units
                    for count in denom["counts"]
                }
                for category in of_class.get("categories", ()):
                    for each in category.get("measurements", ()):
                        self.row(
                            "baseline_measurements",
                            **self.of_group(each["groupId"], "Baseline"),
                            classification=of_class.get("title"),
                            category=category.get("title"),
                            title=measure.get("title"),
                            description=measure.get("description"),
                            units=measure.get("unitOfMeasure"),
                            param_type=measure.get("paramType"),
                            param_value=each.get("value"),
                            param_value_num=as_float(each.get("value")),
                            dispersion_type=measure.get("dispersionType"),
                            dispersion_value=each.get("spread"),
                            dispersion_value_num=as_float(each.get("spread")),
                            dispersion_lower_limit=as_float(each.get("lowerLimit")),
                            dispersion_upper_limit=as_float(each.get("upperLimit")),
                            explanation_of_na=each.get("comment"),
                            number_analyzed=as_integer(numbers.get(each["groupId"])),
                            number_analyzed_units=units,
                            population_description=measure.get("populationDescription"),
                        )

    def outcome(self, outcome) -> None:
        expected = outcome.get("anticipatedPostingDate")
        number = self.row(
            "outcomes",
            outcome_type=outcome.get("type"),
            title=outcome.get("title"),
            description=outcome.get("description"),
            time_frame=outcome.get("timeFrame"),
            population=outcome.get("populationDescription"),
            anticipated_posting_date=f"{expected}-01" if expected else "",
            anticipated_posting_month_year=expected,
            units=outcome.get("unitOfMeasure"),
            units_analyzed=outcome.get("typeUnitsAnalyzed"),
            dispersion_type=outcome.get("dispersionType"),
            param_type=outcome.get("paramType"),
        )
        for each in outcome.get("groups", ()):
            self.group(each, "Outcome", number)
        self.counts("outcome_counts", outcome, "Outcome", "Measure", number)
        for of_class in outcome.get("classes", ()):
            for category in of_class.get("categories", ()):
                for each in category.get("measurements", ()):
                    self.row(
                        "outcome_measurements",
                        outcome_id=number,
                        **self.of_group(each["groupId"], "Outcome", number),
                        classification=of_class.get("title"),
                        category=category.get("title"),
                        title=outcome.get("title"),
                        param_value=each.get("value"),
                        param_value_num=as_float(each.get("value")),
                        dispersion_value=each.get("spread"),
                        dispersion_lower_limit=as_float(each.get("lowerLimit")),
                        dispersion_upper_limit=as_float(each.get("upperLimit")),
                        dispersion_lower_limit_raw=each.get("lowerLimit"),
                        dispersion_upper_limit_raw=each.get("upperLimit"),
                        explanation_of_na=each.get("comment"),
                    )
        for each in outcome.get("analyses", ()):
            self.analysis(each, number)

    def analysis(self, each, outcome: str) -> None:
        p_value = each.get("pValue", "")
        number = self.row(
            "outcome_analyses",
            outcome_id=outcome,
            non_inferiority_type=each.get("nonInferiorityType"),
            non_inferiority_description=each.get("nonInferiorityComment"),
            param_type=each.get("paramType"),
            param_value=as_numeric(each.get("paramValue")),
            dispersion_type=each.get("dispersionType"),
            dispersion_value=as_numeric(each.get("dispersionValue")),
            p_value_modifier=re.sub(r"[\d.-]", "", p_value).strip(),
            p_value=re.sub(r"[<> =]", "", p_value).strip(),
            p_value_raw=p_value,
            p_value_description=each.get("pValueComment"),
            ci_n_sides=each.get("ciNumSides"),
            ci_percent=as_float(each.get("ciPctValue")),
            ci_lower_limit=as_float(each.get("ciLowerLimit")),
            ci_upper_limit=as_float(each.get("ciUpperLimit")),
            ci_lower_limit_raw=each.get("ciLowerLimit"),
            ci_upper_limit_raw=each.get("ciUpperLimit"),
            ci_upper_limit_na_comment=each.get("ciUpperLimitComment"),
            method=each.get("statisticalMethod"),
            method_description=each.get("statisticalComment"),
            estimate_description=each.get("estimateComment"),
            groups_description=each.get("groupDescription"),
            other_analysis_description=each.get("otherAnalysisDescription"),
        )
        for code in each.get("groupIds", ()):
            self.row(
                "outcome_analysis_groups",
                outcome_analysis_id=number,
                **self.of_group(code, "Outcome", outcome),
            )

    def events(self, events) -> None:
        for each in events.get("eventGroups", ()):
            self.group(each, "Reported Event")
        for kind, start, words in (
            ("serious", "serious", "Total, serious adverse events"),
            ("other", "other", "Total, other adverse events"),
            ("deaths", "deaths", "Total, all-cause mortality"),
        ):
            for each in events.get("eventGroups", ()):
                self.row(
                    "reported_event_totals",
                    ctgov_group_code=each["id"],
                    event_type=kind,
                    classification=words,
                    subjects_affected=each.get(f"{start}NumAffected"),
                    subjects_at_risk=each.get(f"{start}NumAtRisk"),
                )
        for key, kind in (("seriousEvents", "serious"), ("otherEvents", "other")):
            for term in events.get(key, ()):
                for each in term.get("stats", ()):
                    self.row(
                        "reported_events",
                        **self.of_group(each["groupId"], "Reported Event"),
                        time_frame=events.get("timeFrame"),
                        event_type=kind,
                        subjects_affected=each.get("numAffected"),
                        subjects_at_risk=each.get("numAtRisk"),
                        description=events.get("description"),
                        event_count=each.get("numEvents"),
                        organ_system=term.get("organSystem"),
                        adverse_event_term=term.get("term"),
                        frequency_threshold=as_integer(events.get("frequencyThreshold")),
                        vocab=term.get("sourceVocabulary"),
                        assessment=term.get("assessmentType"),
                    )
