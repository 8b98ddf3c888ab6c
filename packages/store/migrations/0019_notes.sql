-- What people write beside a sweep or a trial: plain text, and labels to find it by (a list of strings).
alter table sweeps add column notes text not null default '', add column tags jsonb not null default '[]';
alter table trials add column notes text not null default '', add column tags jsonb not null default '[]';
