-- Notes and tags are shown in MLflow too. `remarked`: somebody wrote some once. From then on the mirror says so, also when they
-- were removed again; before, it leaves alone what people may have noted there themselves.
alter table sweeps add column remarked boolean not null default false;
alter table trials add column remarked boolean not null default false;

create or replace function touch_sweep() returns trigger language plpgsql as $$
begin
  if (new.state, new.concurrency, new.name, new.description, new.search_ended, new.planned_trials, new.priority, new.archived_at,
      new.remarked, new.notes, new.tags)
     is distinct from
     (old.state, old.concurrency, old.name, old.description, old.search_ended, old.planned_trials, old.priority, old.archived_at,
      old.remarked, old.notes, old.tags) then
    new.updated_at := now();
    new.version := old.version + 1;
    new.mirror_due_at := coalesce(old.mirror_due_at, now());
  end if;
  return new;
end $$;

create or replace function touch_trial() returns trigger language plpgsql as $$
begin
  if new.version = old.version
     and (new.state, new.attempt, new.step, new.score, new.health, new.health_evidence, new.last_error,
          new.remarked, new.notes, new.tags)
     is distinct from (old.state, old.attempt, old.step, old.score, old.health, old.health_evidence, old.last_error,
          old.remarked, old.notes, old.tags) then
    new.version := old.version + 1;
  end if;
  if new.version > old.version then
    new.mirror_due_at := coalesce(old.mirror_due_at, now());
  end if;
  return new;
end $$;

update sweeps set remarked = true where notes <> '' or tags <> '[]';
update trials set remarked = true where notes <> '' or tags <> '[]';
