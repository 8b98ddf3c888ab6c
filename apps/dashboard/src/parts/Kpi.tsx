import type { ReactNode } from 'react';

export function Kpi(props: { label: ReactNode; children: ReactNode; small?: ReactNode; title?: string }) {
  return (
    <div className="kpi" title={props.title}>
      <span>{props.label}</span>
      <b>{props.children}</b>
      {props.small !== undefined && <small>{props.small}</small>}
    </div>
  );
}
