"""The registry: files of ClinicalTrials.gov turned into datasets with the built-in frames."""
