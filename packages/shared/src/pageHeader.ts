/**
 * The dashboard marks its calls with this header. Another site's page cannot send a header of its own along with the cookie of
 * this one, so it cannot act in a person's name. Apart from api.ts, whose schemas the page must not carry.
 */
export const pageHeader = 'x-seesaw-page';
