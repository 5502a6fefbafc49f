import { readAdvisory } from '@holdpoint/csaf'
import { describe, expect, test } from 'vitest'
import {
  type ArticleWish,
  aMicrosoftAdvisory,
} from '../../../test/builders/a-microsoft-advisory.ts'
import { joinReleases, releasesOfAdvisory } from './releases-of-advisory.ts'

const server = {
  product: 'Windows Server 2019',
  build: '10.0.17763.6189',
  article: '5041578',
  day: '2026-08-11',
}
function releases(cve: string, articles: readonly ArticleWish[], namespace?: string) {
  const text = aMicrosoftAdvisory({
    cve,
    articles,
    ...(namespace === undefined ? {} : { namespace }),
  })
  const read = readAdvisory(new TextEncoder().encode(text))
  if (!read.ok) throw new Error('the advisory is not read')
  return releasesOfAdvisory(read.value)
}

describe('the updates that an advisory of Microsoft names', () => {
  test('are articles with day, build, restart and vulnerability, once for each product', () => {
    const client = { ...server, product: 'Windows 10 Version 1809 for x64-based Systems' }
    expect(releases('CVE-2026-0001', [server, client])).toMatchObject([
      {
        id: 'KB5041578',
        product: 'Windows Server 2019',
        releasedOn: '2026-08-11',
        securityRelated: 'yes',
        toVersion: '10.0.17763.6189',
        supersedes: null,
        restart: 'machine',
        reversibility: 'unknown',
        cves: ['CVE-2026-0001'],
      },
      { id: 'KB5041578', product: 'Windows 10 Version 1809 for x64-based Systems' },
    ])
  })

  test('say what they take the place of only where the words do', () => {
    const words = ' replaces KB5040430 and 5039217'
    expect(releases('CVE-2026-0001', [{ ...server, words }])[0]?.supersedes).toEqual([
      'KB5040430',
      'KB5039217',
    ])
  })

  test('without an article are named by product and build', () => {
    const office = { ...server, product: 'Microsoft Office LTSC 2024', article: null }
    expect(releases('CVE-2026-0001', [office]).map((one) => one.id)).toEqual([
      'Microsoft Office LTSC 2024 10.0.17763.6189',
    ])
  })

  test('are not taken from another publisher, whatever its name begins with', () => {
    for (const other of [
      'https://www.cisa.gov/',
      'https://microsoft.com.example',
      'https://notmicrosoft.com',
    ]) {
      expect(releases('CVE-2026-0001', [server], other)).toEqual([])
    }
  })

  test('are joined over advisories and lists; what sources say differently is not known', () => {
    const [one, other] = [
      ...releases('CVE-2026-0001', [server]),
      ...releases('CVE-2026-0002', [
        { ...server, product: 'Windows Server 2019 (Server Core installation)' },
      ]),
    ]
    if (one === undefined || other === undefined) throw new Error('no rows')
    const listed = {
      ...one,
      cves: [],
      supersedes: ['KB5040430'],
      source: 'a list',
      restart: 'none' as const,
    }
    expect(joinReleases([listed, one, other])).toMatchObject([
      {
        cves: ['CVE-2026-0001', 'CVE-2026-0002'],
        supersedes: ['KB5040430'],
        restart: 'unknown',
        source: 'a list; Microsoft Security Response Center',
        title: '2 vulnerabilities',
      },
    ])
  })
})
