-- How often the trial was handed out to be launched; a part of the order numbers of its segments.
alter table trials add launches integer not null default 1;
-- The highest order number that a segment asked to start with, or that was given up; nothing that is not higher starts.
alter table trials add segment_order bigint not null default 0;
-- Which call asked with it, so that it can ask again when its answer got lost.
alter table trials add segment_call text;
