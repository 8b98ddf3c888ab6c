/**
 * What an MLflow server accepts. Numbers of the server side, from `mlflow/utils/validation.py` and
 * `mlflow/store/tracking/__init__.py` of MLflow 3.17.2. Lengths count Unicode code points, as Python does.
 */
export const LIMITS = {
  /** MAX_METRICS_PER_BATCH */
  metricsPerBatch: 1000,
  /** MAX_PARAMS_TAGS_PER_BATCH */
  paramsPerBatch: 100,
  /** MAX_PARAMS_TAGS_PER_BATCH */
  tagsPerBatch: 100,
  /** MAX_ENTITIES_PER_BATCH: metrics, params and tags of one request together */
  entitiesPerBatch: 1000,
  /** MAX_BATCH_LOG_REQUEST_SIZE, bytes of the JSON body */
  bytesPerBatch: 1_000_000,
  /** MAX_ENTITY_KEY_LENGTH: keys of metrics, params and tags */
  keyLength: 250,
  /** MAX_PARAM_VAL_LENGTH. A longer value is cut silently by a server in its default setting */
  paramValueLength: 6000,
  /** MAX_TAG_VAL_LENGTH. A longer value is cut silently by a server in its default setting */
  tagValueLength: 8000,
  /** MAX_EXPERIMENT_NAME_LENGTH */
  experimentNameLength: 500,
  /** SEARCH_MAX_RESULTS_THRESHOLD: runs on one page of a search */
  searchPageSize: 50_000,
  /** GET_METRIC_HISTORY_MAX_RESULTS: points on one page of a metric's history */
  historyPageSize: 25_000,
} as const;
