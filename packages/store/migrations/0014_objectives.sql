-- Values of all objectives of a sweep that has several, in the order of its file; null for a trial without a finite value and
-- where there is one objective, which is in `objective`.
alter table search_results add objectives double precision[];
