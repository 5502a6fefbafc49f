import { get } from 'node:https'
import { accept, type Result, refuse } from '@holdpoint/std'

export type FetchOptions = {
  /** Certificate authorities in PEM beside those of the system: a proxy of the plant, or a test. */
  readonly authorities?: readonly string[]
  readonly timeoutMs?: number
  readonly bytesMax?: number
  readonly signal?: AbortSignal
}

export type Fetched =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly lastModified: string | null }
  | { readonly kind: 'unchanged' }

export type FetchRefusal = {
  readonly kind: 'not-https' | 'no-answer' | 'status' | 'too-large' | 'ended'
  readonly url: string
  readonly words: string
}

const USER_AGENT = 'Holdpoint (CSAF downloader)'
const TIMEOUT_MS = 30_000
const BYTES_MAX = 32 * 1024 * 1024
const REDIRECTS_MAX = 3
const REDIRECTS: readonly number[] = [301, 302, 307, 308]

/** One file over HTTPS; `since` asks only for what changed. Never sends anything but the question. */
export async function fetchFile(
  url: string,
  since: string | null,
  options: FetchOptions,
): Promise<Result<Fetched, FetchRefusal>> {
  let at = url
  for (let turn = 0; turn <= REDIRECTS_MAX; turn++) {
    if (!at.startsWith('https://')) {
      return refuse({ kind: 'not-https', url: at, words: 'only https is fetched' })
    }
    const answer = await ask(at, since, options)
    if (!answer.ok) return answer
    const { status, location, bytes, lastModified } = answer.value
    if (status === 304) return accept({ kind: 'unchanged' })
    if (status === 200) return accept({ kind: 'file', bytes, lastModified })
    if (!REDIRECTS.includes(status) || location === null) {
      return refuse({ kind: 'status', url: at, words: `answers with status ${status}` })
    }
    at = URL.canParse(location, at) ? new URL(location, at).href : location
  }
  return refuse({ kind: 'status', url, words: `redirects more than ${REDIRECTS_MAX} times` })
}

type Answer = {
  readonly status: number
  readonly location: string | null
  readonly lastModified: string | null
  readonly bytes: Uint8Array
}

function ask(
  url: string,
  since: string | null,
  { authorities, timeoutMs = TIMEOUT_MS, bytesMax = BYTES_MAX, signal }: FetchOptions,
): Promise<Result<Answer, FetchRefusal>> {
  return new Promise((resolve) => {
    const no = (kind: FetchRefusal['kind'], words: string) => resolve(refuse({ kind, url, words }))
    if (!URL.canParse(url)) return no('not-https', 'is no address')
    const headers = {
      'user-agent': USER_AGENT,
      ...(since === null ? {} : { 'if-modified-since': since }),
    }
    const trust = authorities === undefined ? {} : { ca: [...authorities] }
    const request = get(url, { headers, timeout: timeoutMs, signal, ...trust }, (response) => {
      const chunks: Buffer[] = []
      let length = 0
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length > bytesMax) {
          no('too-large', `has more than ${bytesMax} bytes`)
          request.destroy()
        } else chunks.push(chunk)
      })
      response.on('error', (error) => no('no-answer', error.message))
      response.on('end', () =>
        resolve(
          accept({
            status: response.statusCode ?? 0,
            location: response.headers.location ?? null,
            lastModified: response.headers['last-modified'] ?? null,
            bytes: new Uint8Array(Buffer.concat(chunks)),
          }),
        ),
      )
    })
    request.on('timeout', () => request.destroy(new Error(`no answer in ${timeoutMs} ms`)))
    request.on('error', (error) =>
      no(signal?.aborted === true ? 'ended' : 'no-answer', error.message),
    )
  })
}
