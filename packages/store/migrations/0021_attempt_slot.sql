-- Which slot of its worker an attempt ran on, counted from 0; null for attempts of before this was kept.
alter table attempts add column slot integer check (slot >= 0);
