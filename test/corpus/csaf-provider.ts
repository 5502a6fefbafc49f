import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createMessage, generateKey, readPrivateKey, sign } from 'openpgp'
import { advisoryFiles } from './advisories.ts'

export type TestProvider = {
  readonly address: string
  readonly authority: string
  /** The public key with which it signs, in armour. */
  readonly key: string
  readonly documents: number
  /** Their paths. */
  readonly documentsAt: readonly string[]
  /** What was asked for, in order. */
  readonly asked: string[]
  /** Served in the place of what lies at this path; null takes it away. */
  serveAt(path: string, bytes: Uint8Array | string | null): void
  /** Lists this document as changed after all others. */
  touch(path: string): void
  close(): Promise<void>
}

const MODIFIED = 'Tue, 09 Jan 2024 00:00:00 GMT'

/**
 * A CSAF provider on loopback: the real documents and lists, with metadata, hashes, signatures and
 * a certificate authority of its own.
 */
export async function openProvider(
  dataFolder: string,
  { years, rolie }: { readonly years: readonly string[]; readonly rolie: boolean },
): Promise<TestProvider> {
  const { files, listed, fingerprint } = await publishedFiles(dataFolder, years)
  const { folder, authority, options } = certificates()
  const asked: string[] = []
  const touched = new Set<string>()
  const server = createServer(options, (request, response) => {
    const path = (request.url ?? '/').slice(1)
    asked.push(path)
    const bytes = files.get(path)
    if (bytes === undefined) return response.writeHead(404).end()
    const since = request.headers['if-modified-since']
    if (since === MODIFIED && !touched.has(path)) return response.writeHead(304).end()
    return response.writeHead(200, { 'last-modified': MODIFIED }).end(bytes)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  publishLists({ files, listed, fingerprint, base, dataFolder, rolie })
  return {
    address: `${base}/provider-metadata.json`,
    authority,
    key: new TextDecoder().decode(files.get('key.asc')),
    documents: listed.length,
    documentsAt: listed,
    asked,
    serveAt: (path, bytes) => {
      if (bytes === null) files.delete(path)
      else files.set(path, typeof bytes === 'string' ? encode(bytes) : bytes)
    },
    touch: (path) => {
      touched.add(path)
      const feed = JSON.parse(new TextDecoder().decode(files.get('white/feed.json')))
      for (const entry of feed.feed.entry) {
        if (entry.id === basename(path, '.json')) entry.updated = '2030-01-01T00:00:00Z'
      }
      files.set('white/feed.json', encode(JSON.stringify(feed)))
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const hash = (algorithm: string, bytes: Uint8Array) =>
  createHash(algorithm).update(bytes).digest('hex')

/** An authority of the test's own, and a certificate for 127.0.0.1 by it. */
function certificates() {
  const folder = mkdtempSync(join(tmpdir(), 'holdpoint-ca-'))
  const at = (name: string) => join(folder, name)
  const openssl = (...words: string[]) => execFileSync('openssl', words, { stdio: 'ignore' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '3650']
  openssl(
    'req',
    '-x509',
    ...key,
    '-subj',
    '/CN=Test',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
  )
  openssl('req', ...key.slice(0, 5), '-subj', '/CN=p', '-keyout', at('key'), '-out', at('csr'))
  writeFileSync(at('san'), 'subjectAltName=IP:127.0.0.1')
  const by = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '3650']
  openssl('x509', '-req', '-in', at('csr'), ...by, '-extfile', at('san'), '-out', at('pem'))
  const read = (name: string) => readFileSync(at(name), 'utf8')
  return { folder, authority: read('ca.pem'), options: { key: read('key'), cert: read('pem') } }
}

type Files = Map<string, Uint8Array>

const encode = (text: string) => new TextEncoder().encode(text)

/** The documents of these years, each with both hashes and a signature, and the key. */
async function publishedFiles(dataFolder: string, years: readonly string[]) {
  const files = new Map<string, Uint8Array>()
  const { privateKey, publicKey } = await generateKey({
    userIDs: [{ name: 'A provider', email: 'csaf@provider.test' }],
    date: new Date('2024-01-01T00:00:00Z'),
  })
  const key = await readPrivateKey({ armoredKey: privateKey })
  const listed: string[] = []
  for (const { path, bytes } of advisoryFiles(dataFolder)) {
    const at = `white/${path}`
    if (!years.some((year) => path.startsWith(`${year}/`))) continue
    files.set(at, bytes)
    files.set(`${at}.sha512`, encode(`${hash('sha512', bytes)}  ${basename(at)}`))
    files.set(`${at}.sha256`, encode(`${hash('sha256', bytes)}  ${basename(at)}`))
    const message = await createMessage({ binary: bytes })
    const signed = await sign({ message, signingKeys: key, detached: true })
    files.set(`${at}.asc`, encode(String(signed)))
    listed.push(at)
  }
  files.set('key.asc', encode(publicKey))
  return { files, listed, fingerprint: key.getFingerprint() }
}

type Lists = {
  readonly files: Files
  readonly listed: readonly string[]
  readonly fingerprint: string
  readonly base: string
  readonly dataFolder: string
  readonly rolie: boolean
}

/** Directory and feed as the real provider dates them, and the metadata that names one of them. */
function publishLists({ files, listed, fingerprint, base, dataFolder, rolie }: Lists): void {
  const times = new Map(
    readFileSync(join(dataFolder, 'advisories/provider/changes.csv'), 'utf8')
      .split('\n')
      .map((line) => [basename(line.split(',')[0] ?? ''), line.split(',')[1] ?? '']),
  )
  const timeOf = (path: string) => times.get(basename(path)) ?? '2024-01-09T00:00:00Z'
  const rows = listed.map((path) => `${path.slice('white/'.length)},${timeOf(path)}`)
  files.set('white/changes.csv', encode(rows.join('\n')))
  const link = (rel: string, path: string) => ({ rel, href: `${base}/${path}` })
  const entry = listed.map((path) => ({
    id: basename(path, '.json'),
    link: [link('self', path), link('hash', `${path}.sha512`), link('signature', `${path}.asc`)],
    updated: timeOf(path),
  }))
  files.set('white/feed.json', encode(JSON.stringify({ feed: { entry } })))
  const directory = { directory_url: `${base}/white/` }
  const feed = { rolie: { feeds: [{ tlp_label: 'WHITE', url: `${base}/white/feed.json` }] } }
  const metadata = {
    metadata_version: '2.0',
    role: 'csaf_trusted_provider',
    publisher: { name: 'A provider', category: 'coordinator', namespace: 'https://provider.test' },
    distributions: [rolie ? feed : directory],
    public_openpgp_keys: [{ fingerprint, url: `${base}/key.asc` }],
  }
  files.set('provider-metadata.json', encode(JSON.stringify(metadata)))
}
