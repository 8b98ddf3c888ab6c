/** A process of its own for each core: runs the tasks it is sent, one after the other. */
import { ownRun, type RunTask } from './ownRun.ts';

process.on('message', (task: RunTask) => {
  process.send?.(ownRun(task));
});
