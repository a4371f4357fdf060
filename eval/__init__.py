"""Measuring the product: datasets, cases, trials, measures, runs and reports."""
