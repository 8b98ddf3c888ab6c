import { leaseCheckpoint } from './checkpoints/leaseCheckpoint.ts';
import { markCorrupt } from './checkpoints/markCorrupt.ts';
import { pruneCheckpoints } from './checkpoints/pruneCheckpoints.ts';
import { pruneEnded } from './checkpoints/pruneEnded.ts';
import { listCheckpoints } from './checkpoints/readCheckpoints.ts';
import { retainCheckpoints } from './checkpoints/retainCheckpoints.ts';
import { saveCheckpoint } from './checkpoints/saveCheckpoint.ts';
import { checkpointsToUpload, checkpointUploaded } from './checkpoints/uploadCheckpoints.ts';
import { type Database, type DatabaseOptions, openDatabase } from './connection/database.ts';
import { withSeesawErrors } from './connection/withSeesawErrors.ts';
import { appendEvent } from './events/appendEvent.ts';
import { eventsAfter, eventsBefore, eventsTip, pruneEvents } from './events/readEvents.ts';
import { subscribe } from './events/subscribe.ts';
import { pointsAfter, settingNames, trialIdsAfter, trialsAfter } from './exports/exportPages.ts';
import { appendLogs } from './logs/appendLogs.ts';
import { listLogs } from './logs/listLogs.ts';
import { appendPoints } from './metrics/appendPoints.ts';
import { readClocks } from './metrics/readClocks.ts';
import { readCompactCurves } from './metrics/readCompactCurves.ts';
import { readCurves } from './metrics/readCurves.ts';
import { allPoints, countNonFinite, metricNames, readStretch } from './metrics/readMetrics.ts';
import { runLeftBehind, runsRemoved, runsToRemove } from './mlflow/deletedRuns.ts';
import { linkRun } from './mlflow/linkRun.ts';
import { mirrored, pendingMirrorWork } from './mlflow/mirrorWork.ts';
import { remarkSweep } from './remarks/remarkSweep.ts';
import { remarkTrial } from './remarks/remarkTrial.ts';
import { getSample, listSamples } from './samples/readSamples.ts';
import { saveSample } from './samples/saveSample.ts';
import { samplesToUpload, sampleUploaded } from './samples/uploadSamples.ts';
import { configOfSegment } from './segments/configOfSegment.ts';
import { failSegment, finishSegment } from './segments/finishSegment.ts';
import { heartbeat, reportHealth } from './segments/reportProgress.ts';
import { startSegment } from './segments/startSegment.ts';
import { truncateTrial } from './segments/truncateTrial.ts';
import type { Store } from './storePort.ts';
import { applyCommand } from './sweeps/applyCommand.ts';
import { archiveSweep } from './sweeps/archiveSweep.ts';
import { createSweep } from './sweeps/createSweep.ts';
import { sweepDefinitions } from './sweeps/definitions.ts';
import { deleteSweep } from './sweeps/deleteSweep.ts';
import { nextTrials } from './sweeps/nextTrials.ts';
import { readFront } from './sweeps/readFront.ts';
import { readPoints } from './sweeps/readPoints.ts';
import { getSweep, listSweeps, loadSweep, sweepYaml } from './sweeps/readSweeps.ts';
import { knownBy } from './sweeps/searchResults.ts';
import { concernedTrials, readSelection, saveSelection } from './sweeps/selections.ts';
import { settleSweep } from './sweeps/settleSweep.ts';
import { sweepsToStop } from './sweeps/stopRules.ts';
import { readWarmStart } from './sweeps/warmStart.ts';
import { closeTrial } from './trials/closeTrial.ts';
import { finishedAlike } from './trials/finishedAlike.ts';
import { groupTrials } from './trials/groupTrials.ts';
import { listTrials } from './trials/listTrials.ts';
import { readIntent } from './trials/readIntent.ts';
import { getTrial, trialAttempts, trialByNumber } from './trials/readTrials.ts';
import { readVerdicts } from './trials/readVerdicts.ts';
import { releaseTrial } from './trials/releaseTrial.ts';
import { timesOnSlots } from './trials/timesOnSlots.ts';
import { trialTable } from './trials/trialTable.ts';
import { poolDemand } from './workers/poolDemand.ts';
import { listWorkers, workerGone, workerHeartbeat } from './workers/workers.ts';

/** The store on Postgres. Connects at first use; the database must be migrated ({@link file://./migrate.ts}). */
export function createStore(options: DatabaseOptions): Store {
  const database = openDatabase(options);
  return {
    sweeps: withSeesawErrors(sweepMethods(database)),
    trials: withSeesawErrors(trialMethods(database)),
    segments: {
      ...withSeesawErrors(segmentMethods(database)),
      onCommand: (sweepId, heard) => database.commandBell.listen(sweepId, heard),
    },
    metrics: withSeesawErrors(metricMethods(database)),
    exports: withSeesawErrors(exportMethods(database)),
    checkpoints: withSeesawErrors(checkpointMethods(database)),
    samples: withSeesawErrors(sampleMethods(database)),
    logs: withSeesawErrors(logMethods(database)),
    events: withSeesawErrors(eventMethods(database)),
    workers: withSeesawErrors(workerMethods(database)),
    mlflow: withSeesawErrors(mlflowMethods(database)),
    ...withSeesawErrors({
      async ping() {
        const [row] = await database.sql<{ version: string }[]>`select current_setting('server_version') as version`;
        return row?.version ?? '';
      },
      async close() {
        for (const stop of database.stopAtClose) await stop();
        await database.commandBell.close();
        await database.doorbell.close();
        await database.end();
      },
    }),
  };
}

