/**
 * The local system as the command line and the tests see it: `up`, `down`, `status`, `doctor`, `endpoints`, and the lines
 * that tell people what happens.
 */
export { type DoctorReport, doctor, type Finding } from './doctor.ts';
export { type DownOptions, down } from './down.ts';
export { type Endpoints, endpoints, type KnownEndpoints, knownEndpoints } from './endpoints.ts';
export { type OnProgress, type ProgressEvent, progressLine } from './progress.ts';
export { type ServiceName, serviceNames } from './serviceNames.ts';
export { type ServiceStatus, type StatusReport, status } from './status.ts';
export { type UpOptions, up } from './up.ts';
