// A browser drops control characters and blanks from an address before it reads the scheme; a name
// before an @ would pass for the host.
const PLAIN_HTTPS = /^https:\/\/[^\s\p{Cc}/?#@\\]+(?:[/?#][^\s\p{Cc}]*)?$/iu

/**
 * What of a document may become a link: an address over https, and nothing that acts. All else is
 * shown as the text that it is.
 */
export function linkOf(text: string): string | null {
  return PLAIN_HTTPS.test(text) ? text : null
}