function sweepMethods(database: Database): Store['sweeps'] {
  return {
    create: (input) => createSweep(database, input),
    warmStart: (sweep) => readWarmStart(database.sql, sweep),
    get: (sweepId) => getSweep(database, sweepId),
    list: (query) => listSweeps(database, query),
    load: (sweepId) => loadSweep(database, sweepId),
    yaml: (sweepId) => sweepYaml(database, sweepId),
    nextTrials: (input) => nextTrials(database, input),
    knownBy: (sweepId, number) => knownBy(database, sweepId, number),
    applyCommand: (input) => applyCommand(database, input),
    settle: (sweepId) => settleSweep(database, sweepId),
    front: (sweepId) => readFront(database, sweepId),
    toStopByRule: () => sweepsToStop(database),
    points: (sweepId) => readPoints(database, sweepId),
    definitions: (sweepId) => sweepDefinitions(database, sweepId),
    archive: (input) => archiveSweep(database, input),
    remark: (input) => remarkSweep(database, input),
    retain: (input) => retainCheckpoints(database, input),
    delete: (sweepId) => deleteSweep(database, sweepId),
    saveSelection: (input) => saveSelection(database, input),
    selection: (input) => readSelection(database, input),
    concernedTrials: (input) => concernedTrials(database, input),
  };
}

function trialMethods(database: Database): Store['trials'] {
  return {
    get: (trialId) => getTrial(database, trialId),
    byNumber: (sweepId, number) => trialByNumber(database, sweepId, number),
    verdicts: (trialIds) => readVerdicts(database, trialIds),
    remark: (input) => remarkTrial(database, input),
    list: (query) => listTrials(database, query),
    table: (query) => trialTable(database, query),
    groups: (query) => groupTrials(database, query),
    release: (input) => releaseTrial(database, input),
    close: (input) => closeTrial(database, input),
    attempts: (trialId) => trialAttempts(database, trialId),
    finishedAlike: (configHashes) => finishedAlike(database, configHashes),
    timesOnSlots: (input) => timesOnSlots(database.sql, input),
  };
}

function segmentMethods(database: Database): Omit<Store['segments'], 'onCommand'> {
  return {
    config: (trialId) => configOfSegment(database.sql, trialId),
    start: (input) => startSegment(database, input),
    truncate: (input) => truncateTrial(database, input),
    intent: (trialId) => readIntent(database.sql, trialId),
    heartbeat: (input) => heartbeat(database, input),
    health: (input) => reportHealth(database, input),
    finish: (input) => finishSegment(database, input),
    fail: (input) => failSegment(database, input),
  };
}

function metricMethods(database: Database): Store['metrics'] {
  return {
    append: (input) => appendPoints(database, input),
    curves: (query) => readCurves(database, query),
    compactCurves: (query) => readCompactCurves(database, query),
    clocks: (query) => readClocks(database, query),
    all: (input) => allPoints(database, input),
    stretch: (input) => readStretch(database, input),
    nonFinite: (trialId) => countNonFinite(database, trialId),
    names: (sweepId) => metricNames(database, sweepId),
  };
}

function exportMethods(database: Database): Store['exports'] {
  return {
    settings: (sweepId) => settingNames(database, sweepId),
    trials: (input) => trialsAfter(database, input),
    trialIds: (input) => trialIdsAfter(database, input),
    points: (input) => pointsAfter(database, input),
  };
}

function checkpointMethods(database: Database): Store['checkpoints'] {
  return {
    save: (input) => saveCheckpoint(database, input),
    list: (trialId) => listCheckpoints(database, trialId),
    markCorrupt: (input) => markCorrupt(database, input),
    waitingForUpload: (input) => checkpointsToUpload(database, input),
    uploaded: (input) => checkpointUploaded(database, input),
    prune: (trialId) => pruneCheckpoints(database, trialId),
    pruneEnded: (host) => pruneEnded(database, host),
    lease: (input) => leaseCheckpoint(database, input),
  };
}

function sampleMethods(database: Database): Store['samples'] {
  return {
    save: (input) => saveSample(database, input),
    list: (query) => listSamples(database, query),
    get: (sampleId) => getSample(database, sampleId),
    waitingForUpload: (input) => samplesToUpload(database, input),
    uploaded: (input) => sampleUploaded(database, input),
  };
}

function logMethods(database: Database): Store['logs'] {
  return { append: (lines) => appendLogs(database, lines), list: (query) => listLogs(database, query) };
}

function eventMethods(database: Database): Store['events'] {
  return {
    append: (event) => appendEvent(database, event),
    after: (query) => eventsAfter(database, query),
    before: (query) => eventsBefore(database, query),
    tip: () => eventsTip(database),
    subscribe: (onDoorbell) => subscribe(database, onDoorbell),
    prune: (input) => pruneEvents(database, input),
  };
}

function workerMethods(database: Database): Store['workers'] {
  return {
    heartbeat: (worker) => workerHeartbeat(database, worker),
    gone: (workerId) => workerGone(database, workerId),
    list: () => listWorkers(database),
    demand: () => poolDemand(database),
  };
}

function mlflowMethods(database: Database): Store['mlflow'] {
  return {
    pending: (limit) => pendingMirrorWork(database, limit),
    link: (input) => linkRun(database, input),
    mirrored: (input) => mirrored(database, input),
    leftBehind: (input) => runLeftBehind(database, input),
    runsToRemove: (limit) => runsToRemove(database, limit),
    runsRemoved: (input) => runsRemoved(database, input),
  };
}
