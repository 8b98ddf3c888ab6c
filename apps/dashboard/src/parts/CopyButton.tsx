import { useClipboard } from '@mantine/hooks';

export function CopyButton(props: { label: string; text: string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <button type="button" className="btn small" onClick={() => clipboard.copy(props.text)}>
      {clipboard.copied ? 'Copied' : props.label}
    </button>
  );
}
