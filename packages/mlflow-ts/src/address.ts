/** User and password, or a bearer token. Sent as an `Authorization` header, kept out of addresses and messages. */
export type MlflowAuth = { username: string; password: string } | { token: string };

export interface MlflowAddress {
  /** Origin and path prefix, no credentials, query, fragment or slash at the end. */
  baseUrl: string;
  /** Value of the `Authorization` header, or null. */
  authorization: string | null;
}

/**
 * Reads a tracking address. Credentials written into it (`http://user:secret@host`) are moved to the header;
 * credentials given as `auth` win over them.
 *
 * @throws TypeError for an address that is no http or https URL, or a token that no header can hold; the message does
 * not repeat either
 */
export function readAddress(address: string, auth?: MlflowAuth): MlflowAddress {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new TypeError('The MLflow address must be a URL that starts with http:// or https://');
  }
  const inUrl: MlflowAuth | undefined =
    url.username === ''
      ? undefined
      : { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  const chosen = auth ?? inUrl;
  const authorization = chosen === undefined ? null : authorizationOf(chosen);
  // fetch would refuse such a header with a message that shows it.
  if (authorization !== null && !/^[\x20-\x7e]+$/.test(authorization)) {
    throw new TypeError('The MLflow token must be printable ASCII on one line');
  }
  return { baseUrl: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, authorization };
}

function authorizationOf(auth: MlflowAuth): string {
  if ('token' in auth) return `Bearer ${auth.token}`;
  return `Basic ${Buffer.from(`${auth.username}:${auth.password}`, 'utf8').toString('base64')}`;
}
