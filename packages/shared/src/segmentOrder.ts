/** More segments than one launch ever schedules: at a second each, eleven days of nothing but failures. */
const segmentsPerLaunch = 1_000_000;

/**
 * Order number of a scheduled segment, higher than that of every one that was scheduled before it for the same trial. `launch`
 * counts how often the trial was handed out to be launched, `segment` what its workflow scheduled since; both from 1 on.
 * 2000003 is the third segment of the second launch.
 */
export function segmentOrder(launch: number, segment: number): number {
  return launch * segmentsPerLaunch + segment;
}
