import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { aBundle, aHardeningPolicy, aRequest, goodFiles } from '../builders/a-host.ts'
import { temporaryFolder } from './server-process.ts'
import { holdpoint } from './terminal.ts'

const folder = temporaryFolder('cli-hardening')
const at = (name: string) => join(folder.path, name)
const policy = at('policy.json')
const request = at('request.json')
writeFileSync(policy, JSON.stringify(aHardeningPolicy))
writeFileSync(request, JSON.stringify(aRequest))

afterAll(() => folder.remove())

function writeBundle(name: string, files: ReadonlyMap<string, Uint8Array>): string {
  mkdirSync(at(name))
  for (const [file, bytes] of files) writeFileSync(join(at(name), file), bytes)
  return at(name)
}

const judge = (bundle: string) =>
  holdpoint([...['hardening', 'judge', bundle, '--policy', policy, '--request', request, '--json']])

test('hardening writes its scripts, and a collector whose secret nobody else can read', async () => {
  const rendered = await holdpoint(['hardening', 'render', policy, '--out', at('out')])
  expect([rendered.code, rendered.out]).toEqual([0, expect.stringContaining('-WhatIf first')])
  expect(readFileSync(join(at('out'), 'rollback.ps1'), 'utf8')).toContain(
    'The way back of: HIST-01',
  )
  const words = ['hardening', 'collector', policy, '--host', 'HIST-01', '--out', at('ask')]
  expect((await holdpoint(words)).code).toBe(0)
  const asked = JSON.parse(readFileSync(join(at('ask'), 'request.json'), 'utf8'))
  const script = readFileSync(join(at('ask'), 'collect.ps1'), 'utf8')
  expect([script.includes(asked.nonce), script.includes(asked.key)]).toEqual([true, true])
  if (process.platform !== 'win32') {
    expect(statSync(join(at('ask'), 'request.json')).mode & 0o077).toBe(0)
    expect(statSync(join(at('ask'), 'collect.ps1')).mode & 0o077).toBe(0)
  }
})

test('hardening judge says of each claim what shows it, and of a changed bundle nothing', async () => {
  const good = await judge(writeBundle('good', aBundle()))
  expect([good.code, JSON.parse(good.out)]).toMatchObject([0, { verdict: 'pass', host: 'HIST-01' }])
  const on = { ...goodFiles, 'smb-server.json': '{"EnableSMB1Protocol": "True"}' }
  const bad = await judge(writeBundle('bad', aBundle(on)))
  expect([bad.code, JSON.parse(bad.out)]).toMatchObject([1, { verdict: 'fail' }])
  const silent = await judge(writeBundle('silent', aBundle({ ...goodFiles, 'applocker.xml': '' })))
  expect([silent.code, JSON.parse(silent.out)]).toMatchObject([1, { verdict: 'unknown' }])
  const changed = aBundle().set('smb-server.json', Buffer.from('{"EnableSMB1Protocol":"False"}'))
  const refused = await judge(writeBundle('changed', changed))
  expect([refused.code, JSON.parse(refused.out)]).toMatchObject([
    ...[1, { verdict: 'unknown', refusal: { file: 'smb-server.json', why: 'changed since' } }],
  ])
})

test('hardening ends with 2 and one line where what it is given is wrong', async () => {
  writeFileSync(
    at('off.json'),
    JSON.stringify({ title: 'x', servicesOff: [{ name: 'RpcSs', why: 'x' }] }),
  )
  writeFileSync(at('odd.json'), '{"title": "x", "smb": "off"}')
  writeFileSync(at('results.xml'), '<a/>')
  for (const [words, said] of [
    [['render', at('off.json'), '--out', at('no')], /servicesOff\[0\]\.name: RpcSs must stay on$/],
    [['render', at('odd.json'), '--out', at('no')], /odd\.json: \/: /],
    [['render', at('none.json'), '--out', at('no')], /none\.json: there is no such file$/],
    [['collector', policy, '--host', 'a b', '--out', at('no')], /"a b" is no name of a computer$/],
    [['judge', at('none'), '--policy', policy, '--request', request], /there is no such folder$/],
    [['import', at('results.xml')], /there is no TestResult in it$/],
  ] as const) {
    const { code, err } = await holdpoint(['hardening', ...words])
    expect([code, err.trim()]).toEqual([2, expect.stringMatching(said)])
    expect(err.trim().split('\n')).toHaveLength(1)
  }
})
