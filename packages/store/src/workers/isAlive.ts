/** A trainer that was not heard of for so long, by the clock of the database, is gone. */
const aliveForSeconds = 15;

/** Holds for the rows of `workers` that are trainers at work: for drizzle and hand-written SQL alike. */
export const isAlive = `(workers.gone_at is null and workers.last_seen_at > now() - interval '${aliveForSeconds} s')`;
