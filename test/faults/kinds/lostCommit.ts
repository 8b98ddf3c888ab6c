import type { FaultKind } from '../storm/fault.ts';

/** PostgreSQL's CommandComplete: 'C', its length of 11, the tag (protocol 3.0, "Message Formats"). */
const committed = Buffer.from('C\0\0\0\x0bCOMMIT\0', 'latin1');

/** Transactions are committed, and then the connection breaks off instead of saying so. */
export const lostCommit: FaultKind = (random) => {
  const count = 1 + Math.floor(random() * 4);
  return {
    what: `${count} transactions are committed without an answer`,
    async strike({ lines }) {
      let left = count;
      lines.postgres.losesAnswer = (data) => {
        if (left === 0 || !data.includes(committed)) return false;
        left -= 1;
        return true;
      };
    },
  };
};
