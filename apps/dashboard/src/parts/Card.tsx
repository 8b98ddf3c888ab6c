import type { ReactNode } from 'react';

/** A panel with a title, what it shows in small print, and its own actions. */
export function Card(props: { title?: ReactNode; small?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <section className={`card ${props.className ?? ''}`}>
      {(props.title !== undefined || props.small !== undefined) && (
        <header>
          <h2>{props.title}</h2>
          {props.small !== undefined && <small>{props.small}</small>}
        </header>
      )}
      {props.children}
    </section>
  );
}
