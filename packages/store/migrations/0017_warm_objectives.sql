-- Where the new sweep has several objectives: the means of all, in the order of its file; null where there is one, which is in
-- `objective`.
alter table warm_results add objectives double precision[];
