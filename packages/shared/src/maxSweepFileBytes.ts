/** Files above this are refused unread: a sweep file is written by a person. */
export const maxSweepFileBytes = 1_000_000;
