-- What a command did to each trial of a selection: ReportEntry[] of the contract; null before one was given.
alter table selections add column report jsonb;
