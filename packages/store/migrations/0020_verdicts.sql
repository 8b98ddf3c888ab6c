-- What verdicts a trial had, in order: of all events few are that.
create index events_health on events (trial_id, id) where kind = 'trial.health';
