import { useClipboard } from '@mantine/hooks';

/** A command to type, with a button that copies it. */
export function CommandLine(props: { command: string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <span className="command">
      <code>{props.command}</code>
      <button type="button" className="btn small" onClick={() => clipboard.copy(props.command)}>
        {clipboard.copied ? 'Copied' : 'Copy'}
      </button>
    </span>
  );
}
