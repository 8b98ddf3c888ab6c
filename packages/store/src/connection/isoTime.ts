/** Postgres text (`2026-11-23 01:50:03.1+00`) → ISO 8601 UTC. */
export function isoTime(text: string): string {
  return new Date(text).toISOString();
}

export function isoTimeOrNull(text: string | null): string | null {
  return text === null ? null : isoTime(text);
}
