-- Of the runs that a deleted sweep had in MLflow so many are gone, from the first on. The others go in the background: ten thousand
-- take longer than a request, and MLflow may be away.
alter table deleted_sweeps add column runs_removed integer not null default 0 check (runs_removed >= 0);
