import { formatNumber } from '../../format/numbers.ts';

export function MetricValue(props: { value: number }) {
  if (Number.isFinite(props.value)) return formatNumber(props.value);
  return <span style={{ color: 'var(--bad)' }}>✕ {formatNumber(props.value)}</span>;
}
