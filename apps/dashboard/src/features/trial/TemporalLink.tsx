import { useClipboard } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { healthQuery } from '../../api/systemQueries.ts';
import { temporalWorkflowUrl } from './temporalWorkflowUrl.ts';

/** To the workflow on Temporal's own page; where that is not known, its id to search for. */
export function TemporalLink(props: { workflowId: string }) {
  const { workflowId } = props;
  const health = useQuery(healthQuery);
  const clipboard = useClipboard({ timeout: 1500 });
  if (health.data === undefined) return null;
  const url = temporalWorkflowUrl(health.data.temporalUi, workflowId);
  if (url !== undefined) {
    return (
      <a className="btn" href={url} target="_blank" rel="noreferrer">
        Temporal ↗
      </a>
    );
  }
  return (
    <button
      type="button"
      className="btn"
      title={`Copies the id of its workflow, ${workflowId}. With TEMPORAL_UI_URL set, this is a link.`}
      onClick={() => clipboard.copy(workflowId)}
    >
      {clipboard.copied ? 'Id copied' : 'Workflow id'}
    </button>
  );
}
