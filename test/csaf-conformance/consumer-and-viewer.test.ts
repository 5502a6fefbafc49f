import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { linkOf, preferredScore, readAdvisory, shownScore } from '@holdpoint/csaf'
import { createMessage, generateKey, type PrivateKey, sign } from 'openpgp'
import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../adapters/feeds/src/check-document.ts'
import { aRevision } from './a-revision.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const given = { id: 'CONF-1', version: '1' }

function readText(text: string) {
  const read = readAdvisory(new TextEncoder().encode(text))
  if (!read.ok) throw new Error(JSON.stringify(read.refusal))
  return read.value
}

/** Every source of the screens, by its path. */
function screenSources(): readonly (readonly [string, string])[] {
  return readdirSync(`${root}/web/src`, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
    .map((path) => [path, readFileSync(`${root}/web/src/${path}`, 'utf8')])
}

const nested = `${'> '.repeat(5000)}${'['.repeat(5000)}`

describe('a CSAF consumer (9.1.10)', () => {
  test('item 1: products, statuses, groups and remediations are read by their meaning', () => {
    const text = aRevision(given, (raw) => {
      const tree = raw.product_tree as object as Record<string, unknown>
      const members = ['EN2T-D', 'EN2TR-C']
      tree.product_groups = [{ group_id: 'G', product_ids: members }]
      const fix = { category: 'mitigation', details: 'Close the port', group_ids: ['G'] }
      raw.vulnerabilities[0]?.remediations.push(fix as never)
    })
    const { products, vulnerabilities } = readText(text)
    expect(products.map(({ productId }) => productId)).toContain('EN2T-D')
    expect(vulnerabilities[0]?.productStatus.known_affected).toContain('EN2TR-C')
    expect(vulnerabilities[0]?.remediations.at(-1)?.productIds).toEqual(['EN2T-D', 'EN2TR-C'])
  })

  test('item 2: no Markdown processor is there to be nested; such a text comes back as it is', () => {
    const { dependencies } = JSON.parse(readFileSync(`${root}/web/package.json`, 'utf8')) as {
      dependencies: Record<string, string>
    }
    const names = Object.keys(dependencies)
    expect(names.filter((one) => /mark|mdx|remark|rehype|showdown/i.test(one))).toEqual([])
    const text = aRevision(given, (raw) => {
      raw.vulnerabilities[0]?.notes.push({ category: 'details', text: nested })
    })
    expect(readText(text).vulnerabilities[0]?.notes.at(-1)?.text).toBe(nested)
  })

  test('item 3: no screen puts a text of a document into the page as HTML', () => {
    const html = /dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write/
    const sources = screenSources()
    expect(sources.length).toBeGreaterThan(60)
    expect(sources.filter(([, text]) => html.test(text)).map(([path]) => path)).toEqual([])
  })

  test('item 4: notes and remediations are shown as plain text', () => {
    const [, source = ''] =
      screenSources().find(([path]) => path.endsWith('1-triage/vendor-text.tsx')) ?? []
    expect(source).toContain('{text}</p>')
    const [, page = ''] =
      screenSources().find(([path]) => path.endsWith('1-triage/advisory-pages.tsx')) ?? []
    expect(page).toContain('<VendorText')
  })

  test('item 5: nothing runs a value as code, and only https becomes a link', () => {
    const runs = /\beval\(|new Function\(|setTimeout\(\s*['"`]/
    expect(screenSources().filter(([, text]) => runs.test(text))).toEqual([])
    // Only this component makes a link of what a document says.
    const [, source = ''] =
      screenSources().find(([path]) => path.endsWith('1-triage/vendor-text.tsx')) ?? []
    expect(source).toContain('props.link === null')
    for (const hostile of ['javascript:alert(1)', 'data:text/html,x', 'http://a.example']) {
      expect(linkOf(hostile)).toBeNull()
    }
    expect(linkOf('https://a.example/x')).toBe('https://a.example/x')
  })
})

const digest = (text: string) => createHash('sha512').update(text).digest('hex')

describe('what a CSAF consumer should do before it reads', () => {
  const text = 'not even JSON'
  const bytes = new TextEncoder().encode(text)
  const keyPair = () =>
    generateKey({ userIDs: [{ name: 'A provider' }], format: 'object', type: 'curve25519' })

  test('item 6: what is collected from a provider is checked by hash and signature before anything reads it; a document that a person brings by hand is taken as it is', async () => {
    const [own, other] = [await keyPair(), await keyPair()]
    const message = await createMessage({ binary: bytes })
    const signedBy = (signingKeys: PrivateKey) =>
      sign({ message, signingKeys, detached: true, format: 'armored' })
    const check = async (sha512: string, signature: string | null) => {
      const beside = { sha512, sha256: null, signature }
      const checked = await checkDocument(bytes, beside, [own.publicKey])
      return checked.ok ? checked.value : checked.refusal.kind
    }
    const good = await signedBy(own.privateKey)
    expect(await check(digest(text), good)).toBe('checked')
    expect(await check(digest(`${text} `), good)).toBe('wrong-hash')
    expect(await check(digest(text), null)).toBe('no-signature')
    expect(await check(digest(text), await signedBy(other.privateKey))).toBe('wrong-signature')
  })
})

describe('a CSAF viewer (9.1.11)', () => {
  const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
  const older = 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
  const score = (version: string, text: string, baseScore: number) => ({
    ...{
      version,
      vector: text,
      baseScore,
      baseSeverity: null,
      origin: 'stated' as const,
      source: null,
      productIds: ['P'],
    },
  })

  test('item 7: what a consumer must hold is held: each of its items is here', () => {
    const own = readFileSync(fileURLToPath(import.meta.url), 'utf8')
    for (const item of [1, 2, 3, 4, 5, 6]) expect(own).toContain(`item ${item}:`)
  })

  test('item 8: a vector counts where the score beside it contradicts it', () => {
    expect(shownScore(score('3.1', vector, 1))).toMatchObject({ baseScore: 9.8, stated: 1 })
  })

  test('item 9: of several scores the highest is shown, and of equals the newest CVSS', () => {
    const low = score('3.1', 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N', 1.8)
    const shown = preferredScore([low, score('3.0', older, 9.8), score('3.1', vector, 9.8)], 'P')
    expect(shown).toMatchObject({ version: '3.1', vector, baseScore: 9.8 })
  })
})
